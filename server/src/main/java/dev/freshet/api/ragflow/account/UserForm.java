package dev.freshet.api.ragflow.account;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.account.Account;
import dev.freshet.api.ragflow.wire.Envelope;
import dev.freshet.api.ragflow.wire.Wire;

/// An account as this wire shows it; never its password or token.
final class UserForm {
    private UserForm() {}

    static ObjectNode of(Account account) {
        return Wire.times(
                Envelope.object()
                        .put("id", account.id().value())
                        .put("nickname", account.nickname())
                        .put("email", account.email())
                        .put("avatar", account.avatar())
                        .put("language", account.language())
                        .put("color_schema", account.colorSchema())
                        .put("timezone", account.timezone())
                        .put("last_login_time", account.lastLoginAt() == 0 ? null : Wire.date(account.lastLoginAt()))
                        .put("is_authenticated", "1")
                        .put("is_active", account.active() ? "1" : "0")
                        .put("is_anonymous", "0")
                        .put("login_channel", "password")
                        .put("status", "1")
                        .put("is_superuser", account.superuser()),
                account.createdAt(),
                account.updatedAt());
    }
}
