package dev.freshet.ingest.parse.pdf;

import java.text.Bidi;
import java.text.Normalizer;
import java.util.regex.Pattern;

/// Small questions about letters.
final class Letters {
    private static final Pattern LIGATURE = Pattern.compile("[\\uFB00-\\uFB06]");
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\\uFFFD\\uFEFF]");

    private Letters() {}

    /// Takes ligatures apart and makes every space a plain one.
    static String clean(String text) {
        if (text.length() == 1 && text.charAt(0) > ' ' && text.charAt(0) < 0x7F) {
            return text;
        }
        String apart =
                LIGATURE.matcher(text).replaceAll(match -> Normalizer.normalize(match.group(), Normalizer.Form.NFKC));
        return CONTROL.matcher(apart.replace('\u00A0', ' ')).replaceAll("");
    }

    /// Turns letters in the order in which they stand on the page into the order in which they are read,
    /// which differs in Arabic and Hebrew.
    static String logical(String visual) {
        char[] letters = visual.toCharArray();
        if (!Bidi.requiresBidi(letters, 0, letters.length)) {
            return visual;
        }
        Bidi bidi = new Bidi(visual, Bidi.DIRECTION_DEFAULT_LEFT_TO_RIGHT);
        byte[] levels = new byte[bidi.getRunCount()];
        Integer[] runs = new Integer[bidi.getRunCount()];
        for (int i = 0; i < runs.length; i++) {
            levels[i] = (byte) bidi.getRunLevel(i);
            runs[i] = i;
        }
        Bidi.reorderVisually(levels, 0, runs, 0, runs.length);
        StringBuilder text = new StringBuilder(letters.length);
        for (int run : runs) {
            String part = visual.substring(bidi.getRunStart(run), bidi.getRunLimit(run));
            text.append(levels[run] % 2 == 0 ? part : new StringBuilder(part).reverse());
        }
        return text.toString();
    }

    /// Whether words of this script stand without spaces between them.
    static boolean isDense(int codePoint) {
        return Character.isIdeographic(codePoint)
                || (codePoint >= 0x3000 && codePoint <= 0x30FF)
                || (codePoint >= 0xFF00 && codePoint <= 0xFFEF);
    }

    static boolean endsSentence(CharSequence text) {
        int last = text.length() - 1;
        while (last > 0 && "\"')]”’»".indexOf(text.charAt(last)) >= 0) {
            last--;
        }
        return last >= 0 && ".!?:;。！？：；".indexOf(text.charAt(last)) >= 0;
    }
}
