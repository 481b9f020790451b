package dev.freshet;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// A place where a test holds whoever comes by until it opens.
final class Gate {
    private static final long SECONDS = 60;

    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch opened = new CountDownLatch(1);

    /// Stands here until the gate is open.
    void pass() {
        reached.countDown();
        await(opened, "nobody has opened the gate");
    }

    /// Waits until somebody stands here.
    void awaitSomebody() {
        await(reached, "nobody has come to the gate");
    }

    void open() {
        opened.countDown();
    }

    private static void await(CountDownLatch latch, String otherwise) {
        try {
            if (!latch.await(SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError(otherwise);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted at a gate", stopped);
        }
    }
}
