package dev.freshet.ingest.chunk;

import dev.freshet.ingest.parse.ParsedDocument.Block;
import dev.freshet.ingest.parse.ParsedDocument.Kind;
import dev.freshet.text.TokenCounter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// The general method: sections in pieces, pieces glued to chunks of a size ([ChunkBuilder] has the rules).
/// With delimiters in back quotes, each part between two of them is a chunk.
final class NaiveChunks implements MethodChunker {
    private static final Set<String> SOURCES = Set.of(
            "py", "js", "java", "c", "cpp", "h", "php", "go", "ts", "sh", "cs", "kt", "sql", "yml", "yaml", "xml");

    private final TokenCounter tokens;

    NaiveChunks(TokenCounter tokens) {
        this.tokens = tokens;
    }

    @Override
    public List<ChunkDraft> chunk(Source source) {
        Delimiters delimiters = Delimiters.of(source.settings().delimiter());
        ChunkBuilder builder = new ChunkBuilder(tokens, source.settings());
        for (Section section : Section.of(blocks(source))) {
            builder.add(section, pieces(section, delimiters, source));
        }
        return builder.finish();
    }

    private List<Piece> pieces(Section section, Delimiters delimiters, Source source) {
        int limit = source.settings().chunkTokens();
        int headings = section.path().stream()
                .mapToInt(heading -> tokens.count(BlockText.of(heading)) + 1)
                .sum();
        int room = Math.max(1, limit - Math.min(headings, limit / ChunkBuilder.SMALL));
        PieceMaker maker = new PieceMaker(tokens, delimiters, form(source), room);
        List<Piece> pieces = new ArrayList<>();
        if (!section.path().isEmpty()) {
            pieces.addAll(maker.heading(section.path().getLast()));
        }
        pieces.addAll(maker.body(section.body()));
        return pieces;
    }

    private static PieceMaker.Form form(Source source) {
        if (source.isSpreadsheet()) {
            return source.settings().html4excel() ? PieceMaker.Form.HTML_TABLES : PieceMaker.Form.ROWS;
        }
        return SOURCES.contains(source.suffix()) ? PieceMaker.Form.SOURCE : PieceMaker.Form.TEXT;
    }

    /// Where PDF pages are read as plain text, headings are paragraphs.
    private static List<Block> blocks(Source source) {
        if (!source.settings().plainLayout() || !source.suffix().equals("pdf")) {
            return source.blocks();
        }
        return source.blocks().stream()
                .map(block -> block.kind() == Kind.HEADING
                        ? new Block(Kind.PARAGRAPH, 0, block.text(), block.page(), block.boxes(), "")
                        : block)
                .toList();
    }
}
