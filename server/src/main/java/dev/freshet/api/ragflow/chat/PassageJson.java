package dev.freshet.api.ragflow.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.answer.References;
import dev.freshet.api.ragflow.wire.Envelope;
import dev.freshet.json.Json;

/// The forms in which passages behind an answer are sent.
public final class PassageJson {
    private PassageJson() {}

    /// `{total, chunks, doc_aggs}`.
    public static ObjectNode reference(References references) {
        ObjectNode node = Envelope.object().put("total", references.total());
        node.set("chunks", chunks(references));
        ArrayNode documents = node.putArray("doc_aggs");
        references
                .documents()
                .forEach(count -> documents
                        .addObject()
                        .put("doc_name", count.name())
                        .put("doc_id", count.document().value())
                        .put("count", count.count()));
        return node;
    }

    /// `{total, chunks, doc_aggs}` of the legacy routes, whose chunks keep the names of storage but for the
    /// document's.
    static ObjectNode stored(References references) {
        ObjectNode node = reference(references);
        ArrayNode chunks = node.putArray("chunks");
        references.chunks().forEach(passage -> chunks.add(stored(passage)));
        return node;
    }

    private static ObjectNode stored(References.Passage passage) {
        ObjectNode node = Envelope.object()
                .put("chunk_id", passage.chunk().value())
                .put("content_with_weight", passage.content())
                .put("doc_id", passage.document().value())
                .put("doc_name", passage.documentName())
                .put("kb_id", passage.dataset().value())
                .put("image_id", passage.imageId())
                .put("similarity", passage.similarity())
                .put("vector_similarity", passage.vectorSimilarity())
                .put("term_similarity", passage.termSimilarity());
        node.set("positions", Json.mapper().valueToTree(passage.positions()));
        return node;
    }

    /// All passages in the form of completions.
    public static ArrayNode chunks(References references) {
        ArrayNode chunks = Json.mapper().createArrayNode();
        references.chunks().forEach(passage -> chunks.add(chunk(passage)));
        return chunks;
    }

    private static ObjectNode chunk(References.Passage passage) {
        ObjectNode node = listed(passage);
        if (passage.url().isEmpty()) {
            node.putNull("url");
        } else {
            node.put("url", passage.url());
        }
        return node.put("similarity", passage.similarity())
                .put("vector_similarity", passage.vectorSimilarity())
                .put("term_similarity", passage.termSimilarity())
                .put("doc_type", passage.type());
    }

    /// A passage in the shorter form of session lists.
    static ObjectNode listed(References.Passage passage) {
        ObjectNode node = Envelope.object()
                .put("id", passage.chunk().value())
                .put("content", passage.content())
                .put("document_id", passage.document().value())
                .put("document_name", passage.documentName())
                .put("dataset_id", passage.dataset().value())
                .put("image_id", passage.imageId());
        node.set("positions", Json.mapper().valueToTree(passage.positions()));
        return node;
    }

    /// A tree as text for a frame. Line ends beyond ASCII are escaped, since some clients break lines at
    /// them.
    public static String safe(JsonNode tree) {
        return Json.write(tree)
                .replace("\u0085", "\\u0085")
                .replace("\u2028", "\\u2028")
                .replace("\u2029", "\\u2029");
    }
}
