package dev.freshet.retrieval;

import dev.freshet.model.ModelName;
import dev.freshet.observe.Metrics;
import dev.freshet.retrieval.RetrievalResult.Degraded;
import java.time.Duration;

/// What retrieval tells the metrics.
final class Observations {
    private final Metrics metrics;

    Observations(Metrics metrics) {
        this.metrics = metrics;
    }

    /// A question was embedded.
    void embedded(ModelName model, Duration duration) {
        metrics.time("freshet.embedding", duration, "provider", model.provider());
    }

    /// Passages were scored by a reranker.
    void reranked(ModelName model, Duration duration) {
        metrics.time("freshet.rerank", duration, "provider", model.provider());
    }

    /// A step was left out.
    void degraded(Degraded step) {
        metrics.count("freshet.retrieval.degraded", "step", step.note());
    }
}
