package dev.freshet.config;

import java.util.Locale;

/// One thing that can be set.
///
/// @param name words in camel case, joined by dots; a last part in angle brackets stands for a key of the
///     user's, as in `models.baseUrl.<Factory>`
/// @param kind what its values look like
/// @param standard the value when nothing is set, in the form in which it would be set
/// @param description one sentence for the reference
public record Setting<T>(String name, ValueKind<T> kind, String standard, String description) {
    public Setting {
        boolean fits = name.contains("<") || kind.parse().apply(standard).isPresent();
        if (!fits || !description.endsWith(".")) {
            throw new IllegalArgumentException(name + " is not declared well");
        }
    }

    /// The environment variable that sets it: `auth.passwordKey` is `FRESHET_AUTH_PASSWORD_KEY`.
    public String variable() {
        return "FRESHET_" + upperSnake(keyless()) + (hasKeys() ? "_" : "");
    }

    /// Whether this stands for many settings, one for each key.
    public boolean hasKeys() {
        return name.endsWith(">");
    }

    /// The name up to the key, without the dot before it.
    String keyless() {
        return hasKeys() ? name.substring(0, name.lastIndexOf(".<")) : name;
    }

    private static String upperSnake(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2").replace('.', '_').toUpperCase(Locale.ROOT);
    }

    /// The form of a user's key in a variable: upper case, each run of other characters one underscore. Keys
    /// are compared in this form wherever they come from.
    public static String normalKey(String key) {
        return key.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]+", "_");
    }
}
