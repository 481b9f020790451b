package dev.freshet.ingest.chunk.piece;

import dev.freshet.ingest.parse.ParsedDocument.Block;
import dev.freshet.text.TokenCounter;
import java.util.ArrayList;
import java.util.List;

/// What several methods share: blocks become sections, sections become pieces, and pieces are glued to chunks
/// or put together to one text.
public final class SectionChunks {
    private static final Delimiters LINES = Delimiters.of("\n");

    /// More tokens than any document has, and far from overflow.
    private static final int UNLIMITED = 100_000_000;

    private final TokenCounter tokens;

    public SectionChunks(TokenCounter tokens) {
        this.tokens = tokens;
    }

    /// Chunks of a size, by the rules of [ChunkBuilder].
    public List<ChunkDraft> glue(List<Block> blocks, PieceMaker.Form form, ChunkSettings settings) {
        return glue(blocks, form, settings, Sharing.usual(settings));
    }

    /// The same with another rule for small sections.
    public List<ChunkDraft> glue(List<Block> blocks, PieceMaker.Form form, ChunkSettings settings, Sharing sharing) {
        Delimiters delimiters = Delimiters.of(settings.delimiter());
        ChunkBuilder builder = new ChunkBuilder(tokens, settings, sharing);
        for (Section section : Section.of(blocks)) {
            int room = Math.max(1, settings.chunkTokens() - headings(section, settings.chunkTokens()));
            builder.add(section, pieces(section, new PieceMaker(tokens, delimiters, form, room)));
        }
        return builder.finish();
    }

    /// All blocks as one text, nothing repeated.
    public Rendered whole(List<Block> blocks, PieceMaker.Form form) {
        PieceMaker maker = new PieceMaker(tokens, LINES, form, UNLIMITED);
        return Rendered.of(Section.of(blocks).stream()
                .flatMap(section -> pieces(section, maker).stream())
                .toList());
    }

    private int headings(Section section, int chunkTokens) {
        int all = section.path().stream()
                .mapToInt(heading -> tokens.count(BlockText.of(heading)) + 1)
                .sum();
        return Math.min(all, chunkTokens / ChunkBuilder.SMALL);
    }

    private static List<Piece> pieces(Section section, PieceMaker maker) {
        List<Piece> pieces = new ArrayList<>();
        if (!section.path().isEmpty()) {
            pieces.addAll(maker.heading(section.path().getLast()));
        }
        pieces.addAll(maker.body(section.body()));
        return pieces;
    }
}
