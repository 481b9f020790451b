package dev.freshet.api;

import dev.freshet.core.AppException;
import dev.freshet.core.Deadline;
import dev.freshet.core.ErrorCode;
import dev.freshet.core.Parallel;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds out whether one dependency works by doing a small piece of real work with it. Only one such piece is
/// ever under way: while a dependency hangs, further checks wait for that piece instead of adding to it.
public final class Probe {
    private static final Logger LOG = LoggerFactory.getLogger(Probe.class);

    private final String kind;
    private final Duration limit;
    private final Runnable work;
    private final ReentrantLock lock = new ReentrantLock();
    private Parallel.@Nullable Task<Boolean> underWay;

    /// @param kind what the dependency calls itself, such as `sqlite`
    /// @param limit how long the work may take; longer counts as failed
    /// @param work blocks, and throws when the dependency does not work
    public Probe(String kind, Duration limit, Runnable work) {
        this.kind = kind;
        this.limit = limit;
        this.work = work;
    }

    /// What was found out.
    ///
    /// @param problem one sentence for strangers' eyes; empty when the dependency works
    public record Finding(String kind, Optional<String> problem, Duration elapsed) {
        public boolean healthy() {
            return problem.isEmpty();
        }
    }

    /// Does the work and says how it went. Blocks for the limit at most.
    public Finding check() {
        long begun = System.nanoTime();
        Optional<String> problem = problem();
        return new Finding(kind, problem, Duration.ofNanos(System.nanoTime() - begun));
    }

    private Optional<String> problem() {
        try {
            task().join(Deadline.in(limit));
            return Optional.empty();
        } catch (AppException.Exhausted late) {
            boolean timedOut = late.code() == ErrorCode.DEADLINE_EXCEEDED;
            return Optional.of(timedOut ? "no answer within " + limit.toMillis() + " ms" : late.sentence());
        } catch (RuntimeException failure) {
            LOG.warn("{} does not work", kind, failure);
            return Optional.of("it does not work; the log says why");
        }
    }

    private Parallel.Task<Boolean> task() {
        lock.lock();
        try {
            Parallel.Task<Boolean> task = underWay == null ? Parallel.start(this::run) : underWay;
            underWay = task;
            return task;
        } finally {
            lock.unlock();
        }
    }

    private boolean run() {
        try {
            work.run();
            return true;
        } finally {
            over();
        }
    }

    private void over() {
        lock.lock();
        try {
            underWay = null;
        } finally {
            lock.unlock();
        }
    }
}
