package dev.freshet.config;

import java.nio.file.Path;
import java.util.Optional;

/// Signing in.
///
/// @param passwordKey a PKCS#8 PEM file with the RSA key that clients encrypt passwords for
/// @param registration who may make an account
public record AuthSettings(Optional<Path> passwordKey, Registration registration) {

    /// Who may make an account.
    public enum Registration {
        /// Everybody on the loopback address; the first comer alone on any other.
        AUTO,
        OPEN,
        /// The first comer alone.
        CLOSED
    }

    /// Whether further accounts are refused once there is one.
    ///
    /// @param loopback whether the server listens on this machine only
    public boolean closesAfterFirst(boolean loopback) {
        return switch (registration) {
            case AUTO -> !loopback;
            case OPEN -> false;
            case CLOSED -> true;
        };
    }
}
