package dev.freshet.retrieval;

import dev.freshet.core.AppException;
import dev.freshet.core.ErrorCode;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/// Spares questions a model that keeps failing. After so many failures in a row it is passed over for a while;
/// then one question tries it again, and the others still pass it over until that one has had an answer.
/// Thread-safe.
final class Breaker {
    private final ReentrantLock lock = new ReentrantLock();
    private final int limit;
    private final long pause;
    private final LongSupplier nanoTime;
    private int failures;
    private long openUntil;

    /// @param limit failures in a row after which the model is spared
    /// @param pause how long it is spared before somebody tries it again
    /// @param nanoTime the clock, in nanoseconds
    Breaker(int limit, Duration pause, LongSupplier nanoTime) {
        this.limit = limit;
        this.pause = pause.toNanos();
        this.nanoTime = nanoTime;
    }

    /// Before a call. Whoever passes says later how it went, by [#leave]; one that never does is forgotten.
    ///
    /// @throws AppException.Upstream when the model is being spared
    void enter() {
        lock.lock();
        try {
            long now = nanoTime.getAsLong();
            if (failures >= limit) {
                if (now - openUntil < 0) {
                    throw new AppException.Upstream(
                            ErrorCode.UPSTREAM_FAILED,
                            "the model has failed several times and is left out for a while");
                }
                openUntil = now + pause;
            }
        } finally {
            lock.unlock();
        }
    }

    /// After a call.
    ///
    /// @param good whether it brought what was asked for, in time
    void leave(boolean good) {
        lock.lock();
        try {
            failures = good ? 0 : Math.min(limit, failures + 1);
            openUntil = nanoTime.getAsLong() + pause;
        } finally {
            lock.unlock();
        }
    }
}
