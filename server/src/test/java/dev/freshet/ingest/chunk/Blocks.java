package dev.freshet.ingest.chunk;

import dev.freshet.ingest.chunk.piece.ChunkSettings;
import dev.freshet.ingest.parse.ParsedDocument;
import dev.freshet.ingest.parse.ParsedDocument.Block;
import dev.freshet.ingest.parse.ParsedDocument.Box;
import dev.freshet.ingest.parse.ParsedDocument.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// Blocks as parsers give them.
final class Blocks {
    private Blocks() {}

    static ParsedDocument document(Block... blocks) {
        return new ParsedDocument(Arrays.asList(blocks), Map.of(), 0);
    }

    static ChunkSettings settings(int tokens, String delimiter, int overlap) {
        return new ChunkSettings(tokens, delimiter, overlap, false, "", "DeepDOC");
    }

    static Block heading(int level, String text) {
        return new Block(Kind.HEADING, level, text, 0, List.of(), "");
    }

    static Block item(int level, String text) {
        return new Block(Kind.LIST_ITEM, level, text, 0, List.of(), "");
    }

    static Block quote(String text) {
        return new Block(Kind.QUOTE, 0, text, 0, List.of(), "");
    }

    static Block row(String header, String cells) {
        return new Block(Kind.TABLE_ROW, 0, cells, 0, List.of(), header);
    }

    static Block code(String language, String text) {
        return new Block(Kind.CODE, 0, text, 0, List.of(), language);
    }

    static Block json(String path, String text) {
        return new Block(Kind.JSON, 0, text, 0, List.of(), path);
    }

    static Block paragraph(int page, String text, Box... boxes) {
        return new Block(Kind.PARAGRAPH, 0, text, page, Arrays.asList(boxes), "");
    }

    static String words(int count) {
        return "word ".repeat(count).strip();
    }
}
