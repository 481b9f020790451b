package dev.freshet.ingest.parse.pdf;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Removes what is printed on page after page: headers, footers and page numbers. The outermost line of a
/// page goes when others at its height say the same, apart from numbers, or count the pages; then the next.
final class RunningHeads {
    private static final int ROUNDS = 3;
    private static final int LEAST_PAGES = 3;
    private static final float SAME_HEIGHT = 3;
    private static final int LONGEST = 150;
    private static final int EDGE_NUMBERS = 2;
    private static final float LARGER = 1.15f;
    private static final float MARGIN = 0.16f;
    private static final Pattern NUMBER = Pattern.compile("(?<![\\d.])\\d{1,6}(?!\\.?\\d)");
    private static final Pattern ROMAN = Pattern.compile("[ivxlc]+");

    private RunningHeads() {}

    static List<Line> remove(List<Line> lines) {
        List<Line> left = lines;
        float bodySize = Headings.bodySize(lines);
        for (int round = 0; round < ROUNDS; round++) {
            Set<Line> running = new HashSet<>();
            running.addAll(repeated(outermost(left, line -> line.area().top()), bodySize));
            running.addAll(repeated(outermost(left, line -> -line.area().bottom()), bodySize));
            if (running.isEmpty()) {
                break;
            }
            left = left.stream().filter(line -> !running.contains(line)).toList();
        }
        return left.isEmpty() ? lines : left;
    }

    /// The first line of each page by the order.
    private static List<Line> outermost(List<Line> lines, ToDoubleFunction<Line> order) {
        Map<Integer, Line> byPage = new TreeMap<>();
        for (Line line : lines) {
            byPage.merge(
                    line.page(),
                    line,
                    (one, other) -> order.applyAsDouble(other) < order.applyAsDouble(one) ? other : one);
        }
        return new ArrayList<>(byPage.values());
    }

    private static List<Line> repeated(List<Line> candidates, float bodySize) {
        Map<String, List<Line>> alike = new HashMap<>();
        for (Line line : candidates) {
            keys(line)
                    .forEach(key -> alike.computeIfAbsent(key, ignored -> new ArrayList<>())
                            .add(line));
        }
        return candidates.stream()
                .filter(line -> isInMargin(line)
                        && line.text().length() <= LONGEST
                        && line.style().size() <= bodySize * LARGER)
                .filter(line -> keys(line).stream().anyMatch(key -> isRunning(line, alike.get(key))))
                .toList();
    }

    private static boolean isInMargin(Line line) {
        boolean turned = line.frame().direction() % 180 != 0;
        float height = turned ? line.frame().width() : line.frame().height();
        return line.baseline() < height * MARGIN || line.baseline() > height * (1 - MARGIN);
    }

    private static boolean isRunning(Line line, @Nullable List<Line> alike) {
        return alike != null
                && alike.stream()
                                .filter(other -> Math.abs(other.baseline() - line.baseline()) <= SAME_HEIGHT)
                                .limit(LEAST_PAGES)
                                .count()
                        == LEAST_PAGES;
    }

    /// What a running head has in common with others: its text, or a number, first or last of the line, that
    /// grows with the pages. Headings have numbers too, but theirs do not keep step.
    private static Set<String> keys(Line line) {
        String text = line.text().strip();
        Set<String> keys = new HashSet<>();
        keys.add(ROMAN.matcher(text).matches() ? "#" : text);
        List<Integer> numbers = NUMBER.matcher(text)
                .results()
                .map(found -> Integer.parseInt(found.group()) - line.page())
                .toList();
        for (int i = 0; i < Math.min(EDGE_NUMBERS, numbers.size()); i++) {
            keys.add("\0first " + i + " " + numbers.get(i));
            keys.add("\0last " + i + " " + numbers.get(numbers.size() - 1 - i));
        }
        return keys;
    }
}
