package dev.freshet.ingest.parse.pdf;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Brings the glyphs of one page into lines in reading order, and rows of tables among them.
final class PageLayout {
    private static final Pattern LABEL = Pattern.compile(
            "[•‣▪●○◦∙·–—*-]|\\(?(?:\\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})[.)]|\\[\\d{1,3}]|(?:\\d{1,3}\\.)+\\d{1,3}");
    private static final Pattern LEADERS = Pattern.compile(".*(?:\\.\\s?){4,}\\s*(?:\\d+|[ivxlc]+)?");
    private static final float SAME_BASELINE = 0.4f;
    private static final float CELL_GAP_EMS = 0.8f;
    private static final float CONTINUED_WITHIN_EMS = 1.7f;

    private final boolean plain;
    private final List<Line> lines = new ArrayList<>();
    private int tables;

    private PageLayout(boolean plain) {
        this.plain = plain;
    }

    /// @param plain whether to read from top to bottom without a look for columns and tables
    static List<Line> read(Map<Frame, List<Glyph>> glyphs, boolean plain) {
        PageLayout layout = new PageLayout(plain);
        glyphs.entrySet().stream()
                .sorted(Comparator.comparingInt(entry -> -entry.getValue().size()))
                .forEach(entry -> layout.direction(entry.getKey(), entry.getValue()));
        return layout.lines;
    }

    private void direction(Frame frame, List<Glyph> glyphs) {
        List<Line> pieces = new LineBuilder(frame).pieces(glyphs);
        for (List<Line> group : plain ? List.of(pieces) : Columns.order(pieces)) {
            if (!group.isEmpty()) {
                group(group);
            }
        }
    }

    private void group(List<Line> pieces) {
        Area column = Area.around(pieces.stream().map(Line::area).toList());
        List<List<Line>> rows =
                rows(pieces).stream().map(PageLayout::withLabels).toList();
        int next = 0;
        while (next < rows.size()) {
            int end = plain ? next : tableEnd(rows, next);
            if (end > next) {
                table(rows.subList(next, end), column);
                next = end;
            } else {
                lines.add(joined(rows.get(next)).in(column));
                next++;
            }
        }
    }

    private static List<List<Line>> rows(List<Line> pieces) {
        List<Line> sorted = new ArrayList<>(pieces);
        sorted.sort(Comparator.comparingDouble(Line::baseline));
        List<List<Line>> rows = new ArrayList<>();
        for (Line piece : sorted) {
            if (rows.isEmpty() || !isOneHeight(rows.getLast().getFirst(), piece)) {
                rows.add(new ArrayList<>());
            }
            rows.getLast().add(piece);
        }
        rows.forEach(
                row -> row.sort(Comparator.comparingDouble(piece -> piece.area().left())));
        return rows;
    }

    private static boolean isOneHeight(Line first, Line second) {
        float size = Math.max(first.style().size(), second.style().size());
        return Math.abs(first.baseline() - second.baseline()) <= SAME_BASELINE * size
                && first.area().beside(second.area()) > 0.3f;
    }

    /// A bullet or a number belongs to what it labels, however wide the gap.
    private static List<Line> withLabels(List<Line> row) {
        if (row.size() > 1 && LABEL.matcher(row.getFirst().text()).matches()) {
            List<Line> result = new ArrayList<>(row.subList(2, row.size()));
            result.addFirst(row.get(0).followedBy(row.get(1)));
            return result;
        }
        return row;
    }

    private static Line joined(List<Line> row) {
        return row.stream().reduce(Line::followedBy).orElseThrow();
    }

    /// Where the table ends that begins at a row; the row itself when none does.
    private static int tableEnd(List<List<Line>> rows, int start) {
        if (!isTabular(rows.get(start))) {
            return start;
        }
        List<Area> columns = new ArrayList<>(areas(rows.get(start)));
        int end = start + 1;
        int full = 1;
        while (end < rows.size()) {
            List<Line> row = rows.get(end);
            List<Area> merged = merged(columns, areas(row));
            boolean continues = row.size() == 1 && isCellContinued(rows.get(end - 1), row.getFirst(), columns);
            if (merged.size() < 2 || merged.size() < columns.size() || !(isTabular(row) || continues)) {
                break;
            }
            full += isTabular(row) ? 1 : 0;
            columns = merged;
            end++;
        }
        return full >= 2 ? end : start;
    }

    private static boolean isTabular(List<Line> row) {
        return row.size() > 1
                && row.stream()
                        .noneMatch(piece -> piece.style().mono() && piece.text().length() > 40)
                && !LEADERS.matcher(joined(row).text()).matches();
    }

    private static boolean isCellContinued(List<Line> above, Line piece, List<Area> columns) {
        float gap = piece.baseline() - above.getFirst().baseline();
        return gap < CONTINUED_WITHIN_EMS * piece.style().size()
                && columns.stream()
                                .filter(column -> overlaps(column, piece.area()))
                                .count()
                        == 1
                && piece.area().left() >= columns.getFirst().left() - 1;
    }

    private static List<Area> areas(List<Line> row) {
        return row.stream().map(Line::area).toList();
    }

    private static boolean overlaps(Area one, Area other) {
        return one.left() < other.right() && other.left() < one.right();
    }

    /// The columns after cells of another row were added: what overlaps is one column.
    private static List<Area> merged(List<Area> columns, List<Area> cells) {
        List<Area> all = new ArrayList<>(columns);
        all.addAll(cells);
        all.sort(Comparator.comparingDouble(Area::left));
        List<Area> result = new ArrayList<>();
        for (Area area : all) {
            float gap = result.isEmpty() ? 0 : area.left() - result.getLast().right();
            if (!result.isEmpty() && gap < CELL_GAP_EMS * 10) {
                result.set(result.size() - 1, result.getLast().and(area));
            } else {
                result.add(area);
            }
        }
        return result;
    }

    private void table(List<List<Line>> rows, Area column) {
        tables++;
        List<Area> columns = List.of();
        for (List<Line> row : rows) {
            columns = merged(columns, areas(row));
        }
        Line open = null;
        for (List<Line> row : rows) {
            List<String> cells = cells(row, columns);
            boolean continues = open != null && cells.getFirst().isEmpty() && isNear(open, row.getFirst());
            if (open != null && continues) {
                open = open.asRow(appended(open.cells(), cells), open.area().and(Area.around(areas(row))), tables);
                continue;
            }
            if (open != null) {
                lines.add(open);
            }
            open = row.getFirst().in(column).asRow(cells, Area.around(areas(row)), tables);
        }
        if (open != null) {
            lines.add(open);
        }
    }

    private static boolean isNear(Line open, Line next) {
        return next.area().top() - open.area().bottom() < next.style().size();
    }

    private static List<String> cells(List<Line> row, List<Area> columns) {
        List<String> cells = new ArrayList<>();
        for (Area column : columns) {
            cells.add(String.join(
                    " ",
                    row.stream()
                            .filter(piece -> overlaps(column, piece.area()))
                            .map(Line::text)
                            .toList()));
        }
        return cells;
    }

    private static List<String> appended(List<String> cells, List<String> more) {
        List<String> result = new ArrayList<>();
        for (int i = 0; i < cells.size(); i++) {
            result.add((cells.get(i) + " " + more.get(i)).strip());
        }
        return result;
    }
}
