package dev.freshet;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import dev.freshet.cli.ServeRequest;
import dev.freshet.config.Settings;
import dev.freshet.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/// What a new user sees: the whole server on the example handbook, with nothing but what is built in.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class HandbookTest {
    private static final Path HANDBOOK = Path.of("../examples/handbook");
    private static final String NOTHING_FOUND = "Sorry! No relevant content was found in the knowledge base!";

    /// Of the questions that have an answer, as many as this cite the right document first.
    private static final int LEAST_RIGHT = 15;

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final ListAppender<ILoggingEvent> LOG = new ListAppender<>();

    @TempDir
    static Path data;

    private static App app;
    private static List<String> printed;

    @BeforeAll
    static void serveTheHandbook() {
        LOG.start();
        logger("ROOT").addAppender(LOG);
        logger("dev.freshet").setLevel(Level.TRACE);
        printed = new CopyOnWriteArrayList<>();
        app = start(printed);
    }

    @AfterAll
    static void stop() {
        app.close();
        CLIENT.close();
        logger("ROOT").detachAppender(LOG);
        logger("dev.freshet").setLevel(null);
    }

    @Test
    void citesTheRightPassageFirstAndQuotesIt() throws Exception {
        List<String> failed = new ArrayList<>();
        List<Question> answerable = questions().stream()
                .filter(question -> !question.document().isEmpty())
                .toList();
        for (Question question : answerable) {
            JsonNode message = ask(question.text());
            String first = message.at("/reference/0/document_name").asText("nothing");
            String passage = plainText(message.at("/reference/0/content").asText());
            boolean quoted = plainText(message.path("content").asText()).contains(question.phrase());
            if (!first.equals(question.document()) || !passage.contains(question.phrase()) || !quoted) {
                failed.add("%s (%s) cites %s, not %s, or does not quote it: %s"
                        .formatted(question.id(), question.kind(), first, question.document(), scores(message)));
            }
        }
        System.err.println(answerable.size() - failed.size() + " of " + answerable.size()
                + " questions cite the right passage first; not these: " + failed);
        assertThat(answerable).hasSize(17);
        assertThat(failed).as("questions whose first citation is wrong").hasSizeLessThanOrEqualTo(17 - LEAST_RIGHT);
    }

    @Test
    void theFirstPassageHoldsTheAnswer() throws Exception {
        Question plain = questions().getFirst();
        JsonNode message = ask(plain.text());
        assertThat(plainText(message.at("/reference/0/content").asText())).contains(plain.phrase());
        assertThat(plainText(message.path("content").asText())).contains(plain.phrase());
        assertThat(message.path("content").asText()).contains("[ID:0]");
    }

    @Test
    void saysThatNothingWasFound() throws Exception {
        for (Question question : questions()) {
            if (question.document().isEmpty()) {
                JsonNode message = ask(question.text());
                assertThat(message.path("content").asText())
                        .as(question.text() + scores(message))
                        .isEqualTo(NOTHING_FOUND);
                assertThat(message.path("reference")).as(question.text()).isEmpty();
            }
        }
    }

    @Test
    void answersInASession() throws Exception {
        String chat = get("/api/v1/chats").at("/data/0/id").asText();
        String session = post("/api/v1/chats/" + chat + "/sessions", Map.of("name", "a talk"))
                .at("/data/id")
                .asText();
        Question plain = questions().getFirst();
        JsonNode answer = post(
                "/api/v1/chats/" + chat + "/completions",
                Map.of("question", plain.text(), "session_id", session, "stream", false));
        assertThat(plainText(answer.at("/data/answer").asText())).contains(plain.phrase());
        assertThat(answer.at("/data/reference/chunks/0/document_name").asText()).isEqualTo(plain.document());
    }

    @Test
    void thePrintedLineStreamsACitedAnswer() throws Exception {
        List<String> arguments = splitByShell(printedLine("curl "));
        assertThat(arguments).startsWith("-N", app.address() + path(arguments.get(1)));
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(arguments.get(1)));
        for (int i = 2; i + 1 < arguments.size(); i += 2) {
            String value = arguments.get(i + 1);
            switch (arguments.get(i)) {
                case "-H" -> request.header(value.split(": ", 2)[0], value.split(": ", 2)[1]);
                case "-d" -> request.POST(BodyPublishers.ofString(value));
                default -> throw new AssertionError("an unknown option " + arguments.get(i));
            }
        }
        HttpResponse<Stream<String>> response = CLIENT.send(request.build(), BodyHandlers.ofLines());
        List<JsonNode> frames = response.body()
                .filter(line -> line.startsWith("data:{"))
                .map(line -> Json.read(line.substring("data:".length()), JsonNode.class))
                .toList();
        JsonNode last = frames.getLast().at("/choices/0/delta");
        Question asked = questions().get(1);
        assertThat(last.at("/reference/0/document_name").asText()).isEqualTo(asked.document());
        assertThat(plainText(last.at("/reference/0/content").asText())).contains(asked.phrase());
        assertThat(plainText(last.path("final_content").asText()))
                .contains(asked.phrase())
                .contains("[ID:0]");
    }

    @Test
    void theSignInLinkWorks() throws Exception {
        String line = printedLine("Sign in");
        HttpRequest link = HttpRequest.newBuilder(URI.create(line.substring(line.indexOf("http"))))
                .build();
        assertThat(CLIENT.send(link, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
    }

    @Test
    void printsAddressLinkKeyAndQuestion() {
        assertThat(printed)
                .anyMatch(line -> line.endsWith("listening on " + app.address()))
                .anyMatch(line -> line.contains(app.address() + "/sign-in?token="))
                .anyMatch(line -> line.startsWith("API key:"))
                .anyMatch(line -> line.startsWith("curl -N " + app.address()));
    }

    @Test
    void theReadmeShowsWhatIsPrinted() throws Exception {
        List<String> blocks = Readme.blocks();
        assertThat(blocks).hasSizeGreaterThan(2);
        for (String shown : blocks.get(1).lines().toList()) {
            Pattern pattern = Readme.pattern(shown, app.address());
            assertThat(printed)
                    .as(shown)
                    .anyMatch(line -> shown.isBlank() || pattern.matcher(line).matches());
        }
    }

    @Test
    void theReadmeShowsWhatAskAnswers() throws Exception {
        String transcript = Readme.blocks().get(2);
        String question = transcript.lines().findFirst().orElseThrow().split("\"")[1];
        Process ask = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--add-modules=jdk.incubator.vector",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.freshet.Main",
                        "ask",
                        "--server",
                        app.address(),
                        "--key",
                        key(),
                        question)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String answer = new String(ask.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(ask.waitFor()).isZero();
        assertThat(answer.strip())
                .isEqualTo(transcript.substring(transcript.indexOf('\n')).strip());
    }

    /// Comes last, since the others look at what the first start printed.
    @Test
    @Order(Integer.MAX_VALUE)
    void aSecondStartLoadsNothingTwice() throws Exception {
        Map<String, String> before = documents();
        String chats = get("/api/v1/chats").path("data").findValuesAsText("id").toString();
        String key = key();
        app.close();
        printed = new CopyOnWriteArrayList<>();
        app = start(printed);
        assertThat(before).hasSize(names().size());
        assertThat(documents()).isEqualTo(before);
        assertThat(get("/api/v1/chats").path("data").findValuesAsText("id")).hasToString(chats);
        assertThat(key()).isEqualTo(key);
        assertThat(printed).contains("All " + before.size() + " documents are loaded already.");
        assertThat(ask(questions().getFirst().text())
                        .at("/reference/0/document_name")
                        .asText())
                .isEqualTo(questions().getFirst().document());
    }

    @Test
    void loadsEveryDocument() throws Exception {
        assertThat(documents().keySet()).containsExactlyInAnyOrderElementsOf(names());
        assertThat(printed).noneMatch(line -> line.contains("FAILED"));
    }

    @Test
    void theLogHoldsNoSecret() throws Exception {
        ask(questions().getFirst().text());
        String body = Json.write(Map.of("model", "no such model"));
        HttpRequest refused = request("/v1/chat/completions")
                .POST(BodyPublishers.ofString(body))
                .build();
        assertThat(CLIENT.send(refused, BodyHandlers.discarding()).statusCode()).isEqualTo(404);
        String link = printedLine("Sign in");
        String token = link.substring(link.indexOf("token=") + "token=".length());
        String key = key();
        List<String> lines = List.copyOf(LOG.list).stream()
                .map(event ->
                        event.getFormattedMessage() + " " + ThrowableProxyUtil.asString(event.getThrowableProxy()))
                .toList();
        assertThat(lines)
                .anyMatch(line -> line.contains("no such model"))
                .noneMatch(line -> line.contains(key))
                .noneMatch(line -> line.contains(token));
    }

    @Test
    void aWrongKeyIsRefused() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(app.address() + "/v1/models"))
                .header("Authorization", "Bearer " + key() + "x")
                .build();
        assertThat(CLIENT.send(request, BodyHandlers.discarding()).statusCode()).isEqualTo(401);
    }

    private static App start(List<String> lines) {
        Map<String, String> options = Map.of("data", data.toString(), "server.port", "0", "server.loops", "1");
        Settings settings = TestSettings.of(options);
        return App.start(new ServeRequest(settings, Optional.of(HANDBOOK), lines::add));
    }

    private static Logger logger(String name) {
        return (Logger) LoggerFactory.getLogger(name);
    }

    /// A row of the table.
    ///
    /// @param document which document answers it; empty for none
    /// @param phrase what stands in the passage that answers it
    private record Question(String id, String text, String document, String phrase, String kind) {}

    private static List<Question> questions() throws IOException {
        return Files.readAllLines(Path.of("src/test/resources/handbook-questions.tsv")).stream()
                .skip(1)
                .map(row -> row.split("\t", -1))
                .map(cells -> new Question(cells[0], cells[1], cells[2], cells[3], cells[4]))
                .toList();
    }

    private static List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(HANDBOOK)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    /// The ids of the loaded documents by their names; all of them have chunks.
    private static Map<String, String> documents() throws Exception {
        String dataset = get("/api/v1/datasets").at("/data/0/id").asText();
        JsonNode rows =
                get("/api/v1/datasets/" + dataset + "/documents?page_size=100").at("/data/docs");
        Map<String, String> ids = new TreeMap<>();
        for (JsonNode row : rows) {
            assertThat(row.path("chunk_count").asInt())
                    .as(row.path("name").asText())
                    .isPositive();
            ids.put(row.path("name").asText(), row.path("id").asText());
        }
        assertThat(ids).hasSize(rows.size());
        return ids;
    }

    /// The message that answers the question.
    private static JsonNode ask(String question) throws Exception {
        Map<String, Object> body = Map.of(
                "model",
                "handbook",
                "reference",
                true,
                "messages",
                List.of(Map.of("role", "user", "content", question)));
        return post("/v1/chat/completions", body).at("/choices/0/message");
    }

    private static String scores(JsonNode message) {
        return StreamSupport.stream(message.path("reference").spliterator(), false)
                .limit(3)
                .map(chunk -> "%n    %s %.3f (terms %.3f, vector %.3f)"
                        .formatted(
                                chunk.path("document_name").asText(),
                                chunk.path("similarity").asDouble(),
                                chunk.path("term_similarity").asDouble(),
                                chunk.path("vector_similarity").asDouble()))
                .reduce("", String::concat);
    }

    private static JsonNode get(String path) throws Exception {
        return send(request(path).GET());
    }

    private static JsonNode post(String path, Object body) throws Exception {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(Json.write(body))));
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(app.address() + path)).header("Authorization", "Bearer " + key());
    }

    private static JsonNode send(HttpRequest.Builder request) throws Exception {
        HttpResponse<String> response = CLIENT.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        JsonNode body = Json.read(response.body(), JsonNode.class);
        assertThat(body.path("code").asInt()).as(response.body()).isZero();
        return body;
    }

    private static String key() {
        return printedLine("API key:").substring("API key:".length()).strip();
    }

    private static String printedLine(String start) {
        return printed.stream()
                .filter(line -> line.startsWith(start))
                .findFirst()
                .orElseThrow();
    }

    private static String path(String address) {
        return URI.create(address).getPath();
    }

    /// The arguments that the shell would give to curl.
    private static List<String> splitByShell(String line) throws Exception {
        Process shell = new ProcessBuilder("sh", "-c", "curl() { printf '%s\\n' \"$@\"; }; " + line).start();
        try (Stream<String> lines = shell.inputReader().lines()) {
            return lines.toList();
        } finally {
            assertThat(shell.waitFor()).isZero();
        }
    }

    /// Blanks collapsed and apostrophes alike, since formats differ in them.
    private static String plainText(String text) {
        return text.replace('’', '\'').replaceAll("\\s+", " ");
    }
}
