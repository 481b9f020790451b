package dev.freshet.dataset.chunk;

import dev.freshet.core.AppException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Commits the index at intervals, on a thread of its own, and once more at the end.
public final class IndexCommits implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(IndexCommits.class);

    private final IndexSync sync;
    private final Duration interval;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;

    public IndexCommits(IndexSync sync, Duration interval) {
        this.sync = sync;
        this.interval = interval;
        this.thread = Thread.ofVirtual().name("index-commit").start(this::serve);
    }

    /// Ends the thread and commits what is left.
    @Override
    public void close() {
        closing.countDown();
        try {
            thread.join();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        sync.commit();
    }

    private void serve() {
        try {
            while (!closing.await(interval.toMillis(), TimeUnit.MILLISECONDS)) {
                commit();
            }
        } catch (InterruptedException stopped) {
            LOG.warn("the thread that commits the index was interrupted and has ended");
        }
    }

    private void commit() {
        try {
            sync.commit();
        } catch (AppException error) {
            LOG.warn("the index could not be committed and will be again in {}", interval, error);
        }
    }
}
