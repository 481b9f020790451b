package dev.freshet.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freshet.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;

/// A client that plays [Scenario]s with a server and remembers what they keep.
public final class ScenarioPlayer {
    private static final Pattern REPETITION = Pattern.compile("\\{\\{(\\d+)\\*(.+?)}}");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String address;
    private final Map<String, String> kept = new ConcurrentHashMap<>();

    /// @param address where the server is: `http://127.0.0.1:9380`
    public ScenarioPlayer(String address) {
        this.address = address;
    }

    /// Plays the rows in their order.
    public void play(List<Scenario> rows) throws IOException, InterruptedException {
        for (Scenario row : rows) {
            play(row);
        }
    }

    /// Sends the request, compares the answer and keeps what is to be kept of it.
    public HttpResponse<String> play(Scenario row) throws IOException, InterruptedException {
        HttpResponse<String> answer = answer(row);
        String where = row.rule() + " [" + row.method() + " " + row.path() + "] answered " + answer.body();
        assertThat(row.expected().differences(answer, this::filled)).as(where).isEmpty();
        keep(row, answer);
        return answer;
    }

    /// As [#play(Scenario)], but tells what differs.
    ///
    /// @return nothing when all is right
    public List<String> mistakes(Scenario row) throws IOException, InterruptedException {
        HttpResponse<String> answer = answer(row);
        List<String> differences = row.expected().differences(answer, this::filled);
        try {
            keep(row, answer);
        } catch (AssertionError missing) {
            return List.of(row.rule() + ": " + differences + " " + missing.getMessage());
        }
        return differences.isEmpty()
                ? List.of()
                : List.of(row.rule() + " [" + row.method() + " " + row.path() + "] answered "
                        + answer.body().strip() + "\n    " + String.join("\n    ", differences));
    }

    private HttpResponse<String> answer(Scenario row) throws IOException, InterruptedException {
        HttpResponse<String> answer = send(row);
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (row.eventually()
                && System.nanoTime() < end
                && !row.expected().differences(answer, this::filled).isEmpty()) {
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            answer = send(row);
        }
        return answer;
    }

    private void keep(Scenario row, HttpResponse<String> answer) throws IOException {
        for (Map.Entry<String, String> entry : row.keeps().entrySet()) {
            keep(entry.getKey(), valueOf(answer, entry.getValue()));
        }
    }

    /// Sends the request and compares nothing.
    public HttpResponse<String> send(Scenario row) throws IOException, InterruptedException {
        String text = row.body();
        BodyPublisher body = text == null ? BodyPublishers.noBody() : BodyPublishers.ofString(filled(text));
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address + filled(row.path())))
                .timeout(PATIENCE)
                .method(row.method(), body);
        row.headers().forEach((name, value) -> request.header(name, filled(value)));
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /// Keeps a value under a name for later scenarios.
    public void keep(String name, String value) {
        kept.put(name, value);
    }

    /// Keeps what another one kept.
    public void keepAll(ScenarioPlayer other) {
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
        return REPETITION.matcher(filled).replaceAll(found -> found.group(2).repeat(Integer.parseInt(found.group(1))));
    }

    /// A value of a header or of the body; of a stream's first frame.
    private static String valueOf(HttpResponse<String> response, String where) throws IOException {
        if (!where.startsWith("/")) {
            return response.headers().firstValue(where).orElseThrow();
        }
        String body = response.body();
        String first = body.startsWith("data:") ? body.substring("data:".length(), body.indexOf("\n\n")) : body;
        JsonNode value = Json.parse(first.getBytes(StandardCharsets.UTF_8)).at(where);
        assertThat(value.isMissingNode()).as(where + " in " + response.body()).isFalse();
        return value.asText();
    }
}
