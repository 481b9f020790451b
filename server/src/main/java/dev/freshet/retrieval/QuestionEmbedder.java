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

/// Embeds questions and remembers the last of them, since the same question is asked again on the next page,
/// for the citations and by other people. A name means another model for another tenant, so tenants share
/// nothing.
final class QuestionEmbedder {
    private static final int REMEMBERED = 2_000;
    private static final Duration FOR = Duration.ofMinutes(10);

    private final Cache<Key, Vector> known = Caffeine.newBuilder()
            .maximumSize(REMEMBERED)
            .expireAfterWrite(FOR)
            .executor(Runnable::run)
            .build();

    /// The question's vector. The deadline holds even for a model that does not keep to it.
    Vector embed(TenantId tenant, EmbeddingModel model, String question, Deadline deadline) {
        Key key = new Key(tenant, model.name(), question);
        Vector vector = known.getIfPresent(key);
        if (vector == null) {
            vector = Parallel.start(() -> ask(model, question, deadline)).join(deadline);
            known.put(key, vector);
        }
        return vector;
    }

    private static Vector ask(EmbeddingModel model, String question, Deadline deadline) {
        List<Vector> vectors = model.embed(List.of(question), EmbeddingModel.Purpose.QUESTION, deadline)
                .vectors();
        if (vectors.size() != 1) {
            throw new AppException.Upstream(
                    ErrorCode.UPSTREAM_MALFORMED, "the embedding model returned no vector for the question");
        }
        return vectors.getFirst();
    }

    private record Key(TenantId tenant, ModelName model, String question) {}
}
