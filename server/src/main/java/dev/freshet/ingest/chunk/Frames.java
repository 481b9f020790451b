package dev.freshet.ingest.chunk;

import dev.freshet.ingest.parse.ParsedDocument.Block;
import dev.freshet.ingest.parse.ParsedDocument.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// How code, JSON and tables are written in a chunk: what stands around them, and their units in between.
final class Frames {
    private static final String TAB = "\t";

    private Frames() {}

    /// Something in units, one below the other.
    ///
    /// @param head repeated above each part when it is torn; may be empty
    /// @param units what stays together as long as it can
    /// @param foot below each part; may be empty
    record Frame(String head, List<String> units, String foot) {}

    /// A block of code in fences, as in Markdown.
    static Frame fenced(Block code) {
        return new Frame("```" + code.label(), CodeUnits.of(code.text()), "```");
    }

    /// A part of a source file.
    static Frame bare(Block code) {
        return new Frame("", CodeUnits.of(code.text()), "");
    }

    /// An object or array of a JSON document under its path.
    static Frame json(Block json) {
        return new Frame(json.label(), json.text().lines().toList(), "");
    }

    /// Rows of one table as a table of Markdown.
    static Frame pipes(List<Block> rows) {
        String header = rows.getFirst().label();
        List<String> lines = rows.stream().map(Block::text).map(Frames::piped).toList();
        return new Frame(header.isBlank() ? "" : piped(header) + "\n" + rule(header), lines, "");
    }

    /// A row as `header: value; header: value`, without its empty cells.
    static String sentence(Block row) {
        String[] names = row.label().split(TAB, -1);
        String[] values = row.text().split(TAB, -1);
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < values.length; i++) {
            if (!values[i].isBlank()) {
                String name = i < names.length ? names[i].strip() : "";
                line.append(line.isEmpty() ? "" : "; ")
                        .append(name.isEmpty() ? "" : name + ": ")
                        .append(values[i].strip());
            }
        }
        return line.toString();
    }

    /// Rows of one table as a table of HTML.
    static Frame html(List<Block> rows) {
        String header = rows.getFirst().label();
        List<String> lines = rows.stream().map(row -> cells(row.text(), "td")).toList();
        return new Frame("<table>" + (header.isBlank() ? "" : "\n" + cells(header, "th")), lines, "</table>");
    }

    static boolean isRow(Block block) {
        return block.kind() == Kind.TABLE_ROW;
    }

    private static String piped(String row) {
        return "| " + row.replace("\n", " ").replace(TAB, " | ") + " |";
    }

    private static String rule(String header) {
        return "|" + " --- |".repeat(header.split(TAB, -1).length);
    }

    private static String cells(String row, String tag) {
        return Arrays.stream(row.split(TAB, -1))
                .map(cell -> "<" + tag + ">" + escape(cell) + "</" + tag + ">")
                .collect(Collectors.joining("", "<tr>", "</tr>"));
    }

    private static String escape(String cell) {
        return cell.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
