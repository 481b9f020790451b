package dev.freshet.api.ops;

import dev.freshet.db.Db;
import dev.freshet.observe.Metrics;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/// Has the server's parts show up among the metrics: how much waits, and how much is under way.
public final class ServerGauges {
    private static final String QUEUE = ".queue";
    private static final String BUSY = ".busy";

    private final Metrics metrics;

    public ServerGauges(Metrics metrics) {
        this.metrics = metrics;
    }

    /// `freshet_database_waiting` and `freshet_database_busy`, for each lane.
    public void database(Db db) {
        for (String name : db.gauges().keySet()) {
            String lane = name.substring(0, name.lastIndexOf('.'));
            if (name.endsWith(QUEUE)) {
                metrics.gauge("freshet.database.waiting", () -> db.gauges().getOrDefault(name, 0), "lane", lane);
            }
            if (name.endsWith(BUSY)) {
                metrics.gauge("freshet.database.busy", () -> db.gauges().getOrDefault(name, 0), "lane", lane);
            }
        }
    }

    /// `freshet_answers_running` and `freshet_answers_admitted`.
    ///
    /// @param running answers that are being written
    /// @param admitted places that questions have taken
    public void answers(IntSupplier running, IntSupplier admitted) {
        metrics.gauge("freshet.answers.running", running::getAsInt);
        metrics.gauge("freshet.answers.admitted", admitted::getAsInt);
    }

    /// `freshet_http_connections`: connections that are open.
    public void connections(LongSupplier open) {
        metrics.gauge("freshet.http.connections", open::getAsLong);
    }

    /// `freshet_queue_waiting` of one bounded pool or durable queue.
    ///
    /// @param queue `embedder`, `ingest`, `passwords`
    /// @param waiting must not block
    public void queue(String queue, IntSupplier waiting) {
        metrics.gauge("freshet.queue.waiting", waiting::getAsInt, "queue", queue);
    }
}
