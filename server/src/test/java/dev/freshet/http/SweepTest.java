package dev.freshet.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A sweep whose period is an hour, so that it looks when the test says so and never by itself.
class SweepTest {
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();
    private static final long HOUR = 60 * MINUTE;

    private final Network network = Network.open(1);
    private final AtomicLong time = new AtomicLong(-5 * HOUR);
    private final Sweep sweep = new Sweep(network.vertx(), network.nextLoop(), HOUR / 1_000_000, time::get);
    private final List<Long> looks = new ArrayList<>();

    @AfterEach
    void close() {
        network.close();
    }

    @Test
    void countsTheTimeBetweenLooks() {
        sweep.enter(looks::add);
        lookAfter(HOUR);
        lookAfter(HOUR + 7 * MINUTE);
        assertThat(looks).containsExactly(HOUR, 2 * HOUR + 7 * MINUTE);
        assertThat(sweep.now()).isEqualTo(2 * HOUR + 7 * MINUTE);
    }

    @Test
    void countsTwoPeriodsAtMostOfALoopThatComesLate() {
        sweep.enter(looks::add);
        lookAfter(2 * HOUR);
        lookAfter(2 * HOUR + 1);
        lookAfter(1_000 * HOUR);
        lookAfter(MINUTE);
        assertThat(looks).containsExactly(2 * HOUR, 4 * HOUR, 6 * HOUR, 6 * HOUR + MINUTE);
    }

    @Test
    void doesNotCountTheTimeInWhichNobodyWaited() {
        LongConsumer first = looks::add;
        sweep.enter(first);
        lookAfter(HOUR);
        sweep.leave(first);
        lookAfter(HOUR);
        time.addAndGet(100 * HOUR);
        sweep.enter(looks::add);
        lookAfter(MINUTE);
        assertThat(looks).containsExactly(HOUR, 2 * HOUR + MINUTE);
    }

    @Test
    void letsOthersEnterAndLeaveWhileItLooks() {
        LongConsumer once = new LongConsumer() {
            @Override
            public void accept(long now) {
                looks.add(now);
                sweep.leave(this);
                sweep.enter(later -> looks.add(-later));
            }
        };
        sweep.enter(once);
        lookAfter(HOUR);
        assertThat(looks).containsExactly(HOUR);
        lookAfter(HOUR);
        assertThat(looks).containsExactly(HOUR, -2 * HOUR);
    }

    private void lookAfter(long nanos) {
        time.addAndGet(nanos);
        sweep.look();
    }
}
