package dev.freshet.ingest.parse.pdf;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Tells headings from text by bookmarks, size and weight. The larger the letters, the higher the level.
final class Headings {
    private static final float LARGER = 1.12f;
    private static final int LONGEST = 200;
    private static final int LONGEST_BOLD = 100;
    private static final int DEEPEST = 6;
    private static final Pattern BULLET = Pattern.compile("[•‣▪●○◦∙·–—*-]");

    private final Outline outline;
    private final float bodySize;
    private final List<Float> sizes;

    Headings(List<Line> lines, Outline outline) {
        this.outline = outline;
        this.bodySize = bodySize(lines);
        this.sizes = lines.stream()
                .filter(line -> isLarge(line))
                .map(line -> rounded(line.style().size()))
                .distinct()
                .sorted(Comparator.reverseOrder())
                .toList();
    }

    /// The level from 1; 0 when the line is no heading.
    int level(Line line) {
        if (line.isRow() || line.text().chars().noneMatch(Character::isLetter)) {
            return 0;
        }
        int marked = outline.level(line.text());
        if (marked > 0
                && !line.style().mono()
                && (line.style().bold() || line.style().size() > bodySize * 1.05f)) {
            return marked;
        }
        if (isLarge(line)) {
            return Math.min(DEEPEST, sizes.indexOf(rounded(line.style().size())) + 1);
        }
        return isBoldTitle(line) ? Math.min(DEEPEST, sizes.size() + 1) : 0;
    }

    private boolean isLarge(Line line) {
        return line.style().size() >= bodySize * LARGER
                && !line.isRow()
                && line.text().length() <= LONGEST;
    }

    private boolean isBoldTitle(Line line) {
        return line.style().bold()
                && !line.style().mono()
                && !BULLET.matcher(line.text()).lookingAt()
                && line.style().size() >= bodySize * 0.95f
                && line.text().length() <= LONGEST_BOLD
                && !Letters.endsSentence(line.text());
    }

    /// The size of most letters.
    static float bodySize(List<Line> lines) {
        Map<Float, Integer> letters = new HashMap<>();
        for (Line line : lines) {
            if (!line.style().mono()) {
                letters.merge(rounded(line.style().size()), line.text().length(), Integer::sum);
            }
        }
        return letters.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse(10f);
    }

    private static float rounded(float size) {
        return Math.round(size * 2) / 2f;
    }
}
