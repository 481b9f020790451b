package dev.freshet.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.core.AppException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

class MigrationsTest {
    @TempDir
    private Path folder;

    @Test
    void refusesDataOfANewerProgram() throws SQLException {
        open();
        execute("INSERT INTO flyway_schema_history (installed_rank, version, description, type, script, installed_by,"
                + " execution_time, success) VALUES (99, '999', 'later', 'SQL', 'V999__later.sql', 'x', 1, 1)");
        assertThatThrownBy(this::open)
                .isInstanceOf(AppException.Rejected.class)
                .hasMessage("the data were written by a newer Freshet (form 999); start that version, or restore a"
                        + " snapshot");
    }

    @Test
    void knowsADatabaseThatNeedsNothing() throws SQLException {
        assertThat(KnownForms.areAllIn(source())).isFalse();
        open();
        assertThat(KnownForms.areAllIn(source())).isTrue();
        execute("UPDATE flyway_schema_history SET success = 0");
        assertThat(KnownForms.areAllIn(source())).isFalse();
    }

    @Test
    void takesASnapshotBeforeItChangesADatabase() throws IOException, SQLException {
        Flyway first = Flyway.configure()
                .dataSource(source())
                .locations("classpath:db/migration")
                .placeholders(Map.of("text", "TEXT", "blob", "BLOB"))
                .target("1")
                .load();
        first.migrate();
        assertThat(first.info().all()).hasSizeGreaterThan(1);
        execute("CREATE TABLE mine (word VARCHAR(10))");
        execute("INSERT INTO mine VALUES ('kept')");
        open();
        List<Path> snapshots = snapshots();
        assertThat(snapshots).hasSize(1);
        assertThat(word(snapshots.getFirst())).isEqualTo("kept");
        assertThat(word(folder.resolve("freshet.db"))).isEqualTo("kept");
        assertThat(KnownForms.areAllIn(source())).isTrue();
    }

    @Test
    void takesNoSnapshotOfANewDatabase() throws IOException {
        open();
        assertThat(snapshots()).isEmpty();
    }

    private void open() {
        TestDatabases.sqlite(folder).close();
    }

    private List<Path> snapshots() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().matches("freshet-form\\d+-\\d+\\.db"))
                    .toList();
        }
    }

    private SQLiteDataSource source() {
        SQLiteDataSource source = new SQLiteDataSource();
        source.setUrl("jdbc:sqlite:" + folder.resolve("freshet.db"));
        return source;
    }

    private void execute(String statement) throws SQLException {
        try (Connection connection = source().getConnection();
                var made = connection.createStatement()) {
            made.execute(statement);
        }
    }

    private static String word(Path file) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var made = connection.createStatement();
                var rows = made.executeQuery("SELECT word FROM mine")) {
            rows.next();
            return rows.getString(1);
        }
    }
}
