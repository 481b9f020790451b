package dev.freshet.account;

import dev.freshet.core.AppException;

/// What people say about themselves and may change.
///
/// @param nickname at most 255 characters
/// @param avatar a data URI or empty
/// @param language at most 32 characters
/// @param colorSchema at most 32 characters
/// @param timezone at most 64 characters
public record Profile(String nickname, String avatar, String language, String colorSchema, String timezone) {
    public Profile {
        atMost(255, "nickname", nickname);
        atMost(32, "language", language);
        atMost(32, "color_schema", colorSchema);
        atMost(64, "timezone", timezone);
    }

    private static void atMost(int limit, String name, String value) {
        if (value.length() > limit) {
            throw AppException.invalid(name + " must have at most " + limit + " characters");
        }
    }
}
