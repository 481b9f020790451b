package dev.freshet.account;

import java.nio.file.Path;
import java.util.Optional;

/// Settings of sign-in.
///
/// @param passwordKey a PKCS#8 PEM file with the RSA key that clients encrypt passwords for; without one a
///     key pair is made at the first start
/// @param registration who may register
/// @param loopback whether the server listens on this machine only
public record AuthSettings(Optional<Path> passwordKey, Registration registration, boolean loopback) {

    /// Who may register.
    public enum Registration {
        /// Everybody while the server listens on this machine only; else only the first account.
        AUTO,
        OPEN,
        CLOSED
    }
}
