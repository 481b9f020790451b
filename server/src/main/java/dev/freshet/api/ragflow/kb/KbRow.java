package dev.freshet.api.ragflow.kb;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.account.Account;
import dev.freshet.api.ragflow.wire.Envelope;
import dev.freshet.api.ragflow.wire.Wire;
import dev.freshet.dataset.Dataset;
import dev.freshet.dataset.DatasetSettings;
import java.util.Locale;

/// A dataset under its names of storage.
final class KbRow {
    private KbRow() {}

    static ObjectNode of(Dataset dataset) {
        DatasetSettings settings = dataset.settings();
        ObjectNode row = Envelope.object()
                .put("id", dataset.id().value())
                .put("tenant_id", dataset.tenant().value())
                .put("created_by", dataset.createdBy())
                .put("name", settings.name())
                .put("avatar", settings.avatar())
                .put("description", settings.description())
                .put("language", settings.language())
                .put("embd_id", settings.embeddingModel())
                .put("permission", settings.permission().name().toLowerCase(Locale.ROOT))
                .put("parser_id", settings.chunkMethod())
                .put("pipeline_id", settings.pipelineId())
                .put("doc_num", dataset.documentCount())
                .put("chunk_num", dataset.chunkCount())
                .put("token_num", dataset.tokenCount())
                .put("similarity_threshold", settings.similarityThreshold())
                .put("vector_similarity_weight", settings.vectorSimilarityWeight())
                .put("pagerank", settings.pagerank())
                .put("status", "1");
        row.set("parser_config", settings.parserConfig().settings().toNode());
        return Wire.times(row, dataset.createdAt(), dataset.updatedAt());
    }

    /// A row of the list, with whom it belongs to.
    static ObjectNode listed(Dataset dataset, Account owner) {
        return of(dataset).put("nickname", owner.nickname()).put("tenant_avatar", owner.avatar());
    }
}
