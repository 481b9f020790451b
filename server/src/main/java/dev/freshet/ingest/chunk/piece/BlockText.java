package dev.freshet.ingest.chunk.piece;

import dev.freshet.ingest.parse.ParsedDocument.Block;
import dev.freshet.ingest.parse.ParsedDocument.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// How blocks read in a chunk: with the marks of Markdown, whatever the format of the file. Code, JSON and
/// tables have units, and something that stands around them.
public final class BlockText {
    private static final Pattern MARKED =
            Pattern.compile("(?s)([-*+•◦▪–]|\\[[ xX]]|\\(?[\\p{Nd}\\p{L}]{1,3}[.)、])\\s.*");
    private static final int DEEPEST = 6;

    private static final String TAB = "\t";

    private BlockText() {}

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
        List<String> lines =
                rows.stream().map(Block::text).map(BlockText::piped).toList();
        return new Frame(header.isBlank() ? "" : piped(header) + "\n" + rule(header), lines, "");
    }

    /// The cells of a row that are not empty as `header: value`.
    ///
    /// @param between stands between two cells
    static String row(Block row, String between) {
        String[] names = row.label().split(TAB, -1);
        String[] values = row.text().split(TAB, -1);
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < values.length; i++) {
            if (!values[i].isBlank()) {
                String name = i < names.length ? names[i].strip() : "";
                line.append(line.isEmpty() ? "" : between)
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

    /// Whether it is a row of a table.
    public static boolean isRow(Block block) {
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

    /// The text of a block that is neither code nor a table row nor JSON with its mark: `## ` before a
    /// heading of level 2, `- ` before a list item without a mark of its own, `> ` before each line of a
    /// quotation.
    static String of(Block block) {
        return switch (block.kind()) {
            case HEADING -> "#".repeat(Math.clamp(block.level(), 1, DEEPEST)) + " " + oneLine(block.text());
            case LIST_ITEM -> "  ".repeat(Math.max(0, block.level() - 1)) + marked(block.text());
            case QUOTE -> "> " + block.text().strip().replace("\n", "\n> ");
            case PARAGRAPH, TABLE_ROW, CODE, JSON -> block.text();
        };
    }

    private static String marked(String item) {
        String text = item.strip();
        return MARKED.matcher(text).matches() ? text : "- " + text;
    }

    private static String oneLine(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }
}
