package dev.freshet.api.ragflow.dataset;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.api.ragflow.wire.Envelope;
import dev.freshet.api.ragflow.wire.Wire;
import dev.freshet.dataset.Dataset;
import dev.freshet.dataset.DatasetSettings;
import java.util.List;
import java.util.Locale;

/// A dataset as this wire shows it (contract §3).
public final class DatasetWire {
    private static final List<String> NEVER_SET = List.of(
            "graphrag_task_id",
            "graphrag_task_finish_at",
            "raptor_task_id",
            "raptor_task_finish_at",
            "mindmap_task_id",
            "mindmap_task_finish_at");

    private DatasetWire() {}

    static ObjectNode of(Dataset dataset) {
        ObjectNode row = common(dataset)
                .put("embedding_model", dataset.settings().embeddingModel())
                .put("chunk_method", dataset.settings().chunkMethod())
                .put("document_count", dataset.documentCount())
                .put("chunk_count", dataset.chunkCount());
        NEVER_SET.forEach(row::putNull);
        return row;
    }

    /// The same under the names of storage.
    public static ObjectNode stored(Dataset dataset) {
        return common(dataset)
                .put("embd_id", dataset.settings().embeddingModel())
                .put("parser_id", dataset.settings().chunkMethod())
                .put("doc_num", dataset.documentCount())
                .put("chunk_num", dataset.chunkCount());
    }

    private static ObjectNode common(Dataset dataset) {
        DatasetSettings settings = dataset.settings();
        ObjectNode row = Envelope.object()
                .put("id", dataset.id().value())
                .put("tenant_id", dataset.tenant().value())
                .put("created_by", dataset.createdBy())
                .put("name", settings.name())
                .put("avatar", settings.avatar())
                .put("description", settings.description())
                .put("language", settings.language())
                .put("permission", settings.permission().name().toLowerCase(Locale.ROOT))
                .put("pipeline_id", settings.pipelineId())
                .put("token_num", dataset.tokenCount())
                .put("similarity_threshold", settings.similarityThreshold())
                .put("vector_similarity_weight", settings.vectorSimilarityWeight())
                .put("pagerank", settings.pagerank())
                .put("status", "1");
        row.set("parser_config", settings.parserConfig().settings().toNode());
        return Wire.times(row, dataset.createdAt(), dataset.updatedAt());
    }
}
