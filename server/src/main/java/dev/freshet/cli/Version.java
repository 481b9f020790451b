package dev.freshet.cli;

import java.util.Objects;

/// Which Freshet this is, as the build wrote it into the jar's manifest.
public final class Version {
    private Version() {}

    /// The version, for example `0.1.0`; `development` when the classes do not come from the jar.
    public static String current() {
        return Objects.requireNonNullElse(Version.class.getPackage().getImplementationVersion(), "development");
    }
}
