package dev.freshet.api.ragflow.dataset;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.api.ragflow.wire.Envelope;
import dev.freshet.dataset.Document;
import dev.freshet.dataset.chunk.Chunk;
import dev.freshet.dataset.chunk.ChunkContent;
import dev.freshet.dataset.chunk.Position;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/// A chunk as this wire shows it (contract §5).
public final class ChunkWire {
    private static final DateTimeFormatter LOCAL_TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    private static final double MILLIS = 1_000;

    private ChunkWire() {}

    /// A row of the list.
    ///
    /// @param content the text as it is to be shown
    static ObjectNode of(Document document, Chunk chunk, String content) {
        ObjectNode row = common(chunk, content)
                .put("docnm_kwd", document.name())
                .put("image_id", chunk.imageId())
                .put("available", chunk.available());
        row.set("positions", positions(chunk));
        return row;
    }

    /// A chunk that a retrieval found, without its scores (contract §6.1).
    static ObjectNode found(ChunkContent content) {
        Chunk chunk = content.chunk();
        ObjectNode row = common(chunk, chunk.content())
                .put("document_keyword", content.documentName())
                .put("image_id", chunk.imageId())
                .put("doc_type_kwd", "")
                .put("mom_id", "");
        row.remove("questions");
        row.set("positions", positions(chunk));
        return row;
    }

    /// A chunk that a retrieval found, by the names of storage and without its scores (contract §6.2).
    static ObjectNode stored(ChunkContent content) {
        Chunk chunk = content.chunk();
        ObjectNode row = Envelope.object()
                .put("chunk_id", chunk.id().value())
                .put("content_with_weight", chunk.content())
                .put("doc_id", chunk.document().value())
                .put("docnm_kwd", content.documentName())
                .put("kb_id", chunk.dataset().value());
        ArrayNode keywords = row.putArray("important_kwd");
        chunk.keywords().forEach(keywords::add);
        row.put("image_id", chunk.imageId()).put("doc_type_kwd", "").put("mom_id", "");
        row.set("positions", positions(chunk));
        return row;
    }

    /// What adding a chunk answers.
    static ObjectNode added(Chunk chunk) {
        return common(chunk, chunk.content())
                .put(
                        "create_time",
                        LOCAL_TIME.format(
                                Instant.ofEpochMilli(chunk.createdAt()).atZone(ZoneId.systemDefault())))
                .put("create_timestamp", chunk.createdAt() / MILLIS);
    }

    /// Places as five numbers each; a chunk of a text without places has its ordinal five times.
    public static ArrayNode positions(Chunk chunk) {
        ArrayNode rows = Envelope.object().arrayNode();
        for (Position place : chunk.positions()) {
            rows.addArray()
                    .add(place.page())
                    .add(place.left())
                    .add(place.right())
                    .add(place.top())
                    .add(place.bottom());
        }
        if (rows.isEmpty() && chunk.position() != Chunk.BY_HAND) {
            ArrayNode ordinal = rows.addArray();
            for (int i = 0; i < 5; i++) {
                ordinal.add(chunk.position());
            }
        }
        return rows;
    }

    private static ObjectNode common(Chunk chunk, String content) {
        ObjectNode row = Envelope.object()
                .put("id", chunk.id().value())
                .put("content", content)
                .put("document_id", chunk.document().value())
                .put("dataset_id", chunk.dataset().value());
        ArrayNode keywords = row.putArray("important_keywords");
        chunk.keywords().forEach(keywords::add);
        ArrayNode questions = row.putArray("questions");
        chunk.questions().forEach(questions::add);
        return row;
    }
}
