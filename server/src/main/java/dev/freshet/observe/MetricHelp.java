package dev.freshet.observe;

import java.util.Map;
import java.util.Set;

/// What each of our metrics tells, as Prometheus shows it beside the name. The same names stand in
/// `docs/reference/metrics.md`, at more length.
public final class MetricHelp {
    private static final Map<String, String> HELP = Map.ofEntries(
            Map.entry("freshet.http.requests", "Requests, to their answer or the end of their stream."),
            Map.entry("freshet.http.connections", "Connections that are open."),
            Map.entry("freshet.http.upstream.connections", "Connections to model servers."),
            Map.entry("freshet.answers.logs", "Answers whose log is in memory."),
            Map.entry("freshet.steps", "Steps of questions."),
            Map.entry("freshet.first.chunk", "From a question's arrival to the first text of its answer."),
            Map.entry("freshet.answers", "Answers that ended, by how they ended."),
            Map.entry("freshet.answers.running", "Answers that are being written."),
            Map.entry("freshet.answers.degraded", "Answers that a step was left out for, by step."),
            Map.entry("freshet.answers.stop", "From the wish to stop an answer to the closing of its upstream."),
            Map.entry("freshet.tokens", "Tokens of prompts, answers and reranking."),
            Map.entry("freshet.model.first.token", "From the call of a chat model to its first text."),
            Map.entry("freshet.embedding", "Questions that were embedded."),
            Map.entry("freshet.rerank", "Calls of rerankers that brought scores."),
            Map.entry("freshet.retrieval.degraded", "Searches that went on without a step."),
            Map.entry("freshet.admission.taken", "Questions, work and answers that are under way, by gate."),
            Map.entry("freshet.admission.limit", "How many of them there may be, by gate."),
            Map.entry("freshet.admission.refused", "Questions that were refused, by the limit that was reached."),
            Map.entry("freshet.admission.wait", "How long questions waited for a slot, by gate."),
            Map.entry("freshet.admission.expected.wait", "Seconds that a question would wait that came now."),
            Map.entry("freshet.database.waiting", "Calls that wait in a lane of the database."),
            Map.entry("freshet.database.busy", "Connections of a lane that are at work."),
            Map.entry("freshet.database.connections", "Connections that a lane has."),
            Map.entry("freshet.database.statements", "SQL statements, by the lane of their caller."),
            Map.entry("freshet.database.transactions", "Transactions that were written."),
            Map.entry("freshet.database.commits", "Commits, each a sync of the disk; one may hold many transactions."),
            Map.entry("freshet.executor.utilisation", "Share of a group of threads that is computing, 0 to 1."),
            Map.entry("freshet.queue.waiting", "What waits for a bounded pool or a durable queue."));

    private MetricHelp() {}

    /// All names, written with dots.
    public static Set<String> names() {
        return HELP.keySet();
    }

    /// What a metric tells; a name that is not listed here speaks for itself.
    static String of(String name) {
        return HELP.getOrDefault(name, name.replace('.', ' '));
    }
}
