package dev.freshet.ingest.chunk.title;

import dev.freshet.ingest.parse.ParsedDocument.Block;
import dev.freshet.ingest.parse.ParsedDocument.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// Takes away a table of contents, which would be found in place of what it points at.
final class TableOfContents {
    private static final int LEAST_ENTRIES = 2;
    private static final int LONGEST_ENTRY = 160;
    private static final Pattern TITLE = Pattern.compile("\\s*(?:table of\\s+)?contents\\s*|\\s*目\\s*[录錄次]\\s*");
    private static final Pattern PLACE = Pattern.compile("[\\s.…·]*(?:\\d{1,4}|[ivxlc]{1,6})?\\s*$");

    private TableOfContents() {}

    /// Whether a line says that a table of contents follows.
    static boolean isTitle(String line) {
        return TITLE.matcher(line.toLowerCase(Locale.ROOT)).matches();
    }

    /// The blocks without it. It ends where its first entry stands for a second time; one whose entries stand
    /// nowhere else is kept.
    static List<Block> removed(List<Block> blocks) {
        for (int i = 0; i + 1 < blocks.size(); i++) {
            if (isTitle(blocks.get(i).text())) {
                int end = end(blocks, i + 1);
                if (end - i > LEAST_ENTRIES) {
                    List<Block> rest = new ArrayList<>(blocks.subList(0, i));
                    rest.addAll(blocks.subList(end, blocks.size()));
                    return rest;
                }
            }
        }
        return blocks;
    }

    /// Where the first entry stands again, if only entries stand before it; else the beginning.
    private static int end(List<Block> blocks, int from) {
        String first = name(blocks.get(from));
        for (int i = from; i < blocks.size(); i++) {
            Block block = blocks.get(i);
            if (i > from && !first.isEmpty() && name(block).startsWith(first)) {
                return i;
            }
            if (!isEntry(block)) {
                return from;
            }
        }
        return from;
    }

    private static boolean isEntry(Block block) {
        String text = block.text();
        boolean readable = block.kind() != Kind.TABLE_ROW && block.kind() != Kind.CODE;
        return readable
                && text.lines()
                        .allMatch(line ->
                                line.length() <= LONGEST_ENTRY && !line.strip().endsWith("。"));
    }

    /// The first line without its page number, in a form that can be compared.
    private static String name(Block block) {
        String line = block.text().lines().findFirst().orElse("");
        return PLACE.matcher(line.strip())
                .replaceFirst("")
                .replaceAll("\\s+", "")
                .toLowerCase(Locale.ROOT);
    }
}
