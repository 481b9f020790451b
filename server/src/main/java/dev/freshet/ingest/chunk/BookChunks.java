package dev.freshet.ingest.chunk;

import dev.freshet.ingest.chunk.piece.ChunkDraft;
import dev.freshet.ingest.chunk.title.Titles;
import dev.freshet.text.TokenCounter;
import java.util.List;

/// A long text under its titles: as the general method cuts, once numbered titles are headings and the table
/// of contents is gone.
final class BookChunks implements MethodChunker {
    private final NaiveChunks naive;

    BookChunks(TokenCounter tokens) {
        naive = new NaiveChunks(tokens);
    }

    @Override
    public List<ChunkDraft> chunk(Source source) {
        return naive.chunk(source.with(Titles.of(source.asWished())));
    }
}
