package dev.freshet.account;

import dev.freshet.core.TenantId;
import dev.freshet.core.UserId;

/// A person who signs in.
///
/// @param avatar a data URI or empty
/// @param active whether sign-in is allowed
/// @param lastLoginAt epoch milliseconds, 0 when never
/// @param createdAt epoch milliseconds
/// @param updatedAt epoch milliseconds
public record Account(
        UserId id,
        String email,
        String nickname,
        String avatar,
        String language,
        String colorSchema,
        String timezone,
        boolean active,
        boolean superuser,
        long lastLoginAt,
        long createdAt,
        long updatedAt) {

    /// What the person may change of this.
    public Profile profile() {
        return new Profile(nickname, avatar, language, colorSchema, timezone);
    }

    /// The tenant that is this person's own.
    public TenantId tenant() {
        return new TenantId(id.value());
    }
}
