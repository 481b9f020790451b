package dev.freshet.ingest.parse.pdf;

import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDOutlineItem;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDOutlineNode;

/// The bookmarks of a document: a hint at which lines are headings, and how deep they stand.
final class Outline {
    private static final int MOST = 20_000;
    private static final int DEEPEST = 6;
    private static final int SHORTEST_BEGINNING = 12;
    private static final Pattern NUMBERING = Pattern.compile(
            "^(?:(?:chapter|appendix|section)\\s+)?(?:\\d{1,3}|[A-Z]\\b)(?:\\.\\d{1,3})*[.:)]?\\s+(?=\\S)",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern NUMBER = Pattern.compile("[\\dA-Z]{1,3}(?:\\.\\d{1,3})+(?=\\s)");
    private static final Pattern NO_LETTER = Pattern.compile("[^\\p{L}\\p{N}]+");

    private final NavigableMap<String, Integer> levels = new TreeMap<>();
    private int seen;

    static Outline of(PDDocument pdf) {
        Outline outline = new Outline();
        PDOutlineNode root = pdf.getDocumentCatalog().getDocumentOutline();
        if (root != null) {
            outline.collect(root, 1);
        }
        return outline;
    }

    /// A damaged file may link its bookmarks in a ring, so they are counted.
    private void collect(PDOutlineNode parent, int level) {
        for (PDOutlineItem item = parent.getFirstChild(); item != null && seen++ < MOST; item = item.getNextSibling()) {
            if (item.getTitle() != null) {
                levels.merge(key(item.getTitle()), level, Math::min);
            }
            if (level < DEEPEST) {
                collect(item, level + 1);
            }
        }
    }

    /// From 1; 0 when no bookmark reads like the line.
    int level(String line) {
        String key = key(line);
        int level = key.length() < 2 ? 0 : levels.getOrDefault(key, begun(key));
        Matcher number = NUMBER.matcher(line);
        boolean tellsItself = level > 0 && number.lookingAt();
        return tellsItself
                ? Math.min(
                        DEEPEST,
                        (int) number.group().chars().filter(c -> c == '.').count() + 1)
                : level;
    }

    /// The level of a bookmark that the line begins: a long title fills several lines.
    private int begun(String key) {
        Map.Entry<String, Integer> next = levels.higherEntry(key);
        boolean begins = key.length() >= SHORTEST_BEGINNING
                && next != null
                && next.getKey().startsWith(key);
        return begins ? next.getValue() : 0;
    }

    private static String key(String title) {
        String text = NUMBERING.matcher(title.strip()).replaceFirst("");
        return NO_LETTER.matcher(text).replaceAll("").toLowerCase(Locale.ROOT);
    }
}
