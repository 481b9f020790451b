package dev.freshet.db;

import dev.freshet.http.EventLoop;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import org.jooq.DSLContext;

/// The database as stores see it. Calls block and belong on virtual threads; a transaction holds SQL only,
/// never a call to anything else, and its callback may run on another thread than the caller's.
public final class Db implements AutoCloseable {
    private final Engine engine;
    private final Counts counts;

    private Db(Engine engine, Counts counts) {
        this.engine = engine;
        this.counts = counts;
    }

    /// Opens the database that the settings name, migrates it, and starts its lanes.
    ///
    /// @throws dev.freshet.core.AppException.Rejected when the data are newer than the program
    public static Db open(DbSettings settings, Path dataFolder) {
        Counts counts = new Counts();
        Engine engine = settings.url().isEmpty()
                ? SqliteEngine.open(settings, dataFolder, counts)
                : PooledEngine.open(settings, counts);
        return new Db(engine, counts);
    }

    /// Reads. All statements of one call see one state of the database where the database offers that.
    public <T> T query(Lane lane, Function<DSLContext, T> work) {
        check("Db.query");
        return engine.read(lane, sql -> ScopedValue.where(Counts.LANE, lane).call(() -> work.apply(sql)));
    }

    /// Writes: all of the callback or nothing of it is stored, safely, when the call returns. May be repeated
    /// by nobody: an error reaches the caller as it was thrown.
    public <T> T inTransaction(Lane lane, Function<DSLContext, T> work) {
        check("Db.inTransaction");
        return engine.write(lane, sql -> ScopedValue.where(Counts.LANE, lane).call(() -> work.apply(sql)));
    }

    /// Asks the database for nothing, to find out whether it answers.
    public void ping(Lane lane) {
        query(lane, sql -> sql.selectOne().fetch());
    }

    /// What the database calls itself: `sqlite` or `postgresql`.
    public String product() {
        return engine.product();
    }

    /// SQL statements that callers in this lane have run so far; a batch counts as one.
    public long statements(Lane lane) {
        return counts.statements(lane);
    }

    /// Transactions that have been written.
    public long transactions() {
        return counts.transactions();
    }

    /// Commits of written transactions, each a sync of the disk; one may hold many transactions.
    public long commits() {
        return counts.commits();
    }

    /// Names of gauges and their present values: queue depth, connections in use and connections of each lane.
    public Map<String, Integer> gauges() {
        return engine.gauges();
    }

    @Override
    public void close() {
        engine.close();
    }

    private void check(String call) {
        EventLoop.refuseBlocking(call);
        if (Counts.LANE.isBound()) {
            throw new IllegalStateException(call + " inside another call to the database would wait for itself");
        }
    }
}
