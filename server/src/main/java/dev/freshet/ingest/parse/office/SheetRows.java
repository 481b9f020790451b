package dev.freshet.ingest.parse.office;

import dev.freshet.ingest.parse.DocumentBuilder;
import dev.freshet.ingest.parse.TableRows;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.poi.ss.util.CellRangeAddress;

/// Rows of one sheet. A value merged over several rows stands in each of them. A first row of names whose
/// cells are merged over several columns is joined with the names below: "2024 Q1".
final class SheetRows {
    private static final int PROGRESS_ROWS = 1_000;
    private static final int MOST_COLUMNS = 2_000;

    private final DocumentBuilder document;
    private final TableRows table;
    private final Map<Integer, List<CellRangeAddress>> mergedByRow = new HashMap<>();
    private final Map<CellRangeAddress, String> mergedValues = new HashMap<>();
    private final Map<Integer, String> cells = new HashMap<>();
    private List<String> upperNames = List.of();
    private boolean namesDone;
    private int row;
    private int count;

    SheetRows(DocumentBuilder document, int page, String name, List<CellRangeAddress> merged) {
        this.document = document;
        this.table = new TableRows(document, page, name);
        for (CellRangeAddress range : merged) {
            for (int i = range.getFirstRow(); i <= range.getLastRow() && i - range.getFirstRow() < 10_000; i++) {
                mergedByRow.computeIfAbsent(i, ignored -> new ArrayList<>()).add(range);
            }
        }
    }

    void begin(int index) {
        row = index;
        cells.clear();
        if (++count % PROGRESS_ROWS == 0) {
            document.progress(count / PROGRESS_ROWS, 0);
        }
    }

    void cell(int column, String value) {
        if (column < MOST_COLUMNS && !value.isBlank()) {
            cells.put(column, value);
        }
    }

    void finish() {
        boolean groups = fillMerged();
        int last = cells.keySet().stream().mapToInt(Integer::intValue).max().orElse(-1);
        List<String> values = new ArrayList<>();
        for (int column = 0; column <= last; column++) {
            values.add(cells.getOrDefault(column, ""));
        }
        if (last >= 0) {
            accept(values, groups);
        }
    }

    void end() {
        table.row(upperNames);
        table.end();
    }

    /// Spreads merged values; true when a value was merged over columns and another stands beside it, which
    /// is how names of groups look.
    private boolean fillMerged() {
        boolean overColumns = false;
        for (CellRangeAddress range : mergedByRow.getOrDefault(row, List.of())) {
            if (row == range.getFirstRow()) {
                mergedValues.put(range, cells.getOrDefault(range.getFirstColumn(), ""));
                overColumns |= range.getLastColumn() > range.getFirstColumn() && cells.size() > 1;
            }
            cell(range.getFirstColumn(), mergedValues.getOrDefault(range, ""));
        }
        return overColumns;
    }

    private void accept(List<String> values, boolean groups) {
        if (!namesDone && upperNames.isEmpty() && groups) {
            upperNames = spread(values);
            return;
        }
        if (!upperNames.isEmpty()) {
            table.header(joined(upperNames, values));
            upperNames = List.of();
            namesDone = true;
            return;
        }
        namesDone |= values.stream().filter(value -> !value.isEmpty()).count() > 1;
        table.row(values);
    }

    private List<String> spread(List<String> values) {
        List<String> names = new ArrayList<>(values);
        for (CellRangeAddress range : mergedByRow.getOrDefault(row, List.of())) {
            for (int column = range.getFirstColumn();
                    column <= range.getLastColumn() && column < MOST_COLUMNS;
                    column++) {
                while (names.size() <= column) {
                    names.add("");
                }
                names.set(column, mergedValues.getOrDefault(range, ""));
            }
        }
        return names;
    }

    private static List<String> joined(List<String> upper, List<String> lower) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < Math.max(upper.size(), lower.size()); i++) {
            String above = i < upper.size() ? upper.get(i) : "";
            String below = i < lower.size() ? lower.get(i) : "";
            names.add(above.equals(below) ? above : (above + " " + below).strip());
        }
        return names;
    }
}
