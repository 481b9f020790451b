package dev.freshet.ingest.chunk;

import dev.freshet.ingest.parse.ParsedDocument.Block;
import java.util.regex.Pattern;

/// How a block reads in a chunk: with the marks of Markdown, whatever the format of the file.
final class BlockText {
    private static final Pattern MARKED =
            Pattern.compile("(?s)([-*+•◦▪–]|\\[[ xX]]|\\(?[\\p{Nd}\\p{L}]{1,3}[.)、])\\s.*");
    private static final int DEEPEST = 6;

    private BlockText() {}

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
