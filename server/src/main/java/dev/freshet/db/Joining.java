package dev.freshet.db;

import java.util.List;

/// Waits for threads that have been told to end.
final class Joining {
    private static final long LIMIT_MILLIS = 10_000;

    private Joining() {}

    static void join(List<Thread> threads) {
        for (Thread thread : threads) {
            try {
                thread.join(LIMIT_MILLIS);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
