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

/// Embeds questions beside whatever else is done for them and remembers the last of them, since the same
/// question is asked again on the next page, for the citations and by other people; who asks what is being
/// embedded already waits for that. A name means another model for another tenant, so tenants share nothing.
final class QuestionEmbedder {
    private static final int REMEMBERED = 2_000;
    private static final Duration FOR = Duration.ofMinutes(10);

    private final Breakers breakers;
    private final Observations observations;
    private final Cache<Key, Parallel.Task<Vector>> known = Caffeine.newBuilder()
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
        Parallel.Task<Vector> task = known.getIfPresent(key);
        if (task == null) {
            breaker.enter();
            task = Objects.requireNonNull(
                    known.get(key, missing -> Parallel.start(() -> ask(model, question, deadline))));
        }
        return new Pending(key, task, breaker, deadline);
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

    /// A question that is being embedded.
    final class Pending {
        private final Key key;
        private final Parallel.Task<Vector> task;
        private final Breaker breaker;
        private final Deadline deadline;

        private Pending(Key key, Parallel.Task<Vector> task, Breaker breaker, Deadline deadline) {
            this.key = key;
            this.task = task;
            this.breaker = breaker;
            this.deadline = deadline;
        }

        /// The question's vector. The deadline holds even for a model that does not keep to it.
        ///
        /// @throws AppException when the model has failed or is late
        Vector await() {
            boolean good = false;
            try {
                Vector vector = task.join(deadline);
                good = true;
                return vector;
            } finally {
                breaker.leave(good);
                if (!good) {
                    known.asMap().remove(key, task);
                }
            }
        }
    }
}
