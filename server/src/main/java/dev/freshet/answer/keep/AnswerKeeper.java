package dev.freshet.answer.keep;

import dev.freshet.answer.PartialAnswer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes what running answers have said so far, and once an hour removes what is past its time.
///
/// An answer that ends before the first checkpoint is due, as most do, costs nothing. Several are written by
/// one transaction, behind everything else that waits for the writer, and never more than [#BATCH], so that
/// the writer is not held for long. When more wait than [#MOST_WAITING], the rest is left to the next round.
public final class AnswerKeeper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AnswerKeeper.class);
    private static final int BATCH = 50;
    private static final int MOST_WAITING = 20_000;
    private static final Duration CLEANING = Duration.ofHours(1);
    private static final long POLL_NANOS = 200_000_000;

    private final AnswerStore store;
    private final BlockingQueue<PartialAnswer> waiting = new LinkedBlockingQueue<>(MOST_WAITING);
    private final ReentrantLock writing = new ReentrantLock();
    private volatile boolean closed;

    public AnswerKeeper(AnswerStore store) {
        this.store = store;
        Thread.ofVirtual().name("answer-keeper").start(this::work);
    }

    /// Has a text stored soon; never waits.
    public void accept(PartialAnswer partial) {
        if (!waiting.offer(partial)) {
            LOG.debug("a checkpoint of answer {} is left out", partial.id());
        }
    }

    /// What waits is not written: the answers themselves are stored before this is closed. Waits for what is
    /// being written.
    @Override
    public void close() {
        writing.lock();
        try {
            closed = true;
        } finally {
            writing.unlock();
        }
    }

    private void work() {
        long cleaned = System.nanoTime() - CLEANING.toNanos();
        while (!closed) {
            boolean clean = System.nanoTime() - cleaned > CLEANING.toNanos();
            cleaned = clean ? System.nanoTime() : cleaned;
            List<PartialAnswer> batch = next();
            writing.lock();
            try {
                write(batch, clean);
            } catch (RuntimeException error) {
                LOG.warn("texts of running answers could not be stored", error);
            } finally {
                writing.unlock();
            }
        }
    }

    private List<PartialAnswer> next() {
        List<PartialAnswer> batch = new ArrayList<>();
        if (waiting.drainTo(batch, BATCH) == 0) {
            LockSupport.parkNanos(POLL_NANOS);
        }
        return batch;
    }

    private void write(List<PartialAnswer> batch, boolean clean) {
        if (!batch.isEmpty() && !closed) {
            store.checkpoint(batch);
        }
        if (clean && !closed) {
            store.removeExpired();
        }
    }
}
