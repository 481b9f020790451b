package dev.freshet.bench.fake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FakeModelServerTest {
    private static final Script FAST = new Script(Duration.ofMillis(1), Duration.ofMillis(1), 25, Fault.NONE, 0);
    private static FakeModelServer server;

    @BeforeAll
    static void start() {
        server = FakeModelServer.start(FAST, 0, 2);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @EnumSource(HttpClient.Version.class)
    void streamsEveryTokenInOrder(HttpClient.Version version) throws Exception {
        HttpResponse<String> reply = chat(version, "scripted", true);

        assertThat(reply.version()).isEqualTo(version);
        assertThat(ScriptedText.inOrder(contents(reply.body()))).isEqualTo(25);
        assertThat(reply.body()).endsWith("data: [DONE]\n\n");
    }

    @Test
    void sendsAllAtOnceWithoutAnInterval() throws Exception {
        HttpResponse<String> reply = chat(HttpClient.Version.HTTP_1_1, "scripted;first=0;interval=0;tokens=3000", true);

        assertThat(ScriptedText.inOrder(contents(reply.body()))).isEqualTo(3000);
    }

    @Test
    void answersWholeWhereNoStreamIsAskedFor() throws Exception {
        HttpResponse<String> reply = chat(HttpClient.Version.HTTP_1_1, "scripted;tokens=7", false);

        assertThat(ScriptedText.inOrder(reply.body().replaceAll(".*\"content\":\"([^\"]*)\".*", "$1")))
                .isEqualTo(7);
    }

    @Test
    void noticesMissingAndDoubledTokens() {
        String text = ScriptedText.whole(false, 12);

        assertThat(ScriptedText.inOrder(text)).isEqualTo(12);
        assertThat(ScriptedText.inOrder(text.replace("gauge2 ", ""))).isEqualTo(-1);
        assertThat(ScriptedText.inOrder(text.replace("gauge2", "gauge2 gauge2")))
                .isEqualTo(-1);
        assertThat(ScriptedText.inOrder(text.replace("field9.", "field9 [ID:0][ID:3].")))
                .isEqualTo(12);
    }

    @Test
    void outlinesWhenAskedForAMindMap() throws Exception {
        String body =
                "{\"model\":\"scripted\",\"messages\":[{\"role\":\"user\",\"content\":\"Draw a Mind Map of it\"}]}";
        assertThat(post(HttpClient.Version.HTTP_1_1, "/chat/completions", body).body())
                .contains("# river0\\n## station1\\n- gauge2");
    }

    @Test
    void refusesWithTheStatusOfTheScript() throws Exception {
        HttpResponse<String> busy = chat(HttpClient.Version.HTTP_1_1, "scripted;fault=too-many-requests", true);
        HttpResponse<String> broken = chat(HttpClient.Version.HTTP_1_1, "scripted;fault=server-error", true);

        assertThat(busy.statusCode()).isEqualTo(429);
        assertThat(busy.headers().firstValue("Retry-After")).contains("1");
        assertThat(broken.statusCode()).isEqualTo(500);
    }

    @Test
    void cutsTheSocketAfterSoManyTokens() throws Exception {
        try (Socket socket = ask("scripted;fault=reset;after=3")) {
            String all = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(ScriptedText.inOrder(contents(unchunked(all)))).isEqualTo(3);
            assertThat(all).doesNotContain("[DONE]");
        }
    }

    @Test
    void resetsAStreamOfHttp2() {
        assertThatThrownBy(() -> chat(HttpClient.Version.HTTP_2, "scripted;fault=reset;after=3", true))
                .isInstanceOf(IOException.class);
    }

    @Test
    void sendsRubbish() throws Exception {
        assertThat(chat(HttpClient.Version.HTTP_1_1, "scripted;fault=rubbish", true)
                        .body())
                .contains("]<html>");
    }

    @Test
    void hangsAndSeesTheClientLeave() throws Exception {
        long before = server.counts().left();
        try (Socket socket = ask("scripted;fault=hang-mid-stream;after=2")) {
            InputStream in = socket.getInputStream();
            StringBuilder seen = new StringBuilder();
            while (!seen.toString().contains("station1")) {
                seen.append((char) in.read());
            }
        }
        try (Socket socket = ask("scripted;fault=hang-before-headers")) {
            until(() -> server.counts().streams() == 1);
            assertThat(socket.getInputStream().available()).isZero();
        }
        until(() -> server.counts().left() == before + 2);

        assertThat(server.counts().streams()).isZero();
        assertThat(server.departures()).extracting(Departure::sent).contains(2, 0);
    }

    @Test
    void ranksDocumentsByTheWordsOfTheQuestion() throws Exception {
        String body = "{\"model\":\"r\",\"query\":\"meal allowance\",\"documents\":[\"a river\",\"meal allowance\"]}";

        String reply = post(HttpClient.Version.HTTP_1_1, "/rerank", body).body();

        assertThat(reply).contains("{\"index\":0,\"relevance_score\":0.0}", "{\"index\":1,\"relevance_score\":1.0}");
    }

    @Test
    void embedsTextsWithCommonWordsAlike() throws Exception {
        String body = "{\"model\":\"e\",\"input\":[\"A b\",\"a B\",\"c\"]}";

        JsonObject reply = JsonObject.parse(
                post(HttpClient.Version.HTTP_1_1, "/embeddings", body).body());
        List<List<String>> vectors = reply.texts("data").stream()
                .map(row -> JsonObject.parse(row).texts("embedding"))
                .toList();

        assertThat(vectors.getFirst()).hasSize(384).isEqualTo(vectors.get(1)).isNotEqualTo(vectors.get(2));
    }

    @Test
    void refusesAnUnknownPartOfAName() throws Exception {
        assertThat(chat(HttpClient.Version.HTTP_1_1, "scripted;speed=9", true).statusCode())
                .isEqualTo(400);
    }

    private static HttpResponse<String> chat(HttpClient.Version version, String model, boolean stream)
            throws Exception {
        return post(version, "/chat/completions", question(model, stream));
    }

    private static String question(String model, boolean stream) {
        return "{\"model\":\"" + model + "\",\"stream\":" + stream
                + ",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";
    }

    private static HttpResponse<String> post(HttpClient.Version version, String path, String body) throws Exception {
        try (HttpClient client = HttpClient.newBuilder().version(version).build()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(server.baseUrl() + path))
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .build();
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        }
    }

    private static Socket ask(String model) throws IOException {
        Socket socket = new Socket("127.0.0.1", server.port());
        byte[] body = question(model, true).getBytes(StandardCharsets.UTF_8);
        String head = "POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nContent-Length: " + body.length + "\r\n\r\n";
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().write(body);
        return socket;
    }

    private static String unchunked(String raw) {
        return raw.lines().filter(line -> !line.matches("[0-9a-f]*")).collect(Collectors.joining("\n"));
    }

    private static String contents(String events) {
        return events.lines()
                .filter(line -> line.contains("\"content\":\""))
                .map(line -> line.replaceAll(".*\"content\":\"([^\"]*)\".*", "$1"))
                .collect(Collectors.joining());
    }

    private static void until(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            Thread.sleep(2);
        }
    }
}
