package dev.freshet.api.ragflow.kb;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.api.ragflow.dataset.ChunkWire;
import dev.freshet.api.ragflow.wire.Envelope;
import dev.freshet.dataset.chunk.Chunk;

/// A chunk under its names of storage.
final class ChunkRow {
    private ChunkRow() {}

    /// @param content the text as it is to be shown
    static ObjectNode of(String documentName, Chunk chunk, String content) {
        ObjectNode row = Envelope.object()
                .put("chunk_id", chunk.id().value())
                .put("content_with_weight", content)
                .put("doc_id", chunk.document().value())
                .put("docnm_kwd", documentName);
        ArrayNode keywords = row.putArray("important_kwd");
        chunk.keywords().forEach(keywords::add);
        ArrayNode questions = row.putArray("question_kwd");
        chunk.questions().forEach(questions::add);
        row.put("image_id", chunk.imageId()).put("available_int", chunk.available() ? 1 : 0);
        row.set("positions", ChunkWire.positions(chunk));
        return row;
    }
}
