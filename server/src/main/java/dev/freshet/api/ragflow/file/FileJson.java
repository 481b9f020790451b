package dev.freshet.api.ragflow.file;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.api.ragflow.wire.Envelope;
import dev.freshet.api.ragflow.wire.Wire;
import dev.freshet.dataset.file.FileEntry;
import dev.freshet.dataset.file.FileLink;
import java.util.List;
import java.util.Locale;

/// Files, folders and links as this wire shows them (contract §12).
final class FileJson {
    private FileJson() {}

    static ObjectNode row(FileEntry entry) {
        ObjectNode row = Envelope.object()
                .put("id", entry.id().value())
                .put("parent_id", entry.parent().value())
                .put("tenant_id", entry.tenant().value())
                .put("created_by", entry.createdBy())
                .put("name", entry.name())
                .put("location", entry.location().isEmpty() ? "" : entry.name())
                .put("size", entry.size())
                .put("type", entry.type().name().toLowerCase(Locale.ROOT))
                .put("source_type", "");
        return Wire.times(row, entry.createdAt(), entry.updatedAt());
    }

    static ArrayNode rows(List<FileEntry> entries) {
        ArrayNode rows = Envelope.object().arrayNode();
        entries.forEach(entry -> rows.add(row(entry)));
        return rows;
    }

    /// The datasets that have a document of a file.
    static ArrayNode datasets(List<FileLink> links) {
        ArrayNode rows = Envelope.object().arrayNode();
        links.forEach(link -> rows.addObject()
                .put("kb_id", link.dataset().value())
                .put("kb_name", link.datasetName())
                .put("document_id", link.document().value()));
        return rows;
    }

    static ArrayNode links(List<FileLink> links) {
        ArrayNode rows = Envelope.object().arrayNode();
        links.forEach(link -> rows.addObject()
                .put("id", link.id())
                .put("file_id", link.file().value())
                .put("document_id", link.document().value()));
        return rows;
    }
}
