package dev.freshet.retrieval;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.core.AppException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BreakerTest {
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
    private final Breaker breaker = new Breaker(2, PAUSE, now::get);

    @Test
    void opensAfterFailuresInARowOnly() {
        call(false);
        call(true);
        call(false);
        call(true);
        passes();
    }

    @Test
    void refusesWhileItIsOpen() {
        open();
        now.addAndGet(PAUSE.toNanos() - 1);
        refuses();
    }

    @Test
    void letsOneThroughAfterThePauseAndAllAfterItsSuccess() {
        open();
        now.addAndGet(PAUSE.toNanos());
        passes();
        refuses();
        breaker.leave(true);
        passes();
        passes();
    }

    @Test
    void staysOpenForAnotherPauseWhenTheProbeFails() {
        open();
        now.addAndGet(PAUSE.toNanos());
        call(false);
        refuses();
        now.addAndGet(PAUSE.toNanos());
        passes();
    }

    @Test
    void letsAnotherThroughWhenTheProbeNeverComesBack() {
        open();
        now.addAndGet(PAUSE.toNanos());
        passes();
        now.addAndGet(PAUSE.toNanos());
        passes();
    }

    private void open() {
        call(false);
        call(false);
        refuses();
    }

    private void call(boolean good) {
        breaker.enter();
        breaker.leave(good);
    }

    private void passes() {
        assertThatCode(breaker::enter).doesNotThrowAnyException();
    }

    private void refuses() {
        assertThatThrownBy(breaker::enter).isInstanceOf(AppException.Upstream.class);
    }
}
