package dev.freshet.answer.admission;

import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Work that needs a processor, done when it is its turn. Thread-safe.
public final class Processing {
    private final Supplier<Runnable> gate;

    /// @param gate waits for a turn; what it returns ends that turn and is called once
    public Processing(Supplier<Runnable> gate) {
        this.gate = gate;
    }

    /// For work whose turn it always is.
    public static Processing unlimited() {
        return new Processing(() -> () -> {});
    }

    /// Does the work in a place, which is given back when this returns, whether or not threads that were started
    /// for the work have ended: nobody waits for them any more.
    ///
    /// @throws AppException as the gate has it when there will be no turn
    public <T> T compute(Function<Place, T> work) {
        Place place = new Place();
        try {
            place.enter();
            return work.apply(place);
        } finally {
            place.close();
        }
    }

    /// A turn under way.
    public final class Place {
        private final ReentrantLock lock = new ReentrantLock();
        private @Nullable Runnable leave;
        private long since;
        private boolean closed;

        private Place() {}

        /// Lets others have their turn during a wait, and waits for the next turn after it. One thread at a time.
        public <T> T outside(Supplier<T> wait) {
            leave();
            try {
                return wait.get();
            } finally {
                enter();
            }
        }

        /// How long this turn has lasted; zero between two turns.
        public Duration held() {
            lock.lock();
            try {
                return leave == null ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - since);
            } finally {
                lock.unlock();
            }
        }

        private void enter() {
            if (!isClosed()) {
                Runnable end = gate.get();
                if (!keep(end)) {
                    end.run();
                }
            }
        }

        private boolean isClosed() {
            lock.lock();
            try {
                return closed;
            } finally {
                lock.unlock();
            }
        }

        private boolean keep(Runnable end) {
            lock.lock();
            try {
                if (!closed) {
                    leave = end;
                    since = System.nanoTime();
                }
                return !closed;
            } finally {
                lock.unlock();
            }
        }

        private void leave() {
            lock.lock();
            try {
                Runnable end = leave;
                leave = null;
                if (end != null) {
                    end.run();
                }
            } finally {
                lock.unlock();
            }
        }

        private void close() {
            lock.lock();
            try {
                closed = true;
            } finally {
                lock.unlock();
            }
            leave();
        }
    }
}
