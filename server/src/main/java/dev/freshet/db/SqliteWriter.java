package dev.freshet.db;

import dev.freshet.core.AppException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one writer of SQLite. What waits when it is free is committed together, since a commit costs a sync of
/// the disk and a statement does not. Each transaction has a savepoint of its own: one that fails takes
/// nobody with it.
final class SqliteWriter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SqliteWriter.class);
    private static final int LARGEST_GROUP = 256;

    private final Connection connection;
    private final DSLContext sql;
    private final Counts counts;
    private final long groupNanos;
    private final PriorityBlockingQueue<Waiting> queue = new PriorityBlockingQueue<>(
            64, Comparator.comparing(Waiting::last).thenComparing(Waiting::lane).thenComparingLong(Waiting::order));
    private final AtomicLong order = new AtomicLong();
    private final AtomicInteger busy = new AtomicInteger();
    private final Thread thread;

    SqliteWriter(Connection connection, Duration groupLimit, Counts counts) throws SQLException {
        this.connection = connection;
        this.groupNanos = groupLimit.toNanos();
        this.counts = counts;
        this.sql = Engine.context(connection, SQLDialect.SQLITE, counts);
        connection.setAutoCommit(false);
        this.thread = Thread.ofPlatform().name("db-write").daemon(true).start(this::serve);
    }

    void submit(Lane lane, Ticket<?> ticket) {
        queue.add(new Waiting(false, lane, order.incrementAndGet(), ticket));
    }

    int queued() {
        return queue.size();
    }

    int busy() {
        return busy.get();
    }

    /// Writes what waits, then ends.
    @Override
    public void close() {
        queue.add(new Waiting(true, Lane.INGEST, 0, null));
        Joining.join(List.of(thread));
    }

    private void serve() {
        try (connection) {
            Waiting first = queue.take();
            while (first.ticket() != null) {
                busy.set(1);
                commitGroup(first.ticket());
                busy.set(0);
                first = queue.take();
            }
        } catch (InterruptedException stopped) {
            LOG.warn("the database writer was interrupted and has ended");
        } catch (SQLException error) {
            LOG.warn("the database writer did not close cleanly", error);
        }
    }

    private void commitGroup(Ticket<?> first) {
        List<Ticket<?>> group = new ArrayList<>();
        long end = System.nanoTime() + groupNanos;
        Ticket<?> next = first;
        while (next != null) {
            group.add(next);
            runInSavepoint(next);
            next = group.size() < LARGEST_GROUP && System.nanoTime() - end < 0 ? poll() : null;
        }
        try {
            connection.commit();
            counts.committed(group.size());
        } catch (SQLException error) {
            rollback(error);
            group.forEach(ticket -> ticket.fail(new AppException.Broken("the database could not commit", error)));
        }
        group.forEach(Ticket::publish);
    }

    private @Nullable Ticket<?> poll() {
        Waiting next = queue.peek();
        if (next == null || next.ticket() == null) {
            return null;
        }
        Waiting taken = queue.poll();
        return taken == null ? null : taken.ticket();
    }

    private void runInSavepoint(Ticket<?> ticket) {
        try {
            Savepoint savepoint = connection.setSavepoint();
            if (!ticket.run(sql)) {
                connection.rollback(savepoint);
            }
            connection.releaseSavepoint(savepoint);
        } catch (SQLException error) {
            ticket.fail(new AppException.Broken("the database failed in a transaction", error));
        }
    }

    private void rollback(SQLException cause) {
        try {
            connection.rollback();
        } catch (SQLException error) {
            cause.addSuppressed(error);
        }
        LOG.error("a group of transactions could not be committed", cause);
    }

    /// A ticket in the queue; without one it is the end mark, behind everything else.
    private record Waiting(
            boolean last, Lane lane, long order, @Nullable Ticket<?> ticket) {}
}
