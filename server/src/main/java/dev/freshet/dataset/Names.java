package dev.freshet.dataset;

import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How names are compared, and what a thing is called when its name is taken.
public final class Names {
    private static final Pattern COUNTED = Pattern.compile("(.*)\\((\\d{1,6})\\)", Pattern.DOTALL);
    private static final int LONGEST = 255;

    private Names() {}

    /// The form in which names are compared: case does not count, in any script.
    public static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /// The first of `name`, `name(1)`, `name(2)`, ... that is not taken.
    public static String free(String name, Predicate<String> takenKey) {
        return free(name, "", takenKey);
    }

    /// The first of `name.ending`, `name(1).ending`, `name(2).ending`, ... that is not taken.
    public static String freeFile(String name, Predicate<String> takenKey) {
        int dot = name.lastIndexOf('.');
        return dot <= 0 ? free(name, "", takenKey) : free(name.substring(0, dot), name.substring(dot), takenKey);
    }

    private static String free(String wanted, String ending, Predicate<String> takenKey) {
        String candidate = wanted + ending;
        Matcher counted = COUNTED.matcher(wanted);
        String stem = counted.matches() ? counted.group(1) : wanted;
        int number = counted.matches() ? Integer.parseInt(counted.group(2)) : 0;
        while (takenKey.test(key(candidate))) {
            number++;
            String tail = "(" + number + ")" + ending;
            int room = Math.max(0, LONGEST - tail.length());
            candidate = stem.substring(0, Math.min(stem.length(), room)) + tail;
        }
        return candidate;
    }
}
