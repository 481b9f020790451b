package dev.freshet;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freshet.cli.ServeRequest;
import dev.freshet.config.Settings;
import dev.freshet.http.Route;
import dev.freshet.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// The server as it is started by `freshet serve`, on a free port and a folder of its own, and a client for it.
public final class WholeServer implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /// Nothing is left out because the machine is slow.
    private static final Map<String, String> PATIENT = Map.of(
            "retrieval.embedding", "60s",
            "retrieval.vectorSearch", "60s",
            "retrieval.chatRerank", "60s",
            "chat.citationDeadline", "60s");

    /// Slow machines that run other tests beside this one need long for a PDF and its embedding.
    private static final Duration PARSING = Duration.ofMinutes(4);

    private final HttpClient client = HttpClient.newHttpClient();
    private final App app;

    private WholeServer(App app) {
        this.app = app;
    }

    /// Starts one.
    ///
    /// @param further settings beyond those that a test needs
    public static WholeServer start(Path data, Map<String, String> further) {
        Map<String, String> options = new HashMap<>(PATIENT);
        options.putAll(further);
        options.putAll(Map.of("data", data.toString(), "server.port", "0", "server.loops", "1"));
        Settings settings = TestSettings.of(options);
        return new WholeServer(App.start(new ServeRequest(settings, Optional.empty(), line -> {})));
    }

    public String address() {
        return app.address();
    }

    List<Route> routes() {
        return app.routes();
    }

    /// The tokens of one account.
    public record Caller(String login, String key, String beta) {}

    /// A new account with a key.
    public Caller register(String name) {
        HttpResponse<String> registered = send(
                "POST",
                "/v1/user/register",
                null,
                "{\"nickname\":\"%s\",\"email\":\"%s@example.com\",\"password\":\"secret-%s\"}"
                        .formatted(name, name, name));
        String login = registered.headers().firstValue("Authorization").orElseThrow();
        JsonNode key = data(send("POST", "/v1/system/new_token", login, ""));
        return new Caller(login, key.path("token").asText(), key.path("beta").asText());
    }

    public HttpResponse<String> send(String method, String path, @Nullable String authorization, String json) {
        return send(method, path, authorization, "application/json", BodyPublishers.ofString(json));
    }

    /// Uploads one text file as `file`.
    public HttpResponse<String> upload(String path, @Nullable String authorization, String name, String text) {
        return upload(path, authorization, Map.of(), name, text);
    }

    /// Uploads one text file as `file`, with other fields of the form.
    HttpResponse<String> upload(
            String path, @Nullable String authorization, Map<String, String> fields, String name, String text) {
        StringBuilder form = new StringBuilder();
        fields.forEach((field, value) -> form.append(
                "--end\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n".formatted(field, value)));
        form.append("--end\r\nContent-Disposition: form-data; name=\"file\"; filename=\"%s\"\r\n\r\n%s\r\n--end--\r\n"
                .formatted(name, text));
        return send(
                "POST",
                path,
                authorization,
                "multipart/form-data; boundary=end",
                BodyPublishers.ofString(form.toString()));
    }

    /// Uploads one file as `file`.
    public HttpResponse<String> upload(String path, String authorization, String name, byte[] content) {
        ByteArrayOutputStream form = new ByteArrayOutputStream();
        form.writeBytes("--end\r\nContent-Disposition: form-data; name=\"file\"; filename=\"%s\"\r\n\r\n"
                .formatted(name)
                .getBytes(StandardCharsets.UTF_8));
        form.writeBytes(content);
        form.writeBytes("\r\n--end--\r\n".getBytes(StandardCharsets.UTF_8));
        return send(
                "POST",
                path,
                authorization,
                "multipart/form-data; boundary=end",
                BodyPublishers.ofByteArray(form.toByteArray()));
    }

    /// Waits until the documents of a dataset are parsed.
    public void awaitParsed(String dataset, String authorization) {
        long end = System.nanoTime() + PARSING.toNanos();
        while (System.nanoTime() < end) {
            JsonNode documents = data(send("GET", "/api/v1/datasets/" + dataset + "/documents", authorization, ""))
                    .path("docs");
            List<String> runs = documents.findValuesAsText("run");
            if (runs.stream().allMatch("DONE"::equals)) {
                return;
            }
            if (runs.contains("FAIL")) {
                throw new AssertionError("a document of " + dataset + " failed: " + documents);
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
        throw new AssertionError("the documents of " + dataset + " are not parsed after " + PARSING);
    }

    /// The `data` of an answer that says that all is well.
    public static JsonNode data(HttpResponse<String> answer) {
        JsonNode body = tree(answer.body());
        if (body.path("code").asInt(-1) != 0) {
            throw new AssertionError("expected code 0: " + answer.body());
        }
        return body.path("data");
    }

    static JsonNode tree(String json) {
        try {
            return Json.mapper().readTree(json);
        } catch (IOException error) {
            throw new AssertionError("no JSON: " + json, error);
        }
    }

    private HttpResponse<String> send(
            String method, String path, @Nullable String authorization, String type, BodyPublisher body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(app.address() + path))
                .timeout(PATIENCE)
                .header("Content-Type", type)
                .method(method, body);
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException error) {
            throw new AssertionError(method + " " + path + " was not answered", error);
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupt);
        }
    }

    @Override
    public void close() {
        app.close();
        client.close();
    }
}
