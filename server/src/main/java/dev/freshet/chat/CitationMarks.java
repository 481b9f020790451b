package dev.freshet.chat;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The marks `[ID:n]` in answers: finding those that a model wrote and mending those it wrote askew.
final class CitationMarks {
    private static final Pattern MARK = Pattern.compile("\\[ID:(\\d+)]");

    /// Variants that models write: `(ID: 12)`, `[ID: 12]`, `【ID: 12】` and `ref12`.
    private static final Pattern ASKEW = Pattern.compile(
            "\\(\\s*ID:\\s*(\\d+)\\s*\\)|\\[\\s*ID:\\s*(\\d+)\\s*]|【\\s*ID:\\s*(\\d+)\\s*】|\\bref\\s*(\\d+)\\b",
            Pattern.CASE_INSENSITIVE);

    private CitationMarks() {}

    static boolean anyIn(String text) {
        return MARK.matcher(text).find();
    }

    static String of(int number) {
        return "[ID:" + number + "]";
    }

    /// The numbers of all marks that name one of `passages` passages, in the order of the text.
    static Set<Integer> in(String text, int passages) {
        Set<Integer> numbers = new LinkedHashSet<>();
        Matcher matcher = MARK.matcher(text);
        while (matcher.find()) {
            int number = number(matcher.group(1));
            if (number < passages) {
                numbers.add(number);
            }
        }
        return numbers;
    }

    /// Gives marks written askew their form, where they name one of `passages` passages.
    static String repaired(String text, int passages) {
        return ASKEW.matcher(text).replaceAll(found -> {
            int number = number(firstGroup(found));
            return Matcher.quoteReplacement(number < passages ? of(number) : found.group());
        });
    }

    private static String firstGroup(MatchResult found) {
        for (int group = 1; group <= found.groupCount(); group++) {
            if (found.group(group) != null) {
                return found.group(group);
            }
        }
        throw new IllegalStateException("every variant has a number");
    }

    /// Numbers too long to be an index are beyond every list.
    private static int number(String digits) {
        return digits.length() > 6 ? Integer.MAX_VALUE : Integer.parseInt(digits);
    }
}
