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

    private static final Setting<Boolean> STEPS = new Setting<>(
            "log.steps",
            ValueKind.flag(),
            "true",
            "Whether each step of an answer is a line of the log, at the level `info`; about ten an answer. The metric "
                    + "`freshet_steps_seconds` and the answer's timeline have them all the same.");

    static final SettingGroup GROUP = new SettingGroup("Log", List.of(LEVEL, FORMAT, STEPS));

    private LogGroup() {}

    static LogSettings from(SettingValues values) {
        return new LogSettings(values.of(LEVEL), values.of(FORMAT), values.of(STEPS));
    }
}
