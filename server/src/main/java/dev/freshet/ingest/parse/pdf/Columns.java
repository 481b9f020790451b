package dev.freshet.ingest.parse.pdf;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// Finds the order in which the pieces of a page are read. A gutter is a place where many lines end on the
/// left while others go on to the right of it; lines that cross it part the columns into bands, read one
/// after the other.
final class Columns {
    private static final int LEAST_LINES = 4;
    private static final int MOST_PIECES = 800;
    private static final int MOST_DEPTH = 3;
    private static final float FILL = 0.5f;
    private static final int LEAST_LETTERS = 12;
    private static final float LEAST_GUTTER_EMS = 0.8f;
    private static final float STEP = 4;

    private Columns() {}

    /// Puts groups into reading order; the pieces of a group stand from top to bottom.
    static List<List<Line>> order(List<Line> pieces) {
        List<List<Line>> groups = new ArrayList<>();
        divide(pieces, 0, groups);
        return groups;
    }

    private static void divide(List<Line> pieces, int depth, List<List<Line>> groups) {
        Optional<Float> gutter = depth < MOST_DEPTH && pieces.size() <= MOST_PIECES ? gutter(pieces) : Optional.empty();
        if (gutter.isEmpty()) {
            if (!pieces.isEmpty()) {
                groups.add(pieces);
            }
            return;
        }
        List<Line> sorted = new ArrayList<>(pieces);
        sorted.sort(Comparator.comparingDouble(piece -> piece.area().top()));
        Band band = new Band(gutter.get());
        List<Line> across = new ArrayList<>();
        for (Line piece : sorted) {
            if (band.isCrossedBy(piece)) {
                band.flush(depth, groups, across);
                across.add(piece);
            } else {
                band.add(piece);
            }
        }
        band.flush(depth, groups, across);
        if (!across.isEmpty()) {
            groups.add(across);
        }
    }

    private static Optional<Float> gutter(List<Line> pieces) {
        TreeSet<Float> candidates = new TreeSet<>();
        for (Line left : pieces) {
            for (Line right : pieces) {
                float gap = right.area().left() - left.area().right();
                if (gap > left.style().size() * LEAST_GUTTER_EMS && left.area().beside(right.area()) > 0.3f) {
                    float from = left.area().right();
                    candidates.add(STEP * Math.round((from + Math.min(gap, 30) / 2) / STEP));
                    candidates.add(STEP * Math.round((right.area().left() - Math.min(gap, 30) / 2) / STEP));
                }
            }
        }
        return candidates.stream()
                .map(x -> new Candidate(x, pairs(pieces, x)))
                .filter(candidate -> candidate.pairs >= LEAST_LINES)
                .max(Comparator.comparingInt(Candidate::pairs))
                .map(Candidate::x)
                .filter(x -> new Band(x).wouldHold(pieces));
    }

    /// How many lines end on the left of `x` beside others that begin on its right, with nothing across.
    private static int pairs(List<Line> pieces, float x) {
        int pairs = 0;
        for (Line left : pieces) {
            if (left.area().right() > x) {
                continue;
            }
            boolean beside = false;
            boolean crossed = false;
            for (Line other : pieces) {
                if (left.area().beside(other.area()) > 0.3f) {
                    beside |= other.area().left() >= x;
                    crossed |= other.area().left() < x && other.area().right() > x;
                }
            }
            pairs += beside && !crossed ? 1 : 0;
        }
        return pairs;
    }

    private record Candidate(float x, int pairs) {}

    /// What stands between two lines that cross the gutter.
    private static final class Band {
        private final float gutter;
        private List<Line> left = new ArrayList<>();
        private List<Line> right = new ArrayList<>();

        private Band(float gutter) {
            this.gutter = gutter;
        }

        private boolean isCrossedBy(Line piece) {
            return piece.area().left() < gutter - 1 && piece.area().right() > gutter + 1;
        }

        private void add(Line piece) {
            (piece.area().right() <= gutter + 1 ? left : right).add(piece);
        }

        private boolean wouldHold(List<Line> pieces) {
            pieces.stream().filter(piece -> !isCrossedBy(piece)).forEach(this::add);
            return isText(left) && isText(right);
        }

        /// Cells of a table are short; the lines of a column fill it.
        private static boolean isText(List<Line> lines) {
            if (lines.size() < LEAST_LINES) {
                return false;
            }
            float width = Area.around(lines.stream().map(Line::area).toList()).width();
            List<Line> byWidth = new ArrayList<>(lines);
            byWidth.sort(Comparator.comparingDouble(line -> line.area().width()));
            Line median = byWidth.get(byWidth.size() / 2);
            return median.area().width() >= FILL * width && median.text().length() >= LEAST_LETTERS;
        }

        private static boolean isWordy(List<Line> lines) {
            return lines.stream()
                                    .filter(line -> line.text().length() >= LEAST_LETTERS)
                                    .count()
                            * 2
                    >= lines.size();
        }

        private void flush(int depth, List<List<Line>> groups, List<Line> across) {
            if (left.isEmpty() && right.isEmpty()) {
                return;
            }
            if (left.size() >= 2 && right.size() >= 2 && isWordy(left) && isWordy(right)) {
                if (!across.isEmpty()) {
                    groups.add(List.copyOf(across));
                    across.clear();
                }
                divide(left, depth + 1, groups);
                divide(right, depth + 1, groups);
            } else {
                across.addAll(left);
                across.addAll(right);
            }
            left = new ArrayList<>();
            right = new ArrayList<>();
        }
    }
}
