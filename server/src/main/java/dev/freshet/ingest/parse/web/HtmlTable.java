package dev.freshet.ingest.parse.web;

import dev.freshet.ingest.parse.DocumentBuilder;
import dev.freshet.ingest.parse.ParsedDocument.Kind;
import dev.freshet.ingest.parse.TableRows;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Element;

/// A table of data. A cell over several rows stands in each of them, a name over several columns over each of
/// them; other cells over several columns stand in the first.
final class HtmlTable {
    private static final int MOST_COLUMNS = 1_000;

    private final Element table;
    private final Map<Integer, Spanning> spanning = new HashMap<>();

    HtmlTable(Element table) {
        this.table = table;
    }

    void write(DocumentBuilder document) {
        Element caption = table.selectFirst("caption");
        document.add(Kind.PARAGRAPH, 0, caption == null ? "" : caption.text(), "");
        TableRows rows = new TableRows(document, 0, "");
        List<String> header = List.of();
        boolean inHeader = true;
        for (Element row : table.select("tr")) {
            document.checkCancelled();
            boolean names = isHeader(row);
            List<String> cells = cells(row, names);
            if (inHeader && names) {
                header = header.isEmpty() ? cells : joined(header, cells);
                continue;
            }
            if (inHeader && !header.isEmpty()) {
                rows.header(header);
            }
            inHeader = false;
            rows.row(cells);
        }
        if (inHeader) {
            rows.header(header);
        }
        rows.end();
    }

    private static boolean isHeader(Element row) {
        return (row.parent() != null && row.parent().normalName().equals("thead"))
                || (!row.select("> th").isEmpty() && row.select("> td").isEmpty());
    }

    private List<String> cells(Element row, boolean names) {
        List<String> cells = new ArrayList<>();
        for (Element cell : row.select("> td, > th")) {
            fillSpanning(cells);
            String text = cell.text();
            int columns = span(cell, "colspan", MOST_COLUMNS);
            int rows = span(cell, "rowspan", 10_000);
            for (int i = 0; i < columns && cells.size() < MOST_COLUMNS; i++) {
                String shown = i == 0 || names ? text : "";
                if (rows > 1) {
                    spanning.put(cells.size(), new Spanning(shown, rows - 1));
                }
                cells.add(shown);
            }
        }
        fillSpanning(cells);
        return cells;
    }

    private void fillSpanning(List<String> cells) {
        Spanning above = spanning.get(cells.size());
        while (above != null) {
            if (above.rows() == 1) {
                spanning.remove(cells.size());
            } else {
                spanning.put(cells.size(), new Spanning(above.text(), above.rows() - 1));
            }
            cells.add(above.text());
            above = spanning.get(cells.size());
        }
    }

    private static int span(Element cell, String attribute, int most) {
        String value = cell.attr(attribute).strip();
        return value.matches("\\d{1,5}") ? Math.clamp(Integer.parseInt(value), 1, most) : 1;
    }

    /// Two rows of names become one: "2024 Q1".
    private static List<String> joined(List<String> upper, List<String> lower) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < Math.max(upper.size(), lower.size()); i++) {
            String above = i < upper.size() ? upper.get(i) : "";
            String below = i < lower.size() ? lower.get(i) : "";
            names.add(above.equals(below) ? above : (above + " " + below).strip());
        }
        return names;
    }

    private record Spanning(String text, int rows) {}
}
