package dev.freshet.db;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The readers of one lane: platform threads, each with a connection, that serve one queue.
final class SqliteReaders implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SqliteReaders.class);
    private static final Ticket<Void> STOP = new Ticket<>(sql -> {
        throw new IllegalStateException("the end mark of the queue is never run");
    });

    private final String name;
    private final Counts counts;
    private final LinkedBlockingQueue<Ticket<?>> queue = new LinkedBlockingQueue<>();
    private final AtomicInteger busy = new AtomicInteger();
    private final List<Thread> threads;

    SqliteReaders(String name, List<Connection> connections, Counts counts) {
        this.name = name;
        this.counts = counts;
        this.threads = connections.stream().map(this::start).toList();
    }

    String name() {
        return name;
    }

    void submit(Ticket<?> ticket) {
        queue.add(ticket);
    }

    int queued() {
        return queue.size();
    }

    int busy() {
        return busy.get();
    }

    int size() {
        return threads.size();
    }

    @Override
    public void close() {
        threads.forEach(thread -> queue.add(STOP));
        Joining.join(threads);
    }

    private Thread start(Connection connection) {
        return Thread.ofPlatform().name("db-read-" + name).daemon(true).start(() -> serve(connection));
    }

    private void serve(Connection connection) {
        DSLContext sql = Engine.context(connection, SQLDialect.SQLITE, counts);
        try (connection) {
            Ticket<?> ticket = queue.take();
            while (!STOP.equals(ticket)) {
                busy.incrementAndGet();
                ticket.run(sql);
                busy.decrementAndGet();
                ticket.publish();
                ticket = queue.take();
            }
        } catch (InterruptedException stopped) {
            LOG.warn("a database reader was interrupted and has ended");
        } catch (SQLException error) {
            LOG.warn("a database reader did not close cleanly", error);
        }
    }
}
