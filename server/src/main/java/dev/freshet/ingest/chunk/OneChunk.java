package dev.freshet.ingest.chunk;

import dev.freshet.core.AppException;
import dev.freshet.ingest.chunk.piece.ChunkDraft;
import dev.freshet.ingest.chunk.piece.Rendered;
import dev.freshet.ingest.chunk.piece.SectionChunks;
import dev.freshet.text.TokenCounter;
import java.util.List;

/// The whole document as one chunk. Also the method of pictures, whose text is short.
final class OneChunk implements MethodChunker {
    /// No model here is given more than that in one passage.
    private static final int LARGEST = 16_384;

    private final TokenCounter tokens;
    private final SectionChunks sections;

    OneChunk(TokenCounter tokens) {
        this.tokens = tokens;
        this.sections = new SectionChunks(tokens);
    }

    /// @throws AppException.Rejected when the document is too large for one chunk; nothing is left out
    ///     silently
    @Override
    public List<ChunkDraft> chunk(Source source) {
        Rendered document = sections.whole(source.blocks(), source.form());
        if (document.text().isBlank()) {
            return List.of();
        }
        int size = tokens.count(document.text());
        if (size > LARGEST) {
            throw AppException.invalid("The document has " + size
                    + " tokens and the chunk method \"one\" takes at most " + LARGEST + "; choose \"naive\".");
        }
        return List.of(document.chunk());
    }
}
