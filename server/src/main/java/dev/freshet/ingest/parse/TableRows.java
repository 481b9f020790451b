package dev.freshet.ingest.parse;

import dev.freshet.ingest.parse.ParsedDocument.Block;
import dev.freshet.ingest.parse.ParsedDocument.Box;
import dev.freshet.ingest.parse.ParsedDocument.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Writes the rows of one table. The first row with at least two cells names the columns when it reads like
/// names and another row follows; single cells above it are captions. Long cells are cut.
public final class TableRows {
    private static final int LONGEST_CELL = 32_768;
    private static final int LONGEST_NAME = 100;
    private static final Pattern NUMBER = Pattern.compile("[-+(]?[\\p{Sc}]?\\s?\\d[\\d.,:/ %-]*\\)?[\\p{Sc}%]?");

    private final DocumentBuilder document;
    private final int page;
    private final String caption;
    private boolean started;
    private List<String> header = List.of();
    private List<Box> headerBoxes = List.of();
    private boolean headerUsed;

    /// @param page the page, slide or sheet; 0 where there is none
    /// @param caption written as a heading before the first row; may be empty
    public TableRows(DocumentBuilder document, int page, String caption) {
        this.document = document;
        this.page = page;
        this.caption = caption;
    }

    /// Sets the names of the columns when the format tells them.
    public void header(List<String> names) {
        begin();
        header = clean(names);
    }

    /// Adds the next row; empty rows are left out.
    public void row(List<String> cells) {
        row(cells, List.of());
    }

    /// Adds the next row with its place; empty rows are left out.
    public void row(List<String> cells, List<Box> boxes) {
        List<String> row = clean(cells);
        if (row.isEmpty()) {
            return;
        }
        boolean first = !started || (header.isEmpty() && !headerUsed);
        begin();
        if (first && row.size() == 1) {
            document.add(new Block(Kind.PARAGRAPH, 0, row.getFirst(), page, boxes, ""));
            return;
        }
        if (first && readsLikeNames(row)) {
            header = row;
            headerBoxes = boxes;
            return;
        }
        headerUsed = true;
        document.add(new Block(Kind.TABLE_ROW, 0, String.join("\t", row), page, boxes, String.join("\t", header)));
    }

    /// Must follow the last row: a table of names alone is a row.
    public void end() {
        if (!header.isEmpty() && !headerUsed) {
            document.add(new Block(Kind.TABLE_ROW, 0, String.join("\t", header), page, headerBoxes, ""));
        }
    }

    private void begin() {
        if (!started && !caption.isEmpty()) {
            document.add(Kind.HEADING, 1, caption, "", page);
        }
        started = true;
    }

    /// One line per cell, no tabs inside, no empty cells at the end.
    private static List<String> clean(List<String> cells) {
        List<String> result = new ArrayList<>(cells.size());
        for (String cell : cells) {
            String text = cell.strip().replaceAll("\\s+", " ");
            result.add(text.length() > LONGEST_CELL ? text.substring(0, LONGEST_CELL) : text);
        }
        while (!result.isEmpty() && result.getLast().isEmpty()) {
            result.removeLast();
        }
        return result;
    }

    private static boolean readsLikeNames(List<String> row) {
        return row.stream()
                .allMatch(cell ->
                        cell.length() <= LONGEST_NAME && !NUMBER.matcher(cell).matches());
    }
}
