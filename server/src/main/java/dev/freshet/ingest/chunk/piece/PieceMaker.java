package dev.freshet.ingest.chunk.piece;

import dev.freshet.ingest.parse.ParsedDocument.Block;
import dev.freshet.ingest.parse.ParsedDocument.Box;
import dev.freshet.ingest.parse.ParsedDocument.Kind;
import dev.freshet.text.TextCutter;
import dev.freshet.text.TokenCounter;
import java.util.ArrayList;
import java.util.List;

/// Makes the pieces of a section. Text is split at delimiters; tables, code and JSON objects are pieces as a
/// whole. What has more than `limit` tokens is cut, and its parts are whole pieces.
public final class PieceMaker {
    private static final String BLANK_LINE = "\n\n";

    private final TokenCounter tokens;
    private final TextCutter cutter;
    private final Delimiters delimiters;
    private final Form form;
    private final int limit;

    PieceMaker(TokenCounter tokens, Delimiters delimiters, Form form, int limit) {
        this.tokens = tokens;
        this.cutter = new TextCutter(tokens);
        this.delimiters = delimiters;
        this.form = form;
        this.limit = limit;
    }

    /// What the file is, which decides how code and tables are written.
    public enum Form {
        /// Tables become tables of Markdown; code stands between fences.
        TEXT,
        /// Code stands as it is.
        SOURCE,
        /// Each row becomes a line `header: value; header: value`.
        ROWS,
        /// Rows become tables of HTML, [#HTML_ROWS] each.
        HTML_TABLES,
        /// Each row becomes a chunk of lines `header: value`.
        ROW_CHUNKS
    }

    /// Rows of an HTML table of a spreadsheet (contract: 12).
    static final int HTML_ROWS = 12;

    List<Piece> heading(Block heading) {
        return cut(BLANK_LINE, BlockText.of(heading), heading.boxes(), Piece.Kind.HEADING);
    }

    /// The pieces of blocks, none of which is a heading.
    List<Piece> body(List<Block> blocks) {
        List<Piece> pieces = new ArrayList<>();
        int from = 0;
        while (from < blocks.size()) {
            int to = endOfRun(blocks, from);
            boolean itemAfterItem = from > 0 && isItem(blocks.get(from)) && isItem(blocks.get(from - 1));
            pieces.addAll(run(itemAfterItem ? "\n" : BLANK_LINE, blocks.subList(from, to)));
            from = to;
        }
        return pieces;
    }

    /// The pieces of the rows of a table, or of one block of another kind.
    private List<Piece> run(String glue, List<Block> blocks) {
        Block block = blocks.getFirst();
        return switch (block.kind()) {
            case HEADING, PARAGRAPH, LIST_ITEM, QUOTE -> text(glue, BlockText.of(block), block.boxes());
            case CODE ->
                framed(glue, form == Form.SOURCE ? BlockText.bare(block) : BlockText.fenced(block), block.boxes());
            case JSON -> framed(glue, BlockText.json(block), block.boxes());
            case TABLE_ROW -> table(blocks);
        };
    }

    private List<Piece> table(List<Block> rows) {
        return switch (form) {
            case TEXT, SOURCE -> parts(BlockText.pipes(rows), rows, Integer.MAX_VALUE, Piece.Kind.WHOLE);
            case HTML_TABLES -> parts(BlockText.html(rows), rows, HTML_ROWS, Piece.Kind.ALONE);
            case ROWS ->
                rows.stream()
                        .flatMap(row -> cut("\n", BlockText.row(row, "; "), row.boxes(), Piece.Kind.WHOLE).stream())
                        .toList();
            case ROW_CHUNKS ->
                rows.stream()
                        .flatMap(row ->
                                cut(BLANK_LINE, BlockText.row(row, "\n"), row.boxes(), Piece.Kind.ALONE).stream())
                        .toList();
        };
    }

    private List<Piece> parts(BlockText.Frame table, List<Block> rows, int mostRows, Piece.Kind kind) {
        return new Grouping(tokens, cutter, limit, mostRows)
                .parts(table).stream()
                        .map(part -> new Piece(
                                BLANK_LINE,
                                part.text(),
                                tokens.count(part.text()),
                                boxes(rows.subList(part.from(), part.to())),
                                kind))
                        .toList();
    }

    private List<Piece> framed(String glue, BlockText.Frame frame, List<Box> boxes) {
        List<String> units = frame.units();
        int length = length(units);
        List<Piece> pieces = new ArrayList<>();
        for (Grouping.Part part : new Grouping(tokens, cutter, limit, Integer.MAX_VALUE).parts(frame)) {
            int from = length(units.subList(0, part.from()));
            int to = length(units.subList(0, part.to()));
            pieces.add(whole(glue, part.text(), Piece.boxesOf(boxes, from, to, length)));
        }
        return pieces;
    }

    /// Characters with their line breaks.
    private static int length(List<String> units) {
        return units.stream().mapToInt(unit -> unit.length() + 1).sum();
    }

    private List<Piece> text(String glue, String text, List<Box> boxes) {
        List<Piece> pieces = new ArrayList<>();
        int from = 0;
        for (String part : delimiters.split(text)) {
            List<Box> places = Piece.boxesOf(boxes, from, from + part.length(), text.length());
            pieces.addAll(cut(from == 0 ? glue : "", part, places, Piece.Kind.RUNNING));
            from += part.length();
        }
        return pieces;
    }

    /// The text as one piece, or in several whole ones where it is too large.
    private List<Piece> cut(String glue, String text, List<Box> boxes, Piece.Kind kind) {
        int size = tokens.count(text);
        if (size <= limit) {
            return text.isBlank() ? List.of() : List.of(new Piece(glue, text, size, boxes, kind));
        }
        List<Piece> pieces = new ArrayList<>();
        int from = 0;
        for (String part : cutter.cut(text, limit)) {
            List<Box> places = Piece.boxesOf(boxes, from, from + part.length(), text.length());
            Piece.Kind partKind = kind == Piece.Kind.ALONE ? kind : Piece.Kind.WHOLE;
            pieces.add(new Piece(from == 0 ? glue : "", part, tokens.count(part), places, partKind));
            from += part.length();
        }
        return pieces;
    }

    private Piece whole(String glue, String text, List<Box> boxes) {
        return new Piece(glue, text, tokens.count(text), boxes, Piece.Kind.WHOLE);
    }

    private static List<Box> boxes(List<Block> rows) {
        return rows.stream().flatMap(row -> row.boxes().stream()).toList();
    }

    /// Behind the last row of the table that begins there, or behind the one block of another kind.
    private static int endOfRun(List<Block> blocks, int from) {
        Block first = blocks.get(from);
        int to = from + 1;
        while (BlockText.isRow(first)
                && to < blocks.size()
                && BlockText.isRow(blocks.get(to))
                && blocks.get(to).label().equals(first.label())) {
            to++;
        }
        return to;
    }

    private static boolean isItem(Block block) {
        return block.kind() == Kind.LIST_ITEM;
    }
}
