package dev.freshet.ingest.parse.pdf;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Removes what is printed on page after page: headers, footers and page numbers. The outermost line of a
/// page goes when others at its height say the same, apart from numbers, or count the pages; then the next.
final class RunningHeads {
    private static final int ROUNDS = 3;
    private static final int LEAST_PAGES = 3;
    private static final float SAME_HEIGHT = 3;
    private static final int LONGEST = 150;
    private static final float MARGIN = 0.16f;
    private static final Pattern NUMBER = Pattern.compile("\\d+");
    private static final Pattern ROMAN = Pattern.compile("[ivxlc]+");
    private static final Pattern EDGE_NUMBER = Pattern.compile("^(\\d{1,5})\\b|\\b(\\d{1,5})$");

    private RunningHeads() {}

    static List<Line> remove(List<Line> lines) {
        List<Line> left = lines;
        for (int round = 0; round < ROUNDS; round++) {
            Set<Line> running = new HashSet<>();
            running.addAll(repeated(outermost(left, line -> line.area().top())));
            running.addAll(repeated(outermost(left, line -> -line.area().bottom())));
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

    private static List<Line> repeated(List<Line> candidates) {
        Map<String, List<Line>> byText = candidates.stream().collect(Collectors.groupingBy(RunningHeads::key));
        Map<Integer, List<Line>> byOffset = candidates.stream()
                .filter(line -> pageOffset(line).isPresent())
                .collect(Collectors.groupingBy(line -> pageOffset(line).orElseThrow()));
        List<Line> running = new ArrayList<>();
        for (Line line : candidates) {
            OptionalInt offset = pageOffset(line);
            boolean counts = offset.isPresent() && isRunning(line, byOffset.getOrDefault(offset.getAsInt(), List.of()));
            if (isInMargin(line)
                    && line.text().length() <= LONGEST
                    && (counts || isRunning(line, byText.getOrDefault(key(line), List.of())))) {
                running.add(line);
            }
        }
        return running;
    }

    private static boolean isInMargin(Line line) {
        boolean turned = line.frame().direction() % 180 != 0;
        float height = turned ? line.frame().width() : line.frame().height();
        return line.baseline() < height * MARGIN || line.baseline() > height * (1 - MARGIN);
    }

    private static boolean isRunning(Line line, List<Line> alike) {
        return alike.stream()
                        .filter(other -> Math.abs(other.baseline() - line.baseline()) <= SAME_HEIGHT)
                        .limit(LEAST_PAGES)
                        .count()
                == LEAST_PAGES;
    }

    private static String key(Line line) {
        String text = line.text().strip();
        return ROMAN.matcher(text).matches() ? "#" : NUMBER.matcher(text).replaceAll("#");
    }

    /// The number at an edge of the line, less the number of the page.
    private static OptionalInt pageOffset(Line line) {
        Matcher matcher = EDGE_NUMBER.matcher(line.text().strip());
        int best = Integer.MIN_VALUE;
        while (matcher.find()) {
            int number = Integer.parseInt(matcher.group(1) == null ? matcher.group(2) : matcher.group(1));
            best = number - line.page();
        }
        return best == Integer.MIN_VALUE ? OptionalInt.empty() : OptionalInt.of(best);
    }
}
