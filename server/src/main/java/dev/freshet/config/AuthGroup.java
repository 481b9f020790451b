package dev.freshet.config;

import dev.freshet.account.AuthSettings;
import dev.freshet.account.AuthSettings.Registration;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Signing in.
final class AuthGroup {
    private static final Setting<Path> PASSWORD_KEY = new Setting<>(
            "auth.passwordKey",
            ValueKind.fileOrNone(),
            "",
            "A PKCS#8 PEM file with the RSA key that clients encrypt passwords for; without one a key is made.");
    private static final Setting<Registration> REGISTRATION = new Setting<>(
            "auth.registration",
            ValueKind.oneOf(Registration.class),
            "auto",
            "Who may make an account: `open` everybody, `closed` the first comer alone, "
                    + "`auto` everybody on a loopback address and else the first comer alone.");

    static final SettingGroup GROUP = new SettingGroup("Signing in", List.of(PASSWORD_KEY, REGISTRATION));

    private AuthGroup() {}

    static AuthSettings from(SettingValues values) {
        Optional<Path> key = Optional.of(values.of(PASSWORD_KEY))
                .filter(file -> !file.toString().isEmpty());
        return new AuthSettings(key, values.of(REGISTRATION), isLoopback(values.of(ServerGroup.HOST)));
    }

    /// Whether an address reaches this machine only; no name is looked up.
    private static boolean isLoopback(String host) {
        return host.equals("localhost") || host.equals("::1") || host.matches("127(\\.\\d{1,3}){3}");
    }
}
