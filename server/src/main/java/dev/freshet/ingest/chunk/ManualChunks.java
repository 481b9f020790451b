package dev.freshet.ingest.chunk;

import dev.freshet.ingest.chunk.piece.ChunkDraft;
import dev.freshet.ingest.chunk.piece.SectionChunks;
import dev.freshet.ingest.chunk.piece.Sharing;
import dev.freshet.ingest.chunk.title.Titles;
import dev.freshet.ingest.parse.ParsedDocument.Block;
import dev.freshet.text.TokenCounter;
import java.util.List;

/// Each section of the lowest level is a chunk with its tables and lists, as long as it has no more than
/// [#WHOLE] tokens or the chunk size, if that is larger. A section under [#TINY] tokens goes with the next of
/// its chapter.
final class ManualChunks implements MethodChunker {
    private static final int WHOLE = 1_024;
    private static final int TINY = 32;

    private final SectionChunks sections;

    ManualChunks(TokenCounter tokens) {
        sections = new SectionChunks(tokens);
    }

    @Override
    public List<ChunkDraft> chunk(Source source) {
        return chunks(Titles.of(source.asWished()), source);
    }

    /// The chunks of blocks whose titles are found.
    List<ChunkDraft> chunks(List<Block> blocks, Source source) {
        return sections.glue(blocks, source.form(), source.settings().atLeast(WHOLE), new Sharing(0, TINY));
    }
}
