package dev.freshet.ingest;

import java.util.concurrent.atomic.AtomicInteger;

/// Stands for the end of the process.
final class Killed extends Error {
    private static final long serialVersionUID = 1L;

    /// Kills when a step is reached for the `time`-th time.
    static Checkpoint at(String step, int time) {
        AtomicInteger times = new AtomicInteger();
        return reached -> {
            if (reached.equals(step) && times.incrementAndGet() == time) {
                throw new Killed();
            }
        };
    }
}
