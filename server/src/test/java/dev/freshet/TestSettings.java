package dev.freshet;

import dev.freshet.config.Settings;
import dev.freshet.config.SettingsLoader;
import dev.freshet.config.SettingsLoader.Loaded;
import java.util.Map;
import java.util.Optional;

/// Settings of servers in tests.
final class TestSettings {
    private TestSettings() {}

    /// The usual ones but for these, whatever stands in the environment.
    static Settings of(Map<String, String> options) {
        return switch (new SettingsLoader(Map.of()).load(Optional.empty(), options)) {
            case Loaded.Valid valid -> valid.settings();
            case Loaded.Invalid invalid -> throw new AssertionError(invalid.mistakes());
        };
    }
}
