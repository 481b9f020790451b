package dev.freshet.db;

import dev.freshet.core.AppException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConfig.TransactionMode;

/// SQLite on platform threads of its own: one writer, and readers for each lane. Its native calls hold the
/// thread they run on, so they must not run on the carriers of virtual threads.
final class SqliteEngine implements Engine {
    private final SqliteWriter writer;
    private final Map<Lane, SqliteReaders> readers = new LinkedHashMap<>();

    private SqliteEngine(DbSettings settings, String url, Counts counts) throws SQLException {
        writer = new SqliteWriter(connect(url, false), settings.groupLimit(), counts);
        readers.put(Lane.CHAT, new SqliteReaders("chat", connections(url, settings.chatReaders()), counts));
        readers.put(Lane.BROWSE, new SqliteReaders("browse", connections(url, settings.browseReaders()), counts));
        readers.put(Lane.INGEST, new SqliteReaders("ingest", connections(url, 1), counts));
    }

    static SqliteEngine open(DbSettings settings, Path dataFolder, Counts counts) {
        Path file = dataFolder.resolve("freshet.db");
        String url = "jdbc:sqlite:" + file.toAbsolutePath();
        Migrations.migrateSqlite(url, file);
        try {
            return new SqliteEngine(settings, url, counts);
        } catch (SQLException error) {
            throw new AppException.Broken("the database file " + file + " cannot be opened", error);
        }
    }

    @Override
    public <T> T read(Lane lane, Function<DSLContext, T> work) {
        Ticket<T> ticket = new Ticket<>(work);
        SqliteReaders pool = readers.get(lane);
        if (pool == null) {
            throw new IllegalStateException("no readers for " + lane);
        }
        pool.submit(ticket);
        return ticket.await();
    }

    @Override
    public <T> T write(Lane lane, Function<DSLContext, T> work) {
        Ticket<T> ticket = new Ticket<>(work);
        writer.submit(lane, ticket);
        return ticket.await();
    }

    @Override
    public String product() {
        return "sqlite";
    }

    @Override
    public Map<String, Integer> gauges() {
        Map<String, Integer> gauges = new LinkedHashMap<>();
        gauges.put("writer.queue", writer.queued());
        gauges.put("writer.busy", writer.busy());
        gauges.put("writer.size", 1);
        readers.forEach((lane, pool) -> {
            gauges.put(pool.name() + ".queue", pool.queued());
            gauges.put(pool.name() + ".busy", pool.busy());
            gauges.put(pool.name() + ".size", pool.size());
        });
        return gauges;
    }

    @Override
    public void close() {
        writer.close();
        readers.values().forEach(SqliteReaders::close);
    }

    private static Connection connect(String url, boolean readOnly) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(JournalMode.WAL);
        config.setSynchronous(SynchronousMode.FULL);
        config.setTransactionMode(TransactionMode.IMMEDIATE);
        config.setBusyTimeout(30_000);
        config.enforceForeignKeys(true);
        Connection connection = config.createConnection(url);
        if (readOnly) {
            try (var statement = connection.createStatement()) {
                statement.execute("PRAGMA query_only = ON");
            }
        }
        return new StatementCache(connection);
    }

    private static List<Connection> connections(String url, int count) throws SQLException {
        List<Connection> connections = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            connections.add(connect(url, true));
        }
        return connections;
    }
}
