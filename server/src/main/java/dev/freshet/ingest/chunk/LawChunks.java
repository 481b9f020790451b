package dev.freshet.ingest.chunk;

import dev.freshet.ingest.chunk.piece.ChunkDraft;
import dev.freshet.ingest.chunk.piece.SectionChunks;
import dev.freshet.ingest.chunk.piece.Sharing;
import dev.freshet.ingest.chunk.title.Titles;
import dev.freshet.text.TokenCounter;
import java.util.List;

/// Each article is a chunk under the titles of its part, chapter and section, as long as it has no more than
/// [#WHOLE] tokens or the chunk size, if that is larger.
final class LawChunks implements MethodChunker {
    private static final int WHOLE = 1_024;

    private final SectionChunks sections;

    LawChunks(TokenCounter tokens) {
        sections = new SectionChunks(tokens);
    }

    @Override
    public List<ChunkDraft> chunk(Source source) {
        return sections.glue(
                Titles.ofLaw(source.asWished()),
                source.form(),
                source.settings().atLeast(WHOLE),
                Sharing.NONE);
    }
}
