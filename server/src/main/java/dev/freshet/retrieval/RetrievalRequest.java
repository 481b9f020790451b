package dev.freshet.retrieval;

import dev.freshet.core.DatasetId;
import dev.freshet.core.DocumentId;
import dev.freshet.core.TenantId;
import dev.freshet.model.EmbeddingModel;
import dev.freshet.model.RerankModel;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What to look for and where.
///
/// @param tenant whose models these are
/// @param datasets where to look; never empty
/// @param documents only chunks of these; empty means all. When nothing matches, all their chunks are taken
/// @param question as it is to be searched
/// @param page from 1
/// @param pageSize chunks a page, at least 1
/// @param similarityThreshold the least similarity, 0 to 1
/// @param vectorWeight the cosine's or the reranker's share, 0 to 1
/// @param topK the most neighbours that the vector search takes
/// @param embedding the datasets' model; null searches by text alone
/// @param rerank a model that scores the window anew; null for none
/// @param use decides how long the reranker may take
public record RetrievalRequest(
        TenantId tenant,
        Set<DatasetId> datasets,
        Set<DocumentId> documents,
        String question,
        int page,
        int pageSize,
        double similarityThreshold,
        double vectorWeight,
        int topK,
        @Nullable EmbeddingModel embedding,
        @Nullable RerankModel rerank,
        Use use) {
    public RetrievalRequest {
        datasets = Set.copyOf(datasets);
        documents = Set.copyOf(documents);
        if (page < 1 || pageSize < 1 || topK < 1) {
            throw new IllegalArgumentException("page, page size and top k are at least 1");
        }
    }

    /// What the chunks are for.
    public enum Use {
        /// An answer that somebody waits for.
        CHAT,
        /// A list of chunks, asked for by itself.
        LIST
    }
}
