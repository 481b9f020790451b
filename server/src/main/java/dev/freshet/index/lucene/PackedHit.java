package dev.freshet.index.lucene;

import dev.freshet.core.ChunkId;
import dev.freshet.core.DatasetId;
import dev.freshet.core.DocumentId;
import dev.freshet.index.ChunkTokens;
import dev.freshet.index.IndexedChunk;
import dev.freshet.index.SearchResult.Hit;
import java.nio.charset.StandardCharsets;
import org.apache.lucene.util.BytesRef;

/// What a hit carries, as one value: ids and the tokens that ranking reads, in UTF-8, separated by zeros.
final class PackedHit {
    private static final String SEPARATOR = "\0";

    /// The last stands in chunks with a parent only.
    private static final int PARTS = 9;

    private static final int PARENT = PARTS - 1;

    private PackedHit() {}

    static BytesRef pack(IndexedChunk chunk) {
        ChunkTokens tokens = chunk.tokens();
        ChunkId parent = chunk.parent();
        return new BytesRef(String.join(
                        SEPARATOR,
                        chunk.id().value(),
                        chunk.document().value(),
                        chunk.dataset().value(),
                        tokens.title(),
                        tokens.content(),
                        tokens.keywords(),
                        tokens.keywordTexts(),
                        tokens.questions())
                + (parent == null ? "" : SEPARATOR + parent.value()));
    }

    static Hit unpack(BytesRef packed, double score, double cosine) {
        String text = new String(packed.bytes, packed.offset, packed.length, StandardCharsets.UTF_8);
        String[] parts = text.split(SEPARATOR, PARTS);
        ChunkTokens tokens = new ChunkTokens(parts[3], "", parts[4], "", parts[5], parts[6], parts[7]);
        return new Hit(
                new ChunkId(parts[0]),
                new DocumentId(parts[1]),
                new DatasetId(parts[2]),
                score,
                cosine,
                tokens,
                parts.length == PARTS ? new ChunkId(parts[PARENT]) : null);
    }
}
