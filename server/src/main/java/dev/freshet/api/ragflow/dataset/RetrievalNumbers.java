package dev.freshet.api.ragflow.dataset;

import dev.freshet.api.ragflow.wire.JsonBody;
import dev.freshet.core.DocumentId;
import dev.freshet.core.TenantId;
import dev.freshet.dataset.Dataset;
import dev.freshet.model.Models;
import dev.freshet.model.RerankModel;
import dev.freshet.retrieval.RetrievalRequest;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// How a body wants passages to be ranked, the same on all routes that retrieve (contract §6).
///
/// @param page from 1
/// @param pageSize nothing is on a page of less than 1
/// @param threshold hits below it are left out
/// @param vectorWeight the vectors' share; the terms have the rest
/// @param topK neighbours that the vector search looks at
/// @param reranker `name@provider`; empty for none
public record RetrievalNumbers(
        int page, int pageSize, double threshold, double vectorWeight, int topK, String reranker) {

    /// Reads a body.
    ///
    /// @param sizeKey what the page's size is called
    /// @param usualThreshold the threshold where the body has none
    /// @throws WireException code 100 when one is no number
    public static RetrievalNumbers of(JsonBody body, String sizeKey, double usualThreshold) {
        return new RetrievalNumbers(
                Math.max(1, body.whole("page", 1)),
                body.whole(sizeKey, 30),
                body.decimal("similarity_threshold", usualThreshold),
                body.decimal("vector_similarity_weight", 0.3),
                Math.max(1, body.whole("top_k", 1024)),
                body.text("rerank_id", "").strip());
    }

    /// Whether there is nothing to look for.
    public boolean isNothing(String question) {
        return question.isBlank() || pageSize < 1;
    }

    /// The retrieval.
    ///
    /// @param among the datasets, at least one, all of one embedding model
    /// @param within the documents to look in; empty for all
    /// @throws WireException code 100 when there is no such reranker
    public RetrievalRequest request(List<Dataset> among, Set<DocumentId> within, String question, Models models) {
        Dataset first = among.getFirst();
        TenantId tenant = first.tenant();
        return new RetrievalRequest(
                tenant,
                among.stream().map(Dataset::id).collect(Collectors.toSet()),
                within,
                question,
                page,
                pageSize,
                threshold,
                vectorWeight,
                topK,
                models.embedding(tenant, first.settings().embeddingModel()).orElse(null),
                reranker(tenant, models),
                RetrievalRequest.Use.LIST);
    }

    private @Nullable RerankModel reranker(TenantId tenant, Models models) {
        if (reranker.isEmpty()) {
            return null;
        }
        String full = reranker.contains("@") ? reranker : reranker + "@None";
        return models.rerank(tenant, reranker).orElseThrow(() -> DatasetFaults.NO_RERANKER.of(full));
    }
}
