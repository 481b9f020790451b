package dev.freshet.core;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Until when a request is worth working on: a moment, and whether somebody still waits for it. Steps take their
/// time-outs from it, so that a slow step leaves less for the next instead of adding up, and a step that waits for
/// somebody else's machine hears from it when it need not wait any longer.
///
/// @param nanoTime the moment on [System#nanoTime()]'s scale
/// @param cancellation says when nobody waits any longer; null where that is never said
public record Deadline(long nanoTime, @Nullable Cancellation cancellation) {
    public static Deadline in(Duration duration) {
        return new Deadline(System.nanoTime() + duration.toNanos(), null);
    }

    /// The same moment, given up early when this is cancelled, and by nothing else.
    public Deadline until(Cancellation given) {
        return new Deadline(nanoTime, given);
    }

    /// The earlier of this deadline and `limit` from now, cancelled with this.
    public Deadline within(Duration limit) {
        long other = System.nanoTime() + limit.toNanos();
        return other - nanoTime < 0 ? new Deadline(other, cancellation) : this;
    }

    /// What is left; zero when the moment has passed.
    public Duration remaining() {
        return Duration.ofNanos(Math.max(0, nanoTime - System.nanoTime()));
    }

    public boolean passed() {
        return nanoTime - System.nanoTime() <= 0;
    }

    public boolean isCancelled() {
        return cancellation != null && cancellation.isCancelled();
    }

    /// Has the task run when nobody waits any longer; at once, by the caller, when that is so already.
    ///
    /// @param task quick, since it runs on the canceller's thread; harmless when it comes late
    /// @return forgets the task; for steps that are over
    public Runnable onCancelled(Runnable task) {
        return cancellation == null ? Deadline::nothing : cancellation.add(task);
    }

    /// Throws when the moment has passed or nobody waits any longer; `step` names what was about to begin.
    ///
    /// @throws AppException.Rejected with [ErrorCode#CANCELLED]
    /// @throws AppException.Exhausted with [ErrorCode#DEADLINE_EXCEEDED]
    public void check(String step) {
        checkCancelled();
        if (passed()) {
            throw new AppException.Exhausted(
                    ErrorCode.DEADLINE_EXCEEDED, "the deadline of the request passed before: " + step);
        }
    }

    /// Throws when nobody waits any longer.
    ///
    /// @throws AppException.Rejected with [ErrorCode#CANCELLED]
    public void checkCancelled() {
        if (isCancelled()) {
            throw new AppException.Rejected(ErrorCode.CANCELLED, "the answer was stopped");
        }
    }

    /// Lets time pass, on a virtual thread.
    ///
    /// @throws AppException.Rejected with [ErrorCode#CANCELLED] as soon as nobody waits any longer
    public void pause(Duration time) {
        CountDownLatch cancelled = new CountDownLatch(1);
        Runnable forget = onCancelled(cancelled::countDown);
        try {
            cancelled.await(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new AppException.Broken("interrupted during a pause", stopped);
        } finally {
            forget.run();
        }
        checkCancelled();
    }

    private static void nothing() {}

    /// Says once that nobody waits any longer: whoever asked has left or has stopped the answer. Thread-safe.
    public static final class Cancellation {
        private final ReentrantLock lock = new ReentrantLock();
        private final List<Runnable> tasks = new ArrayList<>(2);
        private volatile boolean cancelled;

        public boolean isCancelled() {
            return cancelled;
        }

        /// From any thread; once or often. Runs what waits for it on the caller's thread.
        public void cancel() {
            List<Runnable> due;
            lock.lock();
            try {
                cancelled = true;
                due = List.copyOf(tasks);
                tasks.clear();
            } finally {
                lock.unlock();
            }
            due.forEach(Runnable::run);
        }

        private Runnable add(Runnable task) {
            lock.lock();
            try {
                if (!cancelled) {
                    tasks.add(task);
                    return () -> forget(task);
                }
            } finally {
                lock.unlock();
            }
            task.run();
            return Deadline::nothing;
        }

        private void forget(Runnable task) {
            lock.lock();
            try {
                tasks.remove(task);
            } finally {
                lock.unlock();
            }
        }
    }
}
