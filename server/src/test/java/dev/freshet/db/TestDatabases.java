package dev.freshet.db;

import dev.freshet.core.Secret;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/// Opens empty databases for tests: SQLite in a folder, PostgreSQL as a database of its own in one shared server.
public final class TestDatabases {
    private static final AtomicInteger NEXT = new AtomicInteger();

    private TestDatabases() {}

    public static Db sqlite(Path folder) {
        return Db.open(DbSettings.embedded(), folder);
    }

    public static Db postgres(Path folder) {
        String name = "test" + NEXT.incrementAndGet();
        try (Connection connection = Server.INSTANCE.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        } catch (SQLException error) {
            throw new IllegalStateException("the test server has no new database", error);
        }
        String url = Server.INSTANCE.getJdbcUrl("postgres", name);
        return Db.open(new DbSettings(url, "postgres", new Secret("postgres"), 1, 1, 4, Duration.ofMillis(20)), folder);
    }

    /// Started when the first test asks for it; ends with the test JVM.
    private static final class Server {
        static final EmbeddedPostgres INSTANCE = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder().start();
            } catch (IOException error) {
                throw new IllegalStateException("the embedded PostgreSQL does not start", error);
            }
        }
    }
}
