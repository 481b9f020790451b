package dev.freshet.retrieval;

import dev.freshet.model.ModelName;
import dev.freshet.observe.Metrics;
import dev.freshet.retrieval.RetrievalResult.Degraded;
import dev.freshet.retrieval.RetrievalResult.Reranked;
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
    void reranked(Reranked reranked, Duration duration) {
        metrics.time("freshet.rerank", duration, "provider", reranked.model().provider());
        metrics.count("freshet.tokens", reranked.tokens(), "kind", "rerank");
    }

    /// A step was left out.
    void degraded(Degraded step) {
        metrics.count("freshet.retrieval.degraded", "step", step.note());
    }
}
