package dev.freshet.ingest.parse.pdf;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Removes the lines of a table of contents: they repeat the headings, and a search would find them instead
/// of what stands below the headings.
final class TableOfContents {
    private static final int LEAST_LINES = 5;
    private static final double MOSTLY = 0.7;
    private static final Pattern LEADERS = Pattern.compile(".*(?:\\.\\s?){4,}\\s*(?:\\d{1,4}|[ivxlc]+)");
    private static final Pattern NUMBERED = Pattern.compile(".*\\s(?:\\d{1,4}|[ivxlc]+)");

    private TableOfContents() {}

    static List<Line> remove(List<Line> lines) {
        Map<Integer, List<Line>> byPage = lines.stream().collect(Collectors.groupingBy(Line::page));
        Set<Line> contents = new HashSet<>();
        for (List<Line> page : byPage.values()) {
            contents.addAll(contents(page));
        }
        return lines.stream().filter(line -> !contents.contains(line)).toList();
    }

    /// All lines of a page that is mostly contents; else those that look like it.
    private static List<Line> contents(List<Line> page) {
        List<Line> entries = page.stream()
                .filter(line -> LEADERS.matcher(line.text()).matches()
                        || NUMBERED.matcher(line.text()).matches())
                .toList();
        long leaders = page.stream()
                .filter(line -> LEADERS.matcher(line.text()).matches())
                .count();
        if (leaders < LEAST_LINES) {
            return List.of();
        }
        return entries.size() > page.size() * MOSTLY ? page : entries;
    }
}
