package dev.freshet.api.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.api.Probe;
import dev.freshet.api.Scenario;
import dev.freshet.api.ScenarioServer;
import dev.freshet.core.AppException;
import dev.freshet.http.Router;
import dev.freshet.observe.Metrics;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpsRoutesTest {
    private static final Scenario ALIVE = Scenario.of("alive", "GET /healthz").answersText(200, "ok");
    private static final Scenario READY = Scenario.of("ready", "GET /readyz").answersText(200, "ready");

    private volatile Runnable database = () -> {};

    @TempDir
    Path folder;

    @Test
    void aServerWithoutDatabaseIsAliveAndNotReady() throws Exception {
        try (Metrics metrics = new Metrics();
                ScenarioServer server = open(metrics)) {
            server.play(List.of(ALIVE, READY));
            database = () -> {
                throw new AppException.Broken("gone", null);
            };
            Scenario broken = Scenario.of("broken", "GET /readyz")
                    .answersText(503, "not ready: database: it does not work; the log says why");
            server.play(List.of(ALIVE, broken));
            database = () -> {};
            server.play(READY);
        }
    }

    @Test
    void checksOfAHangingDatabaseDoNotPileUp() throws Exception {
        CountDownLatch held = new CountDownLatch(1);
        AtomicInteger begun = new AtomicInteger();
        database = () -> {
            begun.incrementAndGet();
            await(held);
        };
        try (Metrics metrics = new Metrics();
                ScenarioServer server = open(metrics, Duration.ofMillis(200))) {
            Scenario late =
                    Scenario.of("late", "GET /readyz").answersText(503, "not ready: database: no answer within 200 ms");
            server.play(List.of(late, late, late, ALIVE));
            assertThat(begun).hasValue(1);
            held.countDown();
        } finally {
            held.countDown();
        }
    }

    @Test
    void metricsAreTextForPrometheus() throws Exception {
        try (Metrics metrics = new Metrics();
                ScenarioServer server = open(metrics)) {
            metrics.request("GET", "/api/v1/datasets/{dataset}", 200, Duration.ofMillis(3));
            HttpResponse<String> response = server.send(Scenario.of("metrics", "GET /metrics"));
            assertThat(response.headers().firstValue("Content-Type"))
                    .hasValue("text/plain; version=0.0.4; charset=utf-8");
            assertThat(response.body())
                    .contains("process_start_time_seconds ")
                    .containsPattern("freshet_http_requests_seconds_count\\{method=\"GET\","
                            + "route=\"/api/v1/datasets/\\{dataset}\",status=\"200\"} 1");
        }
    }

    private ScenarioServer open(Metrics metrics) {
        return open(metrics, Duration.ofSeconds(60));
    }

    private ScenarioServer open(Metrics metrics, Duration limit) {
        Router router = new Router();
        Probe probe = new Probe("sqlite", limit, () -> database.run());
        new OpsRoutes(probe, metrics).addTo(router);
        return new ScenarioServer(folder, router);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
