package dev.freshet.benchmarks.page;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.freshet.json.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// A chat model whose every answer has what Markdown has: headings, lists, a table, code, citations. Streams come word
/// by word.
final class MarkdownModel implements AutoCloseable {
    /// About 150 words.
    static final String ANSWER = """
            The **station's clock** differs from ours by more than 90 seconds, so the receiver refuses its readings \
            with `E-4071` [ID:0]. Three things help, in this order:

            1. Look at the clock of the station: `timedatectl status`.
            2. Restart its time service and wait for a minute [ID:1].
            3. Send the readings that were refused again.

            ## What each code means

            | code | what it says | what to do |
            |---|---|---|
            | E-4071 | the clocks differ | set the station's clock |
            | E-4072 | the reading is older than a day | send it by hand |
            | E-4080 | the gauge is unknown | register it first |

            ```python
            def drift(station, now):
                # seconds between the two clocks
                return abs((station.clock - now).total_seconds())
            ```

            > Readings that were refused are *kept for seven days*, so nothing is lost meanwhile [ID:2].

            If it happens again within a week, have the battery of the clock changed; the field guide says how. \
            Somebody on call can see all refused readings of the last days on the page of the receiver.
            """;

    private static final Pattern WORD = Pattern.compile("\\s*\\S+|\\s+$");

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;
    private volatile Duration interval = Duration.ZERO;

    MarkdownModel() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        server.createContext("/v1/chat/completions", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    String baseUrl() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
    }

    /// The time between two words of a stream, from now on.
    void pace(Duration newInterval) {
        interval = newInterval;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            boolean streamed = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)
                    .replace(" ", "")
                    .contains("\"stream\":true");
            exchange.getResponseHeaders().set("Content-Type", streamed ? "text/event-stream" : "application/json");
            exchange.sendResponseHeaders(200, 0);
            OutputStream out = exchange.getResponseBody();
            if (!streamed) {
                out.write(bytes(Json.write(whole())));
                return;
            }
            List<String> words =
                    WORD.matcher(ANSWER).results().map(MatchResult::group).toList();
            for (String word : words) {
                LockSupport.parkNanos(interval.toNanos());
                event(out, Map.of("index", 0, "delta", Map.of("content", word)));
            }
            event(out, Map.of("index", 0, "delta", Map.of(), "finish_reason", "stop"));
            out.write(bytes("data: [DONE]\n\n"));
        }
    }

    private static void event(OutputStream out, Map<String, Object> choice) throws IOException {
        out.write(bytes("data: "
                + Json.write(Map.of("id", "m", "object", "chat.completion.chunk", "choices", List.of(choice)))
                + "\n\n"));
        out.flush();
    }

    private static Map<String, Object> whole() {
        Map<String, String> message = Map.of("role", "assistant", "content", ANSWER);
        return Map.of("id", "m", "choices", List.of(Map.of("index", 0, "message", message, "finish_reason", "stop")));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }
}
