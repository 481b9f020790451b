package dev.freshet.api.ragflow.dataset;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.api.ragflow.wire.Envelope;
import dev.freshet.api.ragflow.wire.Wire;
import dev.freshet.dataset.Document;
import dev.freshet.dataset.DocumentFile;
import java.util.Locale;

/// A document as this wire shows it (contract §4).
final class DocumentWire {
    private DocumentWire() {}

    static ObjectNode of(Document document) {
        Document.Progress progress = document.progress();
        Long began = progress.beganAt();
        ObjectNode row = uploaded(document)
                .put("chunk_count", document.chunkCount())
                .put("token_count", document.tokenCount())
                .put("progress", progress.fraction())
                .put("progress_msg", progress.message())
                .put("process_begin_at", began == null ? null : Wire.date(began))
                .put("process_duration", progress.seconds())
                .put("run", document.run().name())
                .put("status", document.enabled() ? "1" : "0");
        row.set("meta_fields", document.metadata().fields().toNode());
        return Wire.times(row, document.createdAt(), document.updatedAt());
    }

    /// What an upload answers: only what was stored then.
    static ObjectNode uploaded(Document document) {
        DocumentFile file = document.file();
        ObjectNode row = Envelope.object()
                .put("id", document.id().value())
                .put("name", document.name())
                .put("location", document.name())
                .put("size", file.size())
                .put("type", file.type().name().toLowerCase(Locale.ROOT))
                .put("suffix", file.suffix())
                .put("source_type", file.sourceType())
                .put("created_by", document.createdBy())
                .put("thumbnail", document.thumbnail() == null ? "" : document.thumbnail())
                .put("dataset_id", document.dataset().value())
                .put("chunk_method", document.chunkMethod())
                .put("pipeline_id", document.pipelineId())
                .put("run", document.run().name());
        row.set("parser_config", document.parserConfig().settings().toNode());
        return row;
    }
}
