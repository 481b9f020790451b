package dev.freshet.ingest.parse.pdf;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Tells by distances whether a line goes on with the one above.
final class Spacing {
    private static final float USUAL_LEADING = 1.2f;
    private static final float MORE_THAN_USUAL = 1.25f;
    private static final float SAME_SIZE = 1.1f;
    private static final float FULL = 0.85f;
    private static final float FAR_FROM_FULL = 0.6f;
    private static final float LARGEST_CODE_GAP = 4;
    private static final int MOST_SPACES = 80;
    private static final Pattern BROKEN_LINE = Pattern.compile("\\s*[↪↳]\\s*→?\\s*");

    private final float leading;

    Spacing(List<Line> lines) {
        List<Float> distances = new ArrayList<>();
        for (int i = 1; i < lines.size(); i++) {
            Line last = lines.get(i - 1);
            Line line = lines.get(i);
            float ems = ems(last, line);
            if (last.frame().equals(line.frame())
                    && ems > 0.8f
                    && ems < 2.2f
                    && !line.style().mono()) {
                distances.add(ems);
            }
        }
        Collections.sort(distances);
        leading = distances.isEmpty() ? USUAL_LEADING : distances.get(distances.size() / 2);
    }

    private static float ems(Line last, Line line) {
        return (line.baseline() - last.baseline())
                / Math.max(last.style().size(), line.style().size());
    }

    /// Whether the line stands right below the last one.
    boolean isNext(Line last, Line line) {
        float ems = ems(last, line);
        return ems > 0 && ems <= leading * MORE_THAN_USUAL;
    }

    boolean isWithinCode(Line last, Line line) {
        float ems = ems(last, line);
        return ems > 0 && ems < LARGEST_CODE_GAP;
    }

    boolean differs(Line last, Line line) {
        float larger = Math.max(last.style().size(), line.style().size());
        float smaller = Math.min(last.style().size(), line.style().size());
        return larger > smaller * SAME_SIZE;
    }

    boolean isFull(Line line) {
        return line.area().right() > line.column().left() + FULL * line.column().width();
    }

    /// Whether the last line ended although the first word of this one had room in it.
    boolean endsEarly(Line last, Line line) {
        int space = line.text().indexOf(' ');
        float share = (space < 0 ? line.text().length() : space + 1)
                / (float) line.text().length();
        float room = last.column().right() - last.area().right();
        boolean hadRoom = room > line.area().width() * share + line.style().size();
        boolean farFromFull = last.area().right()
                < last.column().left() + FAR_FROM_FULL * last.column().width();
        return hadRoom && (Letters.endsSentence(last.text()) || farFromFull);
    }

    /// Code with its line breaks, blank lines and indentation, as far as the page shows them. Lines that the
    /// typesetter broke with an arrow are whole again.
    String code(List<Line> lines) {
        float left = (float)
                lines.stream().mapToDouble(line -> line.area().left()).min().orElse(0);
        StringBuilder text = new StringBuilder();
        Line last = null;
        for (Line line : lines) {
            Matcher broken = BROKEN_LINE.matcher(line.text());
            if (last != null && broken.lookingAt()) {
                text.append(line.text().substring(broken.end()));
                last = line;
                continue;
            }
            if (last != null) {
                text.append(ems(last, line) > leading * 1.6f ? "\n\n" : "\n");
            }
            float letter =
                    Math.max(0.1f, line.area().width() / Math.max(1, line.text().length()));
            int indent = Math.round((line.area().left() - left) / letter);
            text.repeat(' ', Math.clamp(indent, 0, MOST_SPACES)).append(line.text());
            last = line;
        }
        return text.toString().stripTrailing();
    }
}
