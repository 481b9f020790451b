package dev.freshet.db;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.freshet.core.AppException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;

/// A database behind a network: calls run on the caller's virtual thread over a pool of connections.
final class PooledEngine implements Engine {
    private final HikariDataSource pool;
    private final SQLDialect dialect;
    private final Counts counts;

    private PooledEngine(HikariDataSource pool, SQLDialect dialect, Counts counts) {
        this.pool = pool;
        this.dialect = dialect;
        this.counts = counts;
    }

    static PooledEngine open(DbSettings settings, Counts counts) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(settings.url());
        config.setUsername(settings.user());
        config.setPassword(settings.password().reveal());
        config.setMaximumPoolSize(settings.poolSize());
        config.setPoolName("freshet");
        HikariDataSource pool = new HikariDataSource(config);
        Migrations.migrate(pool);
        return new PooledEngine(pool, dialectOf(pool), counts);
    }

    @Override
    public <T> T read(Lane lane, Function<DSLContext, T> work) {
        return run(work, false);
    }

    @Override
    public <T> T write(Lane lane, Function<DSLContext, T> work) {
        return run(work, true);
    }

    private <T> T run(Function<DSLContext, T> work, boolean writes) {
        try (Connection connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            Ticket<T> ticket = new Ticket<>(work);
            if (ticket.run(Engine.context(connection, dialect, counts))) {
                connection.commit();
                if (writes) {
                    counts.committed(1);
                }
            } else {
                connection.rollback();
            }
            ticket.publish();
            return ticket.await();
        } catch (SQLException error) {
            throw new AppException.Broken("the database failed", error);
        }
    }

    @Override
    public String product() {
        return dialect.getName().toLowerCase(Locale.ROOT);
    }

    @Override
    public Map<String, Integer> gauges() {
        return Map.of(
                "pool.size", pool.getHikariPoolMXBean().getTotalConnections(),
                "pool.busy", pool.getHikariPoolMXBean().getActiveConnections(),
                "pool.queue", pool.getHikariPoolMXBean().getThreadsAwaitingConnection());
    }

    @Override
    public void close() {
        pool.close();
    }

    /// Asks the server itself, since an address can hide what stands behind it.
    private static SQLDialect dialectOf(HikariDataSource pool) {
        try (Connection connection = pool.getConnection()) {
            String product = connection.getMetaData().getDatabaseProductName();
            if (product.equalsIgnoreCase("PostgreSQL")) {
                return SQLDialect.POSTGRES;
            }
            throw AppException.invalid(
                    "database.url: " + product + " is not supported; use PostgreSQL or leave it empty");
        } catch (SQLException error) {
            throw new AppException.Broken("the database cannot be reached", error);
        }
    }
}
