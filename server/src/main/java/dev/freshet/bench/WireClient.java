package dev.freshet.bench;

import dev.freshet.core.AppException;
import dev.freshet.json.Json;
import dev.freshet.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/// Calls made one by one before a load begins: conversations are created, and whether a route is there is found out.
public final class WireClient implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int BEGINNING = 4096;
    private static final int NOT_FOUND = 404;
    private static final int NOT_ALLOWED = 405;

    private final String server;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    /// @param server its address without a slash at the end
    public WireClient(String server) {
        this.server = server;
    }

    /// What came back.
    ///
    /// @param authorization the header of that name, which carries login tokens
    /// @param body its text, or the beginning of it
    public record Reply(int status, String authorization, String body) {
        /// The envelope; empty when the body is none.
        public JsonObject envelope() {
            try {
                return JsonObject.parse(body);
            } catch (IllegalStateException noJson) {
                return JsonObject.EMPTY;
            }
        }

        boolean isUnknownRoute() {
            boolean wrapped = body.contains("'404: Not Found'") || body.contains("'405: Method Not Allowed'");
            return status == NOT_FOUND
                    || status == NOT_ALLOWED
                    || envelope().integer("code", 0) == NOT_FOUND
                    || wrapped;
        }
    }

    /// Posts JSON and gives the `data` of the envelope.
    ///
    /// @throws AppException when the server refuses, with its own words
    public JsonObject post(String path, String authorization, Object body) {
        return data(path, send(path, authorization, "POST", json(Json.write(body)), "application/json"));
    }

    /// Gets, and gives the `data` of the envelope.
    public JsonObject get(String path, String authorization) {
        return data(path, send(path, authorization, "GET", BodyPublishers.noBody(), "application/json"));
    }

    /// Sends anything and gives the whole reply.
    public Reply send(String path, String authorization, String method, BodyPublisher body, String contentType) {
        HttpRequest request =
                request(path, authorization, contentType).method(method, body).build();
        try {
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
            String token = response.headers().firstValue("Authorization").orElse("");
            return new Reply(response.statusCode(), token, response.body());
        } catch (IOException error) {
            throw unreachable(error);
        } catch (InterruptedException stopped) {
            throw stopped(stopped);
        }
    }

    /// Posts and reads only the beginning of the answer, then leaves.
    Reply beginning(String path, String authorization, String body) {
        HttpRequest request = request(path, authorization, "application/json")
                .POST(json(body))
                .build();
        try {
            HttpResponse<InputStream> response = http.send(request, BodyHandlers.ofInputStream());
            try (InputStream in = response.body()) {
                byte[] first = new byte[BEGINNING];
                int count = Math.max(in.read(first), 0);
                return new Reply(response.statusCode(), "", new String(first, 0, count, StandardCharsets.UTF_8));
            }
        } catch (IOException error) {
            throw unreachable(error);
        } catch (InterruptedException stopped) {
            throw stopped(stopped);
        }
    }

    private HttpRequest.Builder request(String path, String authorization, String contentType) {
        HttpRequest.Builder builder =
                HttpRequest.newBuilder(URI.create(server + path)).timeout(LIMIT).header("Content-Type", contentType);
        return authorization.isEmpty() ? builder : builder.header("Authorization", authorization);
    }

    private static BodyPublisher json(String text) {
        return BodyPublishers.ofString(text);
    }

    private static JsonObject data(String path, Reply reply) {
        JsonObject envelope = reply.envelope();
        if (reply.isUnknownRoute()) {
            throw AppException.notFound(path + " is not served");
        }
        if (reply.status() != 200 || envelope.integer("code", -1) != 0) {
            String message = Optional.of(envelope.text("message", ""))
                    .filter(text -> !text.isBlank())
                    .orElse(reply.body());
            throw AppException.invalid(path + " answered " + reply.status() + ": " + message);
        }
        return envelope;
    }

    private AppException unreachable(IOException error) {
        return new AppException.Broken("Nothing answers at " + server + " (" + error.getMessage() + ").", error);
    }

    private static IllegalStateException stopped(InterruptedException cause) {
        return new IllegalStateException("stopped while waiting for the server", cause);
    }

    @Override
    public void close() {
        http.close();
    }
}
