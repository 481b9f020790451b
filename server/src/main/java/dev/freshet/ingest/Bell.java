package dev.freshet.ingest;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Wakes workers that wait for a job.
public final class Bell {
    private final Semaphore rings = new Semaphore(0);

    /// Wakes as many workers as there are new jobs.
    public void ring(int jobs) {
        rings.release(jobs);
    }

    /// Waits for a ring, at most so long.
    void await(Duration limit) throws InterruptedException {
        if (rings.tryAcquire(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            return;
        }
    }
}
