package dev.freshet.ingest.parse.pdf;

import dev.freshet.ingest.parse.ParsedDocument.Box;
import java.util.List;

/// A line of text, a part of one, or a row of a table.
///
/// @param column what the lines around it fill
/// @param cells of a table's row; empty for text
/// @param table numbers the tables of a page from 1; 0 for text
record Line(
        String text, Area area, float baseline, Style style, Frame frame, Area column, List<String> cells, int table) {
    Line {
        cells = List.copyOf(cells);
    }

    static Line of(String text, Area area, float baseline, Style style, Frame frame) {
        return new Line(text, area, baseline, style, frame, area, List.of(), 0);
    }

    Line in(Area newColumn) {
        return new Line(text, area, baseline, style, frame, newColumn, cells, table);
    }

    /// This line and what stands to the right of it.
    Line followedBy(Line next) {
        return new Line(
                text + " " + next.text,
                area.and(next.area),
                baseline,
                text.length() >= next.text.length() ? style : next.style,
                frame,
                column,
                List.of(),
                0);
    }

    Line asRow(List<String> newCells, Area newArea, int number) {
        return new Line(String.join(" ", newCells), newArea, baseline, style, frame, column, newCells, number);
    }

    boolean isRow() {
        return table > 0;
    }

    int page() {
        return frame.page();
    }

    Box box() {
        return frame.box(area);
    }
}
