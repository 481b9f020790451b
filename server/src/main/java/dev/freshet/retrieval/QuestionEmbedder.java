package dev.freshet.retrieval;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.freshet.core.AppException;
import dev.freshet.core.Deadline;
import dev.freshet.core.ErrorCode;
import dev.freshet.core.Parallel;
import dev.freshet.core.TenantId;
import dev.freshet.core.Vector;
import dev.freshet.model.EmbeddingModel;
import dev.freshet.model.ModelName;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/// Embeds questions beside whatever else is done for them and remembers the last of them, since the same
/// question is asked again on the next page, for the citations and by other people; who asks what is being
/// embedded already waits for that. A name means another model for another tenant, so tenants share nothing.
final class QuestionEmbedder {
    private static final int REMEMBERED = 2_000;
    private static final Duration FOR = Duration.ofMinutes(10);

    private final Breakers breakers;
    private final Observations observations;
    private final Cache<Key, Work> known = Caffeine.newBuilder()
            .maximumSize(REMEMBERED)
            .expireAfterWrite(FOR)
            .executor(Runnable::run)
            .build();

    QuestionEmbedder(Breakers breakers, Observations observations) {
        this.breakers = breakers;
        this.observations = observations;
    }

    /// Begins to embed a question.
    ///
    /// @throws AppException.Upstream when the model is being spared after failures
    Pending start(TenantId tenant, EmbeddingModel model, String question, Deadline deadline) {
        Key key = new Key(tenant, model.name(), question);
        Breaker breaker = breakers.of(tenant, model.name());
        Work work = known.getIfPresent(key);
        if (work == null || !work.join()) {
            breaker.enter();
            work = begun(key, missing -> new Work(all -> ask(model, question, deadline.until(all))));
        }
        return new Pending(key, work, breaker, deadline);
    }

    /// Work that the caller has joined. What everybody has left just now is begun anew.
    private Work begun(Key key, Function<Key, Work> beginning) {
        while (true) {
            Work work = Objects.requireNonNull(known.get(key, beginning));
            if (work.join()) {
                return work;
            }
            known.asMap().remove(key, work);
        }
    }

    private Vector ask(EmbeddingModel model, String question, Deadline deadline) {
        long begun = System.nanoTime();
        List<Vector> vectors = model.embed(List.of(question), EmbeddingModel.Purpose.QUESTION, deadline)
                .vectors();
        if (vectors.size() != 1) {
            throw new AppException.Upstream(
                    ErrorCode.UPSTREAM_MALFORMED, "the embedding model returned no vector for the question");
        }
        observations.embedded(model.name(), Duration.ofNanos(System.nanoTime() - begun));
        return vectors.getFirst();
    }

    private record Key(TenantId tenant, ModelName model, String question) {}

    /// An embedding under way or done. It is given up when all who wait for it have left.
    private static final class Work {
        private static final int DESERTED = -1;

        private final Deadline.Cancellation all = new Deadline.Cancellation();
        private final AtomicInteger waiting = new AtomicInteger();
        private final Parallel.Task<Vector> task;

        private Work(Function<Deadline.Cancellation, Vector> ask) {
            task = Parallel.start(() -> ask.apply(all));
        }

        /// Counts one more who waits, unless it has been given up.
        boolean join() {
            return waiting.updateAndGet(count -> count == DESERTED ? DESERTED : count + 1) != DESERTED;
        }

        /// Counts one less; what is done is kept.
        void leave() {
            if (waiting.updateAndGet(count -> count == 1 && !task.isDone() ? DESERTED : count - 1) == DESERTED) {
                all.cancel();
            }
        }
    }

    /// A question that is being embedded.
    final class Pending {
        private final Key key;
        private final Work work;
        private final Breaker breaker;
        private final Deadline deadline;
        private final Runnable stay;

        private Pending(Key key, Work work, Breaker breaker, Deadline deadline) {
            this.key = key;
            this.work = work;
            this.breaker = breaker;
            this.deadline = deadline;
            this.stay = deadline.onCancelled(work::leave);
        }

        /// The question's vector. The deadline holds even for a model that does not keep to it.
        ///
        /// @throws AppException when the model has failed or is late, or nobody waits any longer
        Vector await() {
            boolean good = false;
            try {
                Vector vector = work.task.join(deadline);
                good = true;
                return vector;
            } finally {
                stay.run();
                if (good || !deadline.isCancelled()) {
                    breaker.leave(good);
                }
                if (!good) {
                    known.asMap().remove(key, work);
                }
            }
        }
    }
}
