package dev.freshet.answer;

import java.util.concurrent.atomic.AtomicLong;

/// The ceiling for all logs together.
final class LogMemory {
    private final long ceiling;
    private final AtomicLong used = new AtomicLong();

    LogMemory(long ceiling) {
        this.ceiling = ceiling;
    }

    /// Takes so many bytes; false, and nothing is taken, when they are not there.
    boolean take(int bytes) {
        if (used.addAndGet(bytes) <= ceiling) {
            return true;
        }
        used.addAndGet(-bytes);
        return false;
    }

    void giveBack(int bytes) {
        used.addAndGet(-bytes);
    }

    long used() {
        return used.get();
    }
}
