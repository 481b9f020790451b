package dev.freshet.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DeadlineTest {
    private static final Duration AMPLE = Duration.ofMinutes(10);

    private final Deadline.Cancellation left = new Deadline.Cancellation();
    private final Deadline deadline = Deadline.in(AMPLE).until(left);
    private final AtomicInteger ran = new AtomicInteger();

    @Test
    void tellsOnceWhoWaitsThatNobodyWaitsAnyLonger() {
        deadline.onCancelled(ran::incrementAndGet);
        assertThat(ran).hasValue(0);
        left.cancel();
        left.cancel();
        assertThat(ran).hasValue(1);
        assertThat(deadline.isCancelled()).isTrue();
    }

    @Test
    void tellsAtOnceWhoComesLater() {
        left.cancel();
        deadline.onCancelled(ran::incrementAndGet);
        assertThat(ran).hasValue(1);
    }

    @Test
    void forgetsStepsThatAreOver() {
        Runnable forget = deadline.onCancelled(ran::incrementAndGet);
        forget.run();
        left.cancel();
        assertThat(ran).hasValue(0);
    }

    @Test
    void isCancelledWithItsShares() {
        Deadline share = deadline.within(Duration.ofSeconds(1));
        left.cancel();
        assertThatThrownBy(() -> share.check("a step"))
                .isInstanceOfSatisfying(
                        AppException.Rejected.class,
                        error -> assertThat(error.code()).isEqualTo(ErrorCode.CANCELLED));
    }

    @Test
    void isNeverCancelledByItself() {
        Deadline alone = Deadline.in(AMPLE);
        alone.onCancelled(ran::incrementAndGet).run();
        alone.check("a step");
        assertThat(alone.isCancelled()).isFalse();
        assertThat(ran).hasValue(0);
    }

    @Test
    void pausesNoLongerThanSomebodyWaits() throws InterruptedException {
        CountDownLatch ended = new CountDownLatch(1);
        Thread pausing = Thread.ofVirtual().start(() -> {
            assertThatThrownBy(() -> deadline.pause(AMPLE)).isInstanceOf(AppException.Rejected.class);
            ended.countDown();
        });
        left.cancel();
        assertThat(ended.await(1, TimeUnit.MINUTES)).isTrue();
        pausing.join();
        Deadline.in(AMPLE).pause(Duration.ofMillis(1));
    }
}
