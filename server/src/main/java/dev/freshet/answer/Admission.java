package dev.freshet.answer;

import dev.freshet.core.AppException;
import dev.freshet.core.ErrorCode;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/// Says who may ask now. A refusal comes before anything of the question is written.
public final class Admission {
    private final int limit;
    private final AtomicInteger taken = new AtomicInteger();

    public Admission(int limit) {
        this.limit = limit;
    }

    /// Takes a place.
    ///
    /// @throws AppException.Exhausted with [ErrorCode#BUSY] when all are taken
    public Reservation reserve() {
        if (taken.incrementAndGet() > limit) {
            taken.decrementAndGet();
            throw new AppException.Exhausted(
                    ErrorCode.BUSY, "the server is answering as many questions as it can; please try again shortly");
        }
        return new Reservation();
    }

    /// Places taken.
    public int taken() {
        return taken.get();
    }

    /// A place that is given back once, however often it is released.
    public final class Reservation implements AutoCloseable {
        private final AtomicBoolean released = new AtomicBoolean();

        private Reservation() {}

        /// Gives the place back, for instance while citations are still looked up.
        public void release() {
            if (released.compareAndSet(false, true)) {
                taken.decrementAndGet();
            }
        }

        @Override
        public void close() {
            release();
        }
    }
}
