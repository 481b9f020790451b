package dev.freshet.dataset.chunk;

import dev.freshet.core.ChunkId;
import dev.freshet.core.DocumentId;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/// Makes chunk ids: the hash of content and document, so that the same text in the same document has the same
/// id every time.
public final class ChunkIds {
    private ChunkIds() {}

    public static ChunkId of(DocumentId document, String content) {
        return hash(content + document.value());
    }

    /// The id of a parent chunk; another than that of a chunk with the same content.
    public static ChunkId parent(DocumentId document, String content) {
        return hash(content + document.value() + "/parent");
    }

    /// The id of a child chunk: lines that are repeated, as in forms, are children of their own.
    ///
    /// @param place of the child among those of its parent, from 0
    public static ChunkId child(ChunkId parent, int place, String content) {
        return hash(content + parent.value() + "/" + place);
    }

    private static ChunkId hash(String text) {
        return new ChunkId(HexFormat.of().toHexDigits(XxHash64.hash(text.getBytes(StandardCharsets.UTF_8))));
    }
}
