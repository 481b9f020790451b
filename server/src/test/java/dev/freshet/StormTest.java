package dev.freshet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freshet.bench.fake.Counts;
import dev.freshet.bench.fake.FakeModelServer;
import dev.freshet.bench.fake.Fault;
import dev.freshet.bench.fake.Script;
import dev.freshet.bench.fake.ScriptedText;
import dev.freshet.cli.ServeRequest;
import dev.freshet.config.Settings;
import dev.freshet.core.Deadline;
import dev.freshet.json.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToLongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Clients that behave badly and models that fail, all at once, on the whole server. Whoever behaves gets a whole
/// answer in order, every question that was taken is kept, and when the storm is over nothing is left of it.
class StormTest {
    private static final Duration STORM = Duration.ofSeconds(Boolean.getBoolean("freshet.long") ? 120 : 5);
    private static final int CLIENTS = 24;
    private static final int LOOPS = 2;
    private static final int TOKENS = 20;
    private static final Duration AMPLE = Duration.ofSeconds(90);
    private static final Pattern ANSWER = Pattern.compile("\"answer\": ?\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Script SCRIPT =
            new Script(Duration.ofMillis(20), Duration.ofMillis(20), TOKENS, Fault.NONE, 0);

    @TempDir
    static Path data;

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final List<FakeModelServer> MODELS = new ArrayList<>();
    private static App app;
    private static String key;
    private static Talk steady;
    private static final List<Talk> FAULTY = new ArrayList<>();

    private final Set<String> taken = ConcurrentHashMap.newKeySet();
    private final ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger whole = new AtomicInteger();

    /// A session of an assistant.
    private record Talk(String chat, String session) {
        String path() {
            return "/api/v1/chats/" + chat + "/completions";
        }
    }

    @BeforeAll
    static void open() throws Exception {
        app = App.start(new ServeRequest(settings(), Optional.empty(), line -> {}));
        HttpResponse<String> welcome = call(
                "POST",
                "/v1/user/register",
                "",
                "{\"nickname\":\"storm\",\"email\":\"storm@example.com\",\"password\":\"secret\"}");
        String login = welcome.headers().firstValue("Authorization").orElseThrow();
        key = "Bearer "
                + data(call("POST", "/v1/system/new_token", login, "{}"))
                        .path("token")
                        .asText();
        steady = talk(login, Fault.NONE);
        for (Fault fault : Fault.values()) {
            if (fault != Fault.NONE) {
                FAULTY.add(talk(login, fault));
            }
        }
    }

    @AfterAll
    static void close() {
        app.close();
        MODELS.forEach(FakeModelServer::close);
        CLIENT.close();
    }

    private static Settings settings() {
        Map<String, String> options = Map.of(
                "data", data.toString(),
                "server.port", "0",
                "server.loops", Integer.toString(LOOPS),
                "server.idleTimeout", "2s",
                "server.bodyTimeout", "2s",
                "chat.deadline", "4s",
                "chat.logKept", "0s",
                "chat.readerPatience", "2s");
        return TestSettings.of(options);
    }

    /// A talk with a model that fails from now on; it is well while it is set up.
    private static Talk talk(String login, Fault fault) throws Exception {
        FakeModelServer model = FakeModelServer.start(SCRIPT);
        MODELS.add(model);
        String name = fault.name().toLowerCase(Locale.ROOT);
        call(
                "POST",
                "/v1/llm/add_llm",
                login,
                Json.write(Map.of(
                        "llm_factory",
                        "OpenAI-API-Compatible",
                        "model_type",
                        "chat",
                        "llm_name",
                        name,
                        "api_base",
                        model.baseUrl(),
                        "api_key",
                        "none",
                        "max_tokens",
                        8192)));
        String chat = data(call(
                        "POST",
                        "/api/v1/chats",
                        key,
                        Json.write(Map.of(
                                "name", name,
                                "llm", Map.of("model_name", name + "___OpenAI-API@OpenAI-API-Compatible"),
                                "prompt", Map.of("prompt", "Answer.", "variables", List.of())))))
                .path("id")
                .asText();
        String session = data(call("POST", "/api/v1/chats/" + chat + "/sessions", key, "{\"name\":\"storm\"}"))
                .path("id")
                .asText();
        model.play(SCRIPT.failing(fault, 3));
        return new Talk(chat, session);
    }

    private static HttpResponse<String> call(String method, String path, String authorization, String body)
            throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(app.address() + path))
                .timeout(AMPLE)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static JsonNode data(HttpResponse<String> response) throws IOException {
        JsonNode body = Json.parse(response.body().getBytes(StandardCharsets.UTF_8));
        assertThat(body.path("code").asInt()).as(response.body()).isZero();
        return body.path("data");
    }

    @Test
    void leavesNothingBehindAndDisturbsNobody() throws Exception {
        long seed = new Random().nextLong();
        System.out.println("StormTest: " + STORM.toSeconds() + " s with seed " + seed);
        Random seeds = new Random(seed);
        Deadline end = Deadline.in(STORM);
        List<Thread> clients = new ArrayList<>();
        for (int client = 0; client < CLIENTS; client++) {
            Random random = new Random(seeds.nextLong());
            int kind = client;
            clients.add(Thread.ofVirtual().start(() -> behave(kind, random, end)));
        }
        for (Thread client : clients) {
            client.join();
        }
        assertThat(wrong).as("seed %d", seed).isEmpty();
        assertThat(whole).as("seed %d", seed).hasPositiveValue();
        waitForNothing(seed);
        assertThat(stored()).as("seed %d", seed).containsAll(taken);
        tellsHowLongItTakesToStop();
    }

    /// Leaves answers that would not end soon until one stop is among the metrics.
    private void tellsHowLongItTakesToStop() throws Exception {
        Talk hanging = FAULTY.get(Fault.HANG_MID_STREAM.ordinal() - 1);
        Deadline deadline = Deadline.in(AMPLE);
        while (metric(call("GET", "/metrics", "", "").body(), "freshet_answers_stop_seconds_count") == 0) {
            deadline.check("the time from a stop to the end of the upstream");
            leave(hanging, 600);
        }
    }

    /// A third of the clients behave; of the others there are some of each kind.
    private void behave(int kind, Random random, Deadline end) {
        while (!end.passed()) {
            try {
                switch (kind % 3 == 0 ? 0 : 1 + random.nextInt(7)) {
                    case 0 -> readAll(steady);
                    case 1 -> leave(steady, random.nextInt(3_000));
                    case 2 -> crawl(steady, end);
                    case 3 -> sayNothing();
                    case 4 -> sendForEver(end);
                    case 5 -> waitNoLonger(anyOf(random), random.nextInt(1, 500));
                    case 6 -> readToTheEnd(faulty(random));
                    default -> leave(faulty(random), random.nextInt(1_000));
                }
            } catch (IOException cut) {
                continue;
            } catch (InterruptedException | RuntimeException error) {
                wrong.add(error.toString());
            }
        }
    }

    private static Talk faulty(Random random) {
        return FAULTY.get(random.nextInt(FAULTY.size()));
    }

    private static Talk anyOf(Random random) {
        return random.nextBoolean() ? steady : faulty(random);
    }

    private String ask(Socket socket, Talk talk) throws IOException {
        return ask(socket, talk, true);
    }

    private String ask(Socket socket, Talk talk, boolean stream) throws IOException {
        String question = "question " + asked.incrementAndGet();
        String body = Json.write(Map.of("question", question, "session_id", talk.session(), "stream", stream));
        socket.setSoTimeout((int) AMPLE.toMillis());
        write(
                socket,
                "POST " + talk.path() + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: " + key
                        + "\r\nContent-Type: application/json\r\nContent-Length: "
                        + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + body);
        return question;
    }

    private void readAll(Talk talk) throws IOException {
        try (Socket socket = connect()) {
            String question = ask(socket, talk);
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            Matcher texts = ANSWER.matcher(answer);
            String last = "";
            while (texts.find()) {
                last = texts.group(1);
            }
            taken.add(question);
            whole.incrementAndGet();
            if (ScriptedText.inOrder(last) != TOKENS) {
                wrong.add("an answer is not whole: " + answer);
            }
        }
    }

    /// An answer of a model that fails ends too, and with the end mark.
    private void readToTheEnd(Talk talk) throws IOException {
        try (Socket socket = connect()) {
            String question = ask(socket, talk);
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            taken.add(question);
            if (!answer.contains("ERROR") || !answer.matches("(?s).*\"data\": ?true}.*")) {
                wrong.add("a failed answer has no end: " + answer);
            }
        }
    }

    private void leave(Talk talk, int bytes) throws IOException {
        try (Socket socket = connect()) {
            String question = ask(socket, talk);
            String read = new String(socket.getInputStream().readNBytes(bytes), StandardCharsets.UTF_8);
            if (read.contains("data:")) {
                taken.add(question);
            }
            socket.setSoLinger(bytes % 2 == 0, 0);
        }
    }

    /// Leaves before the answer in one piece, most of the time.
    private void waitNoLonger(Talk talk, int millis) throws IOException {
        try (Socket socket = connect()) {
            String question = ask(socket, talk, false);
            socket.setSoTimeout(millis);
            if (socket.getInputStream().read() >= 0) {
                taken.add(question);
            }
        }
    }

    /// Reads one byte a second.
    private void crawl(Talk talk, Deadline end) throws IOException, InterruptedException {
        try (Socket socket = new Socket()) {
            socket.setReceiveBufferSize(1_024);
            socket.connect(new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), port()));
            ask(socket, talk);
            while (!end.passed() && socket.getInputStream().read() >= 0) {
                Thread.sleep(1_000);
            }
        }
    }

    private static void sayNothing() throws IOException {
        try (Socket socket = connect()) {
            socket.setSoTimeout((int) AMPLE.toMillis());
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }

    private static void sendForEver(Deadline end) throws IOException, InterruptedException {
        try (Socket socket = connect()) {
            write(
                    socket,
                    "POST " + steady.path() + " HTTP/1.1\r\nHost: x\r\nAuthorization: " + key
                            + "\r\nContent-Length: 1000000\r\n\r\n{");
            while (!end.passed()) {
                write(socket, " ");
                Thread.sleep(50);
            }
        }
    }

    private static Socket connect() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), port());
    }

    private static int port() {
        return URI.create(app.address()).getPort();
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
    }

    /// What the storm has used comes back to zero; the connection that asks is the only one left. Of the connections
    /// to models those stay that wait for their next call, as many as the models know of and no more than were ever
    /// needed at a time; in a long run they are waited for too.
    private static void waitForNothing(long seed) throws Exception {
        Deadline deadline = Deadline.in(AMPLE);
        while (true) {
            String metrics = call("GET", "/metrics", "", "").body();
            Map<String, Double> left = new LinkedHashMap<>();
            left.put("answers", metric(metrics, "freshet_answers_running"));
            left.put("logs", metric(metrics, "freshet_answers_logs"));
            left.put("places", metric(metrics, "freshet_admission_taken{gate=\"questions\"}"));
            left.put("clients but one", Math.max(0, metric(metrics, "freshet_http_connections") - 1));
            left.put("streams", sum(Counts::streams));
            double idle = metric(metrics, "freshet_http_upstream_connections");
            left.put("connections that only one side knows", Math.abs(idle - sum(Counts::connections)));
            left.put("connections that nobody needs", Boolean.getBoolean("freshet.long") ? idle : tooMany());
            if (left.values().stream().allMatch(amount -> amount == 0)) {
                return;
            }
            assertThat(deadline.passed()).as("seed %d: %s", seed, left).isFalse();
            Thread.sleep(50);
        }
    }

    private static double sum(ToLongFunction<Counts> amount) {
        return MODELS.stream()
                .mapToLong(model -> amount.applyAsLong(model.counts()))
                .sum();
    }

    /// Each loop keeps to each model as many connections as it had calls there at a time.
    private static double tooMany() {
        return MODELS.stream()
                .mapToLong(model -> Math.max(0, model.counts().connections() - LOOPS * CLIENTS))
                .sum();
    }

    private static double metric(String metrics, String name) {
        return metrics.lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " is not among the metrics:\n" + metrics));
    }

    private static Set<String> stored() throws Exception {
        Set<String> questions = ConcurrentHashMap.newKeySet();
        List<Talk> talks = new ArrayList<>(FAULTY);
        talks.add(steady);
        for (Talk talk : talks) {
            JsonNode sessions =
                    data(call("GET", "/api/v1/chats/" + talk.chat() + "/sessions?id=" + talk.session(), key, ""));
            for (JsonNode message : sessions.path(0).path("messages")) {
                questions.add(message.path("content").asText());
            }
        }
        return questions;
    }
}
