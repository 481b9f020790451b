package dev.freshet.browser;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.freshet.json.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// An OpenAI-compatible chat model that answers a question with the story that a test has given for it, word by
/// word. A story can wait in its middle until the test lets it go on.
public final class StoryModel implements AutoCloseable {
    private static final Pattern WORD = Pattern.compile("\\s*\\S+|\\s+$");
    private static final Story UNKNOWN = Story.of("I know no story for that.");
    private static final int PATIENCE_SECONDS = 60;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Rule> rules = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private volatile boolean refusesToRank;

    private record Rule(String words, Story story) {}

    /// What the model says.
    ///
    /// @param thinking what it thinks first; empty for nothing
    /// @param text what it says then, in Markdown
    /// @param held after how many words it waits for [Story#release]; -1 for never
    /// @param gate opens when it may go on
    public record Story(String thinking, String text, int held, CountDownLatch gate) {

        public static Story of(String text) {
            return new Story("", text, -1, new CountDownLatch(0));
        }

        /// The same with thoughts before it.
        public Story thinking(String thoughts) {
            return new Story(thoughts, text, held, gate);
        }

        /// The same, waiting after so many words until it is released.
        public Story heldAfter(int words) {
            return new Story(thinking, text, words, new CountDownLatch(1));
        }

        /// Lets it go on.
        public void release() {
            gate.countDown();
        }
    }

    private StoryModel(HttpServer server) {
        this.server = server;
    }

    static StoryModel start() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
            StoryModel model = new StoryModel(server);
            server.createContext("/v1/chat/completions", model::answer);
            server.createContext("/v1/rerank", model::rank);
            server.createContext("/rerank", model::rank);
            server.setExecutor(model.threads);
            server.start();
            return model;
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        }
    }

    /// The base URL for OpenAI clients.
    public String baseUrl() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
    }

    /// Tells this story whenever the last question holds these words; the latest rule that fits is followed.
    ///
    /// @return the story, to be released where it is held
    public Story when(String words, Story story) {
        rules.addFirst(new Rule(words, story));
        return story;
    }

    /// As a reranker it gives the first passage 0.9 and all others 0.4, or nothing but an error from now on.
    public void refuseToRank(boolean refuses) {
        refusesToRank = refuses;
    }

    private void rank(HttpExchange exchange) throws IOException {
        try (exchange) {
            JsonNode body = Json.mapper().readTree(exchange.getRequestBody());
            if (refusesToRank) {
                exchange.sendResponseHeaders(400, -1);
                return;
            }
            List<Map<String, Object>> results = new ArrayList<>();
            for (int i = 0; i < body.path("documents").size(); i++) {
                results.add(Map.of("index", i, "relevance_score", i == 0 ? 0.9 : 0.4));
            }
            send(exchange, "application/json", Json.write(Map.of("results", results)));
        }
    }

    private Story storyFor(String question) {
        return rules.stream()
                .filter(rule -> question.contains(rule.words()))
                .map(Rule::story)
                .findFirst()
                .orElse(UNKNOWN);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            JsonNode body = Json.mapper().readTree(exchange.getRequestBody());
            String question = "";
            for (JsonNode message : body.path("messages")) {
                question = message.path("content").asText();
            }
            Story story = storyFor(question);
            if (body.path("stream").asBoolean()) {
                stream(exchange, story);
            } else {
                send(
                        exchange,
                        "application/json",
                        Json.write(Map.of(
                                "id",
                                "story",
                                "object",
                                "chat.completion",
                                "created",
                                1,
                                "model",
                                "story",
                                "choices",
                                List.of(Map.of(
                                        "index",
                                        0,
                                        "finish_reason",
                                        "stop",
                                        "message",
                                        Map.of("role", "assistant", "content", story.text()))),
                                "usage",
                                usage())));
            }
        }
    }

    private static void send(HttpExchange exchange, String type, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static void stream(HttpExchange exchange, Story story) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        OutputStream out = exchange.getResponseBody();
        for (String word : words(story.thinking())) {
            frame(out, Map.of("reasoning_content", word), null);
        }
        int said = 0;
        for (String word : words(story.text())) {
            if (said == story.held()) {
                await(story.gate());
            }
            frame(out, Map.of("content", word), null);
            said++;
        }
        frame(out, Map.of(), "stop");
        out.write("data: [DONE]\n\n".getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> words(String text) {
        return WORD.matcher(text).results().map(MatchResult::group).toList();
    }

    private static void frame(OutputStream out, Map<String, String> delta, @Nullable String reason) throws IOException {
        Map<String, Object> choice = new HashMap<>(Map.of("index", 0, "delta", delta));
        choice.put("finish_reason", reason);
        Map<String, Object> frame = new HashMap<>(Map.of(
                "id",
                "story",
                "object",
                "chat.completion.chunk",
                "created",
                1,
                "model",
                "story",
                "choices",
                List.of(choice)));
        if (reason != null) {
            frame.put("usage", usage());
        }
        out.write(("data: " + Json.write(frame) + "\n\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private static Map<String, Integer> usage() {
        return Map.of("prompt_tokens", 100, "completion_tokens", 20, "total_tokens", 120);
    }

    private static void await(CountDownLatch gate) throws IOException {
        try {
            if (!gate.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("no test has let the story go on");
            }
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
            throw new IOException(interrupt);
        }
    }

    @Override
    public void close() {
        rules.forEach(rule -> rule.story().release());
        server.stop(0);
        threads.close();
    }
}
