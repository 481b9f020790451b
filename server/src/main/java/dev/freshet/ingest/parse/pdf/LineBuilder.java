package dev.freshet.ingest.parse.pdf;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Makes pieces of lines out of glyphs: what stands on one height and has no wide gap in it.
final class LineBuilder {
    /// A gap this wide, in ems, parts columns and cells.
    private static final float PARTING_GAP = 1.6f;
    /// Code is aligned by spaces, so its gaps say less.
    private static final float PARTING_GAP_IN_CODE = 8f;
    /// A gap this wide is a space even when none is drawn.
    private static final float WORD_GAP = 0.16f;

    private static final float SAME_HEIGHT = 0.5f;
    private static final float SAME_BASELINE = 0.45f;
    private static final int ROWS_LOOKED_BACK = 3;

    private final Frame frame;

    LineBuilder(Frame frame) {
        this.frame = frame;
    }

    /// Gives pieces from top to bottom, those of one height from left to right.
    List<Line> pieces(List<Glyph> glyphs) {
        List<Row> rows = new ArrayList<>();
        List<Glyph> sorted = new ArrayList<>(glyphs);
        sorted.removeIf(Glyph::isSpace);
        sorted.sort(Comparator.comparingDouble(Glyph::baseline)
                .thenComparingDouble(glyph -> glyph.area().left()));
        for (Glyph glyph : sorted) {
            place(glyph, rows);
        }
        List<Line> pieces = new ArrayList<>();
        for (Row row : rows) {
            cut(row, pieces);
        }
        return pieces;
    }

    private static void place(Glyph glyph, List<Row> rows) {
        for (int i = rows.size() - 1; i >= Math.max(0, rows.size() - ROWS_LOOKED_BACK); i--) {
            if (rows.get(i).takes(glyph)) {
                rows.get(i).add(glyph);
                return;
            }
        }
        Row row = new Row();
        row.add(glyph);
        rows.add(row);
    }

    private void cut(Row row, List<Line> pieces) {
        row.glyphs.sort(Comparator.comparingDouble(glyph -> glyph.area().left()));
        List<Glyph> piece = new ArrayList<>();
        for (Glyph glyph : row.glyphs) {
            if (!piece.isEmpty()) {
                Glyph last = piece.getLast();
                if (isDouble(last, glyph)) {
                    continue;
                }
                if (parts(last, glyph)) {
                    pieces.add(line(piece));
                    piece = new ArrayList<>();
                }
            }
            piece.add(glyph);
        }
        pieces.add(line(piece));
    }

    /// Some programs draw letters twice to make them bold.
    private static boolean isDouble(Glyph last, Glyph glyph) {
        return last.text().equals(glyph.text())
                && Math.abs(last.area().left() - glyph.area().left())
                        < 0.1f * glyph.style().size()
                && Math.abs(last.baseline() - glyph.baseline())
                        < 0.1f * glyph.style().size();
    }

    private static boolean parts(Glyph last, Glyph next) {
        boolean code = last.style().mono() && next.style().mono();
        float size = Math.max(last.style().size(), next.style().size());
        return gap(last, next) > size * (code ? PARTING_GAP_IN_CODE : PARTING_GAP);
    }

    private static float gap(Glyph last, Glyph next) {
        return next.area().left() - last.area().right();
    }

    private Line line(List<Glyph> glyphs) {
        StringBuilder text = new StringBuilder(glyphs.size() + 16);
        int letters = 0;
        int bold = 0;
        int mono = 0;
        Area area = glyphs.getFirst().area();
        Glyph largest = glyphs.getFirst();
        Glyph last = null;
        for (Glyph glyph : glyphs) {
            if (last != null) {
                text.repeat(' ', spaces(last, glyph));
            }
            text.append(glyph.text());
            area = area.and(glyph.area());
            int weight = isMark(glyph) ? 0 : 1;
            letters += weight;
            bold += glyph.style().bold() ? weight : 0;
            mono += glyph.style().mono() ? weight : 0;
            largest = glyph.style().size() > largest.style().size() * 1.05f ? glyph : largest;
            last = glyph;
        }
        Style style = new Style(mainSize(glyphs), bold > letters * 0.8, mono > letters * 0.85);
        return Line.of(Letters.logical(text.toString()), area, largest.baseline(), style, frame);
    }

    /// Bullets and arrows come from fonts of their own.
    private static boolean isMark(Glyph glyph) {
        int type = Character.getType(glyph.text().codePointAt(0));
        return glyph.text().codePointAt(0) > 0x7F
                && (type == Character.OTHER_SYMBOL
                        || type == Character.MATH_SYMBOL
                        || type == Character.OTHER_PUNCTUATION);
    }

    private static int spaces(Glyph last, Glyph next) {
        float gap = gap(last, next);
        if (last.style().mono() && next.style().mono()) {
            return Math.max(0, Math.round(gap / Math.max(0.1f, last.area().width())));
        }
        return gap > WORD_GAP * Math.min(last.style().size(), next.style().size()) ? 1 : 0;
    }

    /// The size of most letters.
    private static float mainSize(List<Glyph> glyphs) {
        List<Float> sizes = new ArrayList<>(
                glyphs.stream().map(glyph -> glyph.style().size()).toList());
        sizes.sort(Comparator.naturalOrder());
        return sizes.get(sizes.size() / 2);
    }

    /// Glyphs of about one height. The largest of them says where it is, so that raised and lowered ones
    /// belong.
    private static final class Row {
        private final List<Glyph> glyphs = new ArrayList<>();

        private Glyph largest() {
            return glyphs.getFirst();
        }

        private boolean takes(Glyph glyph) {
            Glyph main = largest();
            float size = Math.max(main.style().size(), glyph.style().size());
            return main.area().beside(glyph.area()) >= SAME_HEIGHT
                    && Math.abs(main.baseline() - glyph.baseline()) <= SAME_BASELINE * size;
        }

        private void add(Glyph glyph) {
            glyphs.add(glyph);
            if (glyph.style().size() > largest().style().size() * 1.05f) {
                glyphs.set(glyphs.size() - 1, glyphs.getFirst());
                glyphs.set(0, glyph);
            }
        }
    }
}
