package dev.freshet.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freshet.http.HttpServer;
import dev.freshet.http.HttpSettings;
import dev.freshet.http.Network;
import dev.freshet.http.Router;
import dev.freshet.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// A real server on a free port that plays [Scenario]s and remembers what they keep.
public final class ScenarioServer implements AutoCloseable {
    private final Network network;
    private final HttpServer server;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Map<String, String> kept = new ConcurrentHashMap<>();

    public ScenarioServer(Path folder, Router router) {
        network = Network.open(1);
        server = HttpServer.start(network, HttpSettings.local(0, folder.resolve("uploads")), router);
    }

    public int port() {
        return server.port();
    }

    /// Plays the rows in their order.
    public void play(List<Scenario> rows) throws IOException, InterruptedException {
        for (Scenario row : rows) {
            play(row);
        }
    }

    /// Sends the request and compares the answer.
    public HttpResponse<String> play(Scenario row) throws IOException, InterruptedException {
        HttpResponse<String> response = send(row);
        String where = row.rule() + " [" + row.method() + " " + row.path() + "] answered " + response.body();
        assertThat(response.statusCode()).as(where).isEqualTo(row.status());
        if (row.expectedText() != null) {
            assertThat(response.body()).as(where).isEqualTo(filled(row.expectedText()));
        }
        if (row.expected() != null) {
            assertThat(JsonPattern.differences(filled(row.expected()), response.body()))
                    .as(where)
                    .isEmpty();
        }
        for (Map.Entry<String, String> entry : row.keeps().entrySet()) {
            keep(entry.getKey(), valueOf(response, entry.getValue()));
        }
        return response;
    }

    /// Sends the request and compares nothing.
    public HttpResponse<String> send(Scenario row) throws IOException, InterruptedException {
        String text = row.body();
        BodyPublisher body = text == null ? BodyPublishers.noBody() : BodyPublishers.ofString(filled(text));
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + server.port() + filled(row.path())))
                .timeout(Duration.ofSeconds(30))
                .method(row.method(), body);
        row.headers().forEach((name, value) -> request.header(name, filled(value)));
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /// Keeps a value under a name for later scenarios.
    public void keep(String name, String value) {
        kept.put(name, value);
    }

    /// Keeps what another server kept.
    public void keepAll(ScenarioServer other) {
        kept.putAll(other.kept);
    }

    /// A value that was kept.
    public String kept(String name) {
        String value = kept.get(name);
        assertThat(value).as("what was kept as " + name).isNotNull();
        return String.valueOf(value);
    }

    private String filled(String text) {
        String filled = text;
        for (Map.Entry<String, String> entry : kept.entrySet()) {
            filled = filled.replace("{{" + entry.getKey() + "}}", entry.getValue());
        }
        return filled;
    }

    private static String valueOf(HttpResponse<String> response, String where) throws IOException {
        if (!where.startsWith("/")) {
            return response.headers().firstValue(where).orElseThrow();
        }
        JsonNode value =
                Json.parse(response.body().getBytes(StandardCharsets.UTF_8)).at(where);
        assertThat(value.isMissingNode()).as(where + " in " + response.body()).isFalse();
        return value.asText();
    }

    @Override
    public void close() {
        server.close(Duration.ofSeconds(1));
        network.close();
    }
}
