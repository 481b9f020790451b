package dev.freshet.api.ragflow.kb;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.api.ragflow.wire.Envelope;
import dev.freshet.api.ragflow.wire.Wire;
import dev.freshet.dataset.Document;
import java.util.Collection;
import java.util.Locale;

/// A document under its names of storage.
final class DocumentRow {
    private DocumentRow() {}

    static ObjectNode of(Document document) {
        Document.Progress progress = document.progress();
        Long began = progress.beganAt();
        ObjectNode row = Envelope.object()
                .put("id", document.id().value())
                .put("thumbnail", thumbnail(document))
                .put("kb_id", document.dataset().value())
                .put("parser_id", document.chunkMethod())
                .put("pipeline_id", document.pipelineId())
                .put("source_type", document.file().sourceType())
                .put("type", document.file().type().name().toLowerCase(Locale.ROOT))
                .put("created_by", document.createdBy())
                .put("name", document.name())
                .put("location", document.name())
                .put("size", document.file().size())
                .put("token_num", document.tokenCount())
                .put("chunk_num", document.chunkCount())
                .put("progress", progress.fraction())
                .put("progress_msg", progress.message())
                .put("process_begin_at", began == null ? null : Wire.date(began))
                .put("process_duration", progress.seconds())
                .put("suffix", document.file().suffix())
                .put("run", document.run().digit())
                .put("status", document.enabled() ? "1" : "0");
        row.set("parser_config", document.parserConfig().settings().toNode());
        row.set("meta_fields", document.metadata().fields().toNode());
        return Wire.times(row, document.createdAt(), document.updatedAt());
    }

    static ArrayNode list(Collection<Document> documents) {
        ArrayNode rows = Envelope.object().arrayNode();
        documents.forEach(document -> rows.add(of(document)));
        return rows;
    }

    /// Where the small picture of a document is; empty when it has none.
    static String thumbnail(Document document) {
        return document.thumbnail() == null ? "" : "/v1/document/image/" + document.dataset() + "-" + document.id();
    }
}
