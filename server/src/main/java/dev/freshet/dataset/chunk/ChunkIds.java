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
        byte[] bytes = (content + document.value()).getBytes(StandardCharsets.UTF_8);
        return new ChunkId(HexFormat.of().toHexDigits(XxHash64.hash(bytes)));
    }
}
