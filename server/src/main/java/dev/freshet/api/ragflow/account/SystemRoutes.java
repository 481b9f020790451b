package dev.freshet.api.ragflow.account;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.account.Accounts;
import dev.freshet.api.Health;
import dev.freshet.api.Probe;
import dev.freshet.api.ragflow.wire.Callers;
import dev.freshet.api.ragflow.wire.Envelope;
import dev.freshet.api.ragflow.wire.ErrorAnswers;
import dev.freshet.http.Request;
import dev.freshet.http.Response;
import dev.freshet.http.Router;
import java.time.Duration;
import java.util.Locale;

/// What the system says about itself. Clients look for Redis among the parts; this server has none that could
/// fail, so it is always well.
public final class SystemRoutes {
    /// The release whose wire this is.
    private static final String WIRE_VERSION = "v0.23.1";

    private final Callers callers;
    private final Accounts accounts;
    private final Health health;
    private final String version;

    /// @param version our own
    public SystemRoutes(Callers callers, Accounts accounts, Health health, String version) {
        this.callers = callers;
        this.accounts = accounts;
        this.health = health;
        this.version = version;
    }

    /// Adds the routes under `/v1/system` but for API keys.
    public void addTo(Router router) {
        router.group(ErrorAnswers.web())
                .route("GET", "/v1/system/ping", "whether anybody is there", request -> Response.text(200, "pong"))
                .route("GET", "/v1/system/version", "versions of wire and server", this::version)
                .route("GET", "/v1/system/status", "the parts that the server stands on", this::status)
                .route("GET", "/v1/system/healthz", "whether those parts work", this::healthz)
                .route("GET", "/v1/system/config", "whether one may register", this::config)
                .route("GET", "/v1/system/public_key", "the key to encrypt passwords for", this::publicKey);
    }

    private Response version(Request request) {
        callers.account(request);
        return Envelope.web(text(WIRE_VERSION + " Freshet " + version));
    }

    private Response status(Request request) {
        callers.account(request);
        Health.Report report = health.check();
        ObjectNode data = Envelope.object();
        data.set("doc_engine", status("type", report.documentEngine()));
        data.set("storage", status("storage", report.storage()));
        data.set("database", status("database", report.database()));
        data.set("redis", Envelope.object().put("status", "green").put("elapsed", millis(Duration.ZERO)));
        data.set("task_executor_heartbeats", Envelope.object());
        return Envelope.web(data);
    }

    private static ObjectNode status(String kindKey, Probe.Finding finding) {
        ObjectNode form = Envelope.object()
                .put(kindKey, finding.kind())
                .put("status", finding.healthy() ? "green" : "red")
                .put("elapsed", millis(finding.elapsed()));
        finding.problem().ifPresent(problem -> form.put("error", problem));
        return form;
    }

    private Response healthz(Request request) {
        Health.Report report = health.check();
        ObjectNode body = Envelope.object();
        ObjectNode problems = Envelope.object();
        judge(body, problems, "db", report.database());
        body.put("redis", word(true));
        judge(body, problems, "doc_engine", report.documentEngine());
        judge(body, problems, "storage", report.storage());
        body.put("status", word(report.healthy()));
        if (!problems.isEmpty()) {
            body.set("_meta", problems);
        }
        return Envelope.json(report.healthy() ? 200 : 500, body);
    }

    private static void judge(ObjectNode body, ObjectNode problems, String name, Probe.Finding finding) {
        body.put(name, word(finding.healthy()));
        finding.problem()
                .ifPresent(problem -> problems.set(
                        name,
                        Envelope.object()
                                .put("elapsed", millis(finding.elapsed()))
                                .put("error", problem)));
    }

    private Response config(Request request) {
        return Envelope.web(Envelope.object().put("registerEnabled", accounts.registrationOpen() ? 1 : 0));
    }

    private Response publicKey(Request request) {
        return Envelope.web(text(accounts.passwordKeyPem()));
    }

    private static JsonNode text(String text) {
        return JsonNodeFactory.instance.textNode(text);
    }

    private static String word(boolean healthy) {
        return healthy ? "ok" : "nok";
    }

    private static String millis(Duration elapsed) {
        return String.format(Locale.ROOT, "%.1f", elapsed.toNanos() / 1e6);
    }
}
