package dev.freshet.retrieval;

import dev.freshet.core.AppException;
import dev.freshet.core.ErrorCode;
import dev.freshet.core.Vector;
import dev.freshet.retrieval.QuestionEmbedder.Pending;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The vector of one question, which comes while its text is searched. What goes wrong with it leaves the
/// question without one. Thread-safe: several may wait for it.
final class QuestionVector {
    private static final Logger LOG = LoggerFactory.getLogger(QuestionVector.class);

    private final ReentrantLock lock = new ReentrantLock();
    private final long begun = System.nanoTime();
    private @Nullable Supplier<Vector> coming;
    private @Nullable Vector vector;
    private volatile boolean known;
    private volatile boolean failed;
    private volatile Duration took = Duration.ZERO;

    private QuestionVector() {}

    /// For a question that is searched by text alone.
    static QuestionVector none() {
        QuestionVector none = new QuestionVector();
        none.known = true;
        return none;
    }

    /// Begins to make the vector.
    static QuestionVector begin(Supplier<Pending> start) {
        QuestionVector begun = new QuestionVector();
        begun.coming = begun.attempt(() -> {
            Pending pending = start.get();
            return pending::await;
        });
        return begun;
    }

    /// Waits for the vector, no longer than the embedding's own deadline; null when there is none.
    ///
    /// @throws AppException.Rejected with [ErrorCode#CANCELLED] when nobody waits for the answer any longer
    @Nullable
    Vector await() {
        lock.lock();
        try {
            Supplier<Vector> waiting = coming;
            coming = null;
            if (waiting != null) {
                vector = attempt(waiting);
                took = Duration.ofNanos(System.nanoTime() - begun);
            }
            known = true;
            return vector;
        } finally {
            lock.unlock();
        }
    }

    private <T> @Nullable T attempt(Supplier<T> step) {
        try {
            return step.get();
        } catch (AppException error) {
            if (error.code() == ErrorCode.CANCELLED) {
                throw error;
            }
            LOG.warn("the question is searched by text alone: {}", error.sentence());
            failed = true;
            return null;
        }
    }

    /// Whether [#await] returns at once.
    boolean isKnown() {
        return known;
    }

    /// Whether it was wanted and could not be had; known after [#await].
    boolean failed() {
        return failed;
    }

    /// How long the question took to be embedded, from the beginning; known after [#await].
    Duration took() {
        return took;
    }
}
