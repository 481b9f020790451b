package dev.freshet.db;

import dev.freshet.core.AppException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteDataSource;

/// Brings a database to the form that this program knows. A database that a newer program has changed is
/// refused, and an SQLite file is copied beside itself before it is changed.
final class Migrations {
    private static final Logger LOG = LoggerFactory.getLogger(Migrations.class);

    private Migrations() {}

    static void migrateSqlite(String url, Path file) {
        SQLiteDataSource source = new SQLiteDataSource();
        source.setUrl(url);
        if (KnownForms.areAllIn(source)) {
            return;
        }
        Flyway flyway = flyway(source, Map.of("text", "TEXT", "blob", "BLOB"));
        refuseNewer(flyway);
        if (Files.exists(file)
                && flyway.info().current() != null
                && flyway.info().pending().length > 0) {
            snapshot(source, file, flyway.info().current());
        }
        run(flyway);
    }

    static void migrate(DataSource source) {
        Flyway flyway = flyway(source, Map.of("text", "TEXT", "blob", "BYTEA"));
        refuseNewer(flyway);
        run(flyway);
    }

    private static Flyway flyway(DataSource source, Map<String, String> types) {
        FluentConfiguration configuration = Flyway.configure()
                .dataSource(source)
                .locations("classpath:db/migration")
                .placeholders(types)
                .validateMigrationNaming(true);
        return configuration.load();
    }

    /// Flyway itself passes over migrations that it does not know.
    private static void refuseNewer(Flyway flyway) {
        for (MigrationInfo applied : flyway.info().applied()) {
            MigrationState state = applied.getState();
            if (state == MigrationState.FUTURE_SUCCESS || state == MigrationState.FUTURE_FAILED) {
                throw AppException.invalid("the data were written by a newer Freshet (form " + applied.getVersion()
                        + "); start that version, or restore a snapshot");
            }
        }
    }

    private static void snapshot(SQLiteDataSource source, Path file, MigrationInfo current) {
        Path copy =
                file.resolveSibling("freshet-form" + current.getVersion() + "-" + System.currentTimeMillis() + ".db");
        try (Connection connection = source.getConnection();
                var statement = connection.prepareStatement("VACUUM INTO ?")) {
            statement.setString(1, copy.toAbsolutePath().toString());
            statement.execute();
            LOG.info("a snapshot of the database before its migration is in {}", copy);
        } catch (SQLException error) {
            throw new AppException.Broken("no snapshot before the migration could be made in " + copy, error);
        }
    }

    private static void run(Flyway flyway) {
        try {
            flyway.migrate();
        } catch (FlywayException error) {
            throw new AppException.Broken("the database could not be migrated", error);
        }
    }
}
