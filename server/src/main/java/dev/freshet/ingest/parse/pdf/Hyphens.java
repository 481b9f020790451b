package dev.freshet.ingest.parse.pdf;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Joins lines. A hyphen at the end of a line is part of the word when the document writes the word with it
/// elsewhere, within a line; else it goes.
final class Hyphens {
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+(?:-[\\p{L}\\p{N}]+)*");
    private static final Pattern HYPHENATED_END =
            Pattern.compile("([\\p{L}\\p{N}]+(?:-[\\p{L}\\p{N}]+)*)[-\\u2010\\u00AD]$");
    private static final Pattern LOWER_START = Pattern.compile("^\\p{Ll}[\\p{L}\\p{N}]*(?:-[\\p{L}\\p{N}]+)*");
    private static final Pattern PATH_END = Pattern.compile("(?:^|\\s)[(\"“]?(?:\\w+:/)?/?[\\w.-]*/[\\w./-]*(?<=/)$");
    private static final int MOST_WORDS = 300_000;
    private static final int LONGEST_WORD = 80;

    private final Map<String, Integer> words = new HashMap<>();

    Hyphens(List<Line> lines) {
        for (Line line : lines) {
            Matcher matcher = WORD.matcher(line.text());
            while (matcher.find() && words.size() < MOST_WORDS) {
                boolean whole = matcher.end() < line.text().length() - 1;
                if (whole && matcher.end() - matcher.start() < LONGEST_WORD) {
                    words.merge(matcher.group().toLowerCase(Locale.ROOT), 1, Integer::sum);
                }
            }
        }
    }

    /// Adds a line to a text, with a space between where one belongs.
    void append(StringBuilder text, String line) {
        if (text.isEmpty()) {
            text.append(line);
            return;
        }
        String tail = text.substring(Math.max(0, text.length() - LONGEST_WORD));
        Matcher end = HYPHENATED_END.matcher(tail);
        Matcher start = LOWER_START.matcher(line);
        if (end.find() && start.find()) {
            if (text.charAt(text.length() - 1) == '\u00AD' || !isWritten(end.group(1), start.group())) {
                text.setLength(text.length() - 1);
            }
            text.append(line);
            return;
        }
        boolean dense = Letters.isDense(text.codePointBefore(text.length())) && Letters.isDense(line.codePointAt(0));
        boolean open = (text.charAt(text.length() - 1) == '-' && end.reset().find())
                || PATH_END.matcher(tail).find();
        text.append(dense || open ? "" : " ").append(line);
    }

    private boolean isWritten(String left, String right) {
        int apart = words.getOrDefault((left + "-" + right).toLowerCase(Locale.ROOT), 0);
        int joined = words.getOrDefault((left + right).toLowerCase(Locale.ROOT), 0);
        return apart > joined || (left.contains("-") && joined == 0);
    }
}
