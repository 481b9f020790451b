package dev.freshet.config;

import dev.freshet.core.Secret;
import dev.freshet.db.DbSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// Where everything is kept.
final class DataGroup {
    static final Setting<Path> DATA = new Setting<>(
            "data", ValueKind.path(), "data", "The folder that holds all state: database, files, index, models.");
    private static final Setting<String> URL = new Setting<>(
            "database.url",
            ValueKind.text(),
            "",
            "The JDBC address of the database; empty means the embedded SQLite file in the data folder.");
    private static final Setting<String> USER =
            new Setting<>("database.user", ValueKind.text(), "", "The user of a database behind a network.");
    private static final Setting<Secret> PASSWORD =
            new Setting<>("database.password", ValueKind.secret(), "", "The password of that user.");
    private static final Setting<Integer> CHAT_READERS = new Setting<>(
            "database.chatReaders",
            ValueKind.integer(1, 64),
            "2",
            "SQLite connections that read for questions and for nothing else.");
    private static final Setting<Integer> BROWSE_READERS = new Setting<>(
            "database.browseReaders", ValueKind.integer(1, 64), "2", "SQLite connections for all other reading.");
    private static final Setting<Integer> POOL_SIZE = new Setting<>(
            "database.poolSize", ValueKind.integer(1, 1000), "16", "Connections to a database behind a network.");
    private static final Setting<Duration> GROUP_LIMIT = new Setting<>(
            "database.groupLimit",
            ValueKind.duration(Duration.ZERO, Duration.ofSeconds(1)),
            "20ms",
            "The longest time that SQLite's writer gathers transactions for one commit.");

    static final SettingGroup GROUP = new SettingGroup(
            "Data folder and database",
            List.of(DATA, URL, USER, PASSWORD, CHAT_READERS, BROWSE_READERS, POOL_SIZE, GROUP_LIMIT));

    private DataGroup() {}

    static DbSettings from(SettingValues values) {
        return new DbSettings(
                values.of(URL),
                values.of(USER),
                values.of(PASSWORD),
                values.of(CHAT_READERS),
                values.of(BROWSE_READERS),
                values.of(POOL_SIZE),
                values.of(GROUP_LIMIT));
    }
}
