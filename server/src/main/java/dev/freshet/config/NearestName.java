package dev.freshet.config;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// Guesses which setting a misspelt name means.
///
/// @param settings all that there are
record NearestName(List<Setting<?>> settings) {
    /// How a sentence about the name ends: with a full stop, or with a guess where a name is near.
    String hintFor(String name) {
        return settings.stream()
                .map(Setting::name)
                .filter(candidate -> distance(candidate, name) <= Math.max(2, name.length() / 4))
                .min(Comparator.comparingInt(candidate -> distance(candidate, name)))
                .map(nearest -> "; did you mean `" + nearest + "`?")
                .orElse(".");
    }

    /// Levenshtein's distance, case ignored.
    private static int distance(String left, String right) {
        String a = left.toLowerCase(Locale.ROOT);
        String b = right.toLowerCase(Locale.ROOT);
        int[] row = new int[b.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
