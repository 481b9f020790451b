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
    private final ScopedValue<Boolean> inside = ScopedValue.newInstance();

    private Db(Engine engine) {
        this.engine = engine;
    }

    /// Opens the database that the settings name, migrates it, and starts its lanes.
    ///
    /// @throws dev.freshet.core.AppException.Rejected when the data are newer than the program
    public static Db open(DbSettings settings, Path dataFolder) {
        return new Db(settings.url().isEmpty() ? SqliteEngine.open(settings, dataFolder) : PooledEngine.open(settings));
    }

    /// Reads. All statements of one call see one state of the database where the database offers that.
    public <T> T query(Lane lane, Function<DSLContext, T> work) {
        check("Db.query");
        return engine.read(lane, sql -> ScopedValue.where(inside, true).call(() -> work.apply(sql)));
    }

    /// Writes: all of the callback or nothing of it is stored, safely, when the call returns. May be repeated
    /// by nobody: an error reaches the caller as it was thrown.
    public <T> T inTransaction(Lane lane, Function<DSLContext, T> work) {
        check("Db.inTransaction");
        return engine.write(lane, sql -> ScopedValue.where(inside, true).call(() -> work.apply(sql)));
    }

    /// Asks the database for nothing, to find out whether it answers.
    public void ping(Lane lane) {
        query(lane, sql -> sql.selectOne().fetch());
    }

    /// What the database calls itself: `sqlite` or `postgresql`.
    public String product() {
        return engine.product();
    }

    /// Names of gauges and their present values: queue depth of each lane, connections in use.
    public Map<String, Integer> gauges() {
        return engine.gauges();
    }

    @Override
    public void close() {
        engine.close();
    }

    private void check(String call) {
        EventLoop.refuseBlocking(call);
        if (inside.isBound()) {
            throw new IllegalStateException(call + " inside another call to the database would wait for itself");
        }
    }
}
