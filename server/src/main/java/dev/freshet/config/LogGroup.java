package dev.freshet.config;

import dev.freshet.observe.LogSettings;
import java.util.List;

/// The log.
final class LogGroup {
    private static final Setting<LogSettings.Level> LEVEL = new Setting<>(
            "log.level",
            ValueKind.oneOf(LogSettings.Level.class),
            "info",
            "The least important kind of line that is written to standard error.");
    private static final Setting<LogSettings.Format> FORMAT = new Setting<>(
            "log.format",
            ValueKind.oneOf(LogSettings.Format.class),
            "text",
            "How a line is written: for people or as one JSON object.");

    static final SettingGroup GROUP = new SettingGroup("Log", List.of(LEVEL, FORMAT));

    private LogGroup() {}

    static LogSettings from(SettingValues values) {
        return new LogSettings(values.of(LEVEL), values.of(FORMAT));
    }
}
