package dev.freshet.api.ops;

import dev.freshet.answer.admission.Admission;
import dev.freshet.db.Db;
import dev.freshet.db.Lane;
import dev.freshet.observe.Metrics;
import java.util.Locale;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/// Has the server's parts show up among the metrics: how much waits, and how much is under way.
public final class ServerGauges {
    private static final String QUEUE = ".queue";
    private static final String BUSY = ".busy";
    private static final String SIZE = ".size";

    private final Metrics metrics;

    public ServerGauges(Metrics metrics) {
        this.metrics = metrics;
    }

    /// What waits in each lane of the database, its connections and those at work, and what was done.
    public void database(Db db) {
        for (String name : db.gauges().keySet()) {
            String lane = name.substring(0, name.lastIndexOf('.'));
            if (name.endsWith(QUEUE)) {
                metrics.gauge("freshet.database.waiting", () -> db.gauges().getOrDefault(name, 0), "lane", lane);
            }
            if (name.endsWith(BUSY)) {
                metrics.gauge("freshet.database.busy", () -> db.gauges().getOrDefault(name, 0), "lane", lane);
            }
            if (name.endsWith(SIZE)) {
                metrics.gauge("freshet.database.connections", () -> db.gauges().getOrDefault(name, 0), "lane", lane);
            }
        }
        for (Lane lane : Lane.values()) {
            String caller = lane.name().toLowerCase(Locale.ROOT);
            metrics.counter("freshet.database.statements", () -> db.statements(lane), "lane", caller);
        }
        metrics.counter("freshet.database.transactions", db::transactions);
        metrics.counter("freshet.database.commits", db::commits);
    }

    /// `freshet_answers_running`: answers that are being written.
    public void answers(IntSupplier running) {
        metrics.gauge("freshet.answers.running", running::getAsInt);
    }

    /// `freshet_admission_taken` and `freshet_admission_limit` of each gate, what waits at each, and how long it
    /// would wait who came now.
    public void admission(Admission admission) {
        gate("questions", admission::taken, admission::limit);
        gate("processing", admission.processing()::taken, admission.processing()::slots);
        gate("running", admission.running()::taken, admission.running()::slots);
        metrics.gauge("freshet.admission.limit", admission::lowestModelLimit, "gate", "model");
        metrics.gauge(
                "freshet.admission.expected.wait",
                () -> admission.running().expectedWait().toMillis() / 1000.0);
        queue("processing", admission.processing()::waiting);
        queue("answers", () -> admission.running().waiting() + admission.waitingForModels());
    }

    private void gate(String name, IntSupplier taken, IntSupplier limit) {
        metrics.gauge("freshet.admission.taken", taken::getAsInt, "gate", name);
        metrics.gauge("freshet.admission.limit", limit::getAsInt, "gate", name);
    }

    /// `freshet_http_connections`: connections that are open.
    public void connections(LongSupplier open) {
        metrics.gauge("freshet.http.connections", open::getAsLong);
    }

    /// `freshet_http_upstream_connections`: connections to models, those that wait for their next call too.
    public void upstreamConnections(LongSupplier open) {
        metrics.gauge("freshet.http.upstream.connections", open::getAsLong);
    }

    /// `freshet_answers_logs`: answers that can be followed, finished ones too.
    public void logs(IntSupplier logs) {
        metrics.gauge("freshet.answers.logs", logs::getAsInt);
    }

    /// `freshet_executor_utilisation` of the groups of threads that a question meets.
    public void executors() {
        metrics.utilisation("event loops", "vert.x-eventloop-thread-");
        metrics.utilisation("virtual threads", "ForkJoinPool-1-worker-");
        metrics.utilisation("embedder", "embedder-");
        metrics.utilisation("passwords", "passwords");
    }

    /// `freshet_queue_waiting` of one bounded pool or durable queue.
    ///
    /// @param queue `answers`, `processing`, `embedder`, `ingestion`, `pages`, `passwords`
    /// @param waiting must not block
    public void queue(String queue, IntSupplier waiting) {
        metrics.gauge("freshet.queue.waiting", waiting::getAsInt, "queue", queue);
    }
}
