package dev.freshet.api.ops;

import dev.freshet.api.Probe;
import dev.freshet.http.Request;
import dev.freshet.http.Response;
import dev.freshet.http.Router;
import dev.freshet.observe.Metrics;
import java.nio.charset.StandardCharsets;

/// What load balancers and monitors ask. None of it needs a key.
public final class OpsRoutes {
    private static final String PROMETHEUS_TEXT = "text/plain; version=0.0.4; charset=utf-8";

    private final Probe database;
    private final Metrics metrics;

    /// @param database the one part without which nobody can chat
    public OpsRoutes(Probe database, Metrics metrics) {
        this.database = database;
        this.metrics = metrics;
    }

    /// Adds `/healthz`, `/readyz` and `/metrics`.
    public void addTo(Router router) {
        router.route("GET", "/healthz", "whether the process lives", request -> Response.text(200, "ok"))
                .route("GET", "/readyz", "whether one can chat", this::ready)
                .route("GET", "/metrics", "metrics for Prometheus", this::metrics);
    }

    private Response ready(Request request) {
        return database.check()
                .problem()
                .map(problem -> Response.text(503, "not ready: database: " + problem))
                .orElseGet(() -> Response.text(200, "ready"));
    }

    private Response metrics(Request request) {
        return Response.of(200, PROMETHEUS_TEXT, metrics.text().getBytes(StandardCharsets.UTF_8));
    }
}
