package dev.freshet.api.ragflow.dataset;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.api.ragflow.wire.Envelope;
import dev.freshet.core.DocumentId;
import dev.freshet.core.TenantId;
import dev.freshet.dataset.Document;
import dev.freshet.dataset.DocumentStore;
import dev.freshet.dataset.chunk.ChunkContent;
import dev.freshet.dataset.chunk.ChunkKey;
import dev.freshet.dataset.chunk.ChunkStore;
import dev.freshet.retrieval.Highlighter;
import dev.freshet.retrieval.RankedChunk;
import dev.freshet.retrieval.RetrievalResult;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Writes what a retrieval has found: `{total, chunks, doc_aggs}`.
public final class FoundRows {
    private final ChunkStore chunks;
    private final DocumentStore documents;
    private final Highlighter highlighter;

    public FoundRows(ChunkStore chunks, DocumentStore documents, Highlighter highlighter) {
        this.chunks = chunks;
        this.documents = documents;
        this.highlighter = highlighter;
    }

    /// Chunks by the names of REST (contract §6.1).
    ///
    /// @param highlight whether the question's terms are marked
    public ObjectNode rest(TenantId tenant, RetrievalResult found, boolean highlight) {
        return data(tenant, found, highlight ? found : null, ChunkWire::found);
    }

    /// Chunks by the names of storage (contract §6.2).
    ///
    /// @param highlight whether the question's terms are marked
    public ObjectNode stored(TenantId tenant, RetrievalResult found, boolean highlight) {
        return data(tenant, found, highlight ? found : null, ChunkWire::stored);
    }

    private ObjectNode data(
            TenantId tenant,
            RetrievalResult found,
            @Nullable RetrievalResult highlighted,
            Function<ChunkContent, ObjectNode> form) {
        List<ChunkKey> keys = found.chunks().stream()
                .map(hit -> new ChunkKey(hit.document(), hit.chunk()))
                .toList();
        Map<ChunkKey, ChunkContent> contents = chunks.contents(tenant, keys);
        ObjectNode data = Envelope.object().put("total", found.total());
        ArrayNode rows = data.putArray("chunks");
        for (RankedChunk hit : found.chunks()) {
            ChunkContent content = contents.get(new ChunkKey(hit.document(), hit.chunk()));
            if (content != null) {
                rows.add(row(hit, content, form.apply(content), highlighted));
            }
        }
        data.set("doc_aggs", documentCounts(tenant, found));
        return data;
    }

    private ObjectNode row(
            RankedChunk hit, ChunkContent content, ObjectNode row, @Nullable RetrievalResult highlighted) {
        row.put("content_ltks", hit.tokens().content())
                .put("similarity", hit.similarity())
                .put("vector_similarity", hit.vectorSimilarity())
                .put("term_similarity", hit.termSimilarity());
        if (highlighted != null) {
            row.put("highlight", highlighter.highlight(content.chunk().content(), highlighted.keywords()));
        }
        return row;
    }

    private ArrayNode documentCounts(TenantId tenant, RetrievalResult found) {
        List<DocumentId> ids = found.documents().stream()
                .map(RetrievalResult.DocumentCount::document)
                .toList();
        Map<DocumentId, String> names =
                documents.find(tenant, ids).stream().collect(Collectors.toMap(Document::id, Document::name));
        ArrayNode counts = Envelope.object().arrayNode();
        for (RetrievalResult.DocumentCount each : found.documents()) {
            String name = names.get(each.document());
            if (name != null) {
                counts.addObject()
                        .put("doc_name", name)
                        .put("doc_id", each.document().value())
                        .put("count", each.count());
            }
        }
        return counts;
    }
}
