package dev.freshet.api.answers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freshet.answer.AnswerSettings;
import dev.freshet.api.Scenario;
import dev.freshet.api.ragflow.chat.ChatApi;
import dev.freshet.core.AppException;
import dev.freshet.core.ErrorCode;
import dev.freshet.db.Lane;
import dev.freshet.model.ScriptedModel;
import dev.freshet.model.TokenSink;
import dev.freshet.model.TokenSink.Channel;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnswerRoutesTest {
    private static final String ASK = "POST /api/v1/chats/{{chat}}/completions";
    private static final String OPENAI = "POST /v1/chat/completions";
    private static final String MISSING = "{'code':404,'message':'there is no such answer'}";

    @TempDir
    Path folder;

    private ChatApi api;

    @BeforeEach
    void start() throws Exception {
        api = new ChatApi(folder, 100, new ScriptedModel("chat@Builtin"), brisk());
        api.assistant("'prompt':{'prompt':'Be short.','variables':[]}");
    }

    @AfterEach
    void stop() {
        api.close();
    }

    /// Limits under which what takes a minute takes a moment.
    private static AnswerSettings brisk() {
        return AnswerSettings.usual()
                .with(new AnswerSettings.Following(
                        Duration.ofMillis(80),
                        Duration.ZERO,
                        Duration.ofMillis(300),
                        Duration.ofSeconds(60),
                        64L << 20,
                        Duration.ofMillis(60)));
    }

    @Test
    void resumesBehindEveryEventWithoutLossOrRepetitionAlsoAfterARestart() throws Exception {
        long seed = new Random().nextLong();
        String rule = "seed " + seed;
        List<Asked> asked = new ArrayList<>();
        for (String frames : List.of("delta", "cumulative")) {
            sayAtRandom(new Random(seed));
            asked.add(ask(question("{'question':'why?','session_id':'{{session}}'}", ASK)
                    .header("X-Freshet-Frames", frames)));
            sayAtRandom(new Random(seed + 1));
            asked.add(ask(question(openai("true"), OPENAI).header("X-Freshet-Frames", frames)));
        }
        for (Asked one : asked) {
            resumesEverywhere(one, rule);
        }
        api.restart(brisk());
        for (Asked one : asked) {
            resumesEverywhere(one, rule + " after a restart");
        }
    }

    @Test
    void resumesAnAnswerThatFailedAndTellsThatItDid() throws Exception {
        api.model.failsAfter(new AppException.Upstream(ErrorCode.UPSTREAM_FAILED, "the provider failed"), "Half ");
        Asked failed = ask(
                question("{'question':'why?','session_id':'{{session}}'}", ASK).header("X-Freshet-Frames", "delta"));
        assertThat(failed.events().getLast().data()).contains("true");
        resumesEverywhere(failed, "failed");
        api.restart(brisk());
        resumesEverywhere(failed, "failed, after a restart");
    }

    private void resumesEverywhere(Asked one, String rule) throws Exception {
        String whole = Event.read(one.events());
        assertThat(Event.read(follow(one.answer(), "", one.frames()))).as(rule).isEqualTo(startOver(one, whole));
        for (int i = 0; i < one.events().size() - 1; i++) {
            List<Event> read = new ArrayList<>(one.events().subList(0, i + 1));
            String id = read.getLast().id();
            assertThat(id).as(rule).isNotEmpty();
            List<Event> more = follow(one.answer(), id, one.frames());
            if (one.frames().equals("cumulative") && one.ragflow()) {
                assertThat(more.getLast()).as(rule).isEqualTo(one.events().getLast());
                assertThat(more.size()).as(rule + " behind " + id).isLessThanOrEqualTo(2);
                continue;
            }
            read.addAll(more);
            assertThat(Event.read(read)).as(rule + " behind " + id).isEqualTo(whole);
        }
        String end = one.events().getLast().id();
        assertThat(end).isEqualTo("end");
        assertThat(api.server.send(events(one.answer(), end, "delta")).statusCode())
                .isEqualTo(204);
    }

    /// Cumulative frames that were passed over on the way are not sent again.
    private static String startOver(Asked one, String whole) throws Exception {
        return one.frames().equals("cumulative") && one.ragflow()
                ? Event.read(one.events()
                        .subList(one.events().size() - 2, one.events().size()))
                : whole;
    }

    private void sayAtRandom(Random random) {
        String[] pieces = new String[1 + random.nextInt(8)];
        String[] thoughts = new String[random.nextInt(4)];
        for (int i = 0; i < pieces.length; i++) {
            pieces[i] = word(random);
        }
        for (int i = 0; i < thoughts.length; i++) {
            thoughts[i] = word(random);
        }
        api.model.plays(sink -> {
            ScriptedModel.append(sink, Channel.THINKING, thoughts);
            ScriptedModel.append(sink, Channel.ANSWER, pieces);
            sink.finished(TokenSink.FinishReason.STOP);
        });
    }

    private static String word(Random random) {
        String letters = "aé漢\uD83D\uDE00 \"\\";
        StringBuilder word = new StringBuilder();
        for (int i = 0; i <= random.nextInt(4); i++) {
            word.appendCodePoint(letters.codePointAt(letters.offsetByCodePoints(0, random.nextInt(7))));
        }
        return word.toString();
    }

    @Test
    void letsTheAnswerGoOnWhenAClientThatCanResumeLeaves() throws Exception {
        BlockingQueue<TokenSink> sinks = new LinkedBlockingQueue<>();
        api.model.plays(sink -> {
            ScriptedModel.append(sink, Channel.ANSWER, "One ");
            sinks.add(sink);
        });
        String answer;
        try (Socket client = socket("X-Freshet-Events: 1\r\nX-Freshet-Frames: delta\r\n")) {
            String read = readUntil(client, "One ");
            answer = read.replaceAll("(?is).*x-freshet-answer: ([0-9a-f]{32}).*", "$1");
            assertThat(answer).hasSize(32);
        }
        TokenSink sink = Objects.requireNonNull(sinks.poll(60, TimeUnit.SECONDS));
        try (Socket watcher = get("/api/v1/answers/" + answer + "/events", "Last-Event-ID: a4\r\n")) {
            String head = readUntil(watcher, "\r\n\r\n");
            assertThat(head).contains("200").containsIgnoringCase("text/event-stream");
            assertThat(api.model.neverClosed()).isTrue();
            sink.loop().run(() -> {
                ScriptedModel.append(sink, Channel.ANSWER, "two.");
                sink.finished(TokenSink.FinishReason.STOP);
            });
            String rest = readUntil(watcher, "\"data\": true}");
            assertThat(rest).contains("two.", "id:end").doesNotContain("\"answer\":\"One");
        }
        assertThat(api.model.neverClosed()).isTrue();
    }

    @Test
    void sendsCommentsWhileNothingHappensToThoseWhoCanResumeOnly() throws Exception {
        api.model.hangsAfter("One ");
        try (Socket client = socket("X-Freshet-Events: 1\r\n");
                Socket plain = socket("")) {
            readUntil(plain, "One ");
            readUntil(plain, "\n\n");
            readUntil(client, "One ");
            readUntil(client, ":\n\n");
            readUntil(client, ":\n\n");
            assertThat(plain.getInputStream().available()).isLessThan(20);
        }
    }

    @Test
    void cutsAReaderOffThatTakesNothingAndLetsItResume() throws Exception {
        api.restart(eager());
        String piece = "0123456789abcdef".repeat(1024);
        int pieces = 60;
        BlockingQueue<TokenSink> sinks = new LinkedBlockingQueue<>();
        api.model.plays(sinks::add);
        String answer;
        try (Socket client = new Socket()) {
            client.setReceiveBufferSize(4096);
            client.connect(new InetSocketAddress("127.0.0.1", api.server.port()));
            client.setSoTimeout(60_000);
            send(client, "POST", chat(), "X-Freshet-Events: 1\r\nX-Freshet-Frames: cumulative\r\n", body());
            String head = readUntil(client, "\r\n\r\n");
            answer = head.replaceAll("(?is).*x-freshet-answer: ([0-9a-f]{32}).*", "$1");
            TokenSink sink = Objects.requireNonNull(sinks.poll(60, TimeUnit.SECONDS));
            for (int i = 0; i < pieces; i++) {
                sink.loop().later(() -> ScriptedModel.append(sink, Channel.ANSWER, piece));
            }
            awaitCut(client);
            assertThat(api.model.neverClosed()).isTrue();
            sink.loop().run(() -> sink.finished(TokenSink.FinishReason.STOP));
        }
        List<Event> all = follow(answer, "", "delta");
        assertThat(ChatApi.json(all.getFirst().data()).at("/data/answer").asText())
                .isEqualTo(piece.repeat(pieces));
    }

    /// Sends each delta at once as the whole text so far, which is soon more than a socket holds.
    private static AnswerSettings eager() {
        AnswerSettings brisk = brisk();
        AnswerSettings.Following usual = AnswerSettings.Following.usual();
        return new AnswerSettings(
                brisk.bytes(),
                1,
                brisk.gatherTime(),
                new AnswerSettings.Following(
                        usual.heartbeat(),
                        usual.plainHeartbeat(),
                        brisk.following().patience(),
                        usual.kept(),
                        usual.memory(),
                        usual.checkpoint()));
    }

    /// Returns when the server has closed the connection, without reading what it sent. Empty lines before a request
    /// are passed over, so the server does not mind them.
    private static void awaitCut(Socket client) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (System.nanoTime() < end) {
            try {
                client.getOutputStream().write('\n');
            } catch (IOException closed) {
                return;
            }
            Thread.sleep(20);
        }
        throw new AssertionError("the reader that takes nothing is not cut off");
    }

    @Test
    void stopsOnRequestAndKeepsWhatWasSaid() throws Exception {
        api.model.hangsAfter("Half an ");
        try (Socket client = socket("")) {
            String head = readUntil(client, "Half an ");
            String answer = head.replaceAll("(?is).*x-freshet-answer: ([0-9a-f]{32}).*", "$1");
            api.server.play(ChatApi.asked("stop", "POST /api/v1/answers/" + answer + "/stop")
                    .answers("{'code':0,'data':{'answer_id':'" + answer + "','state':'stopped'}}"));
            api.model.awaitClosed();
            readUntil(client, "\"data\": true}");
            assertThat(rows("content")).containsExactly("Half an ");
            api.server.play(ChatApi.asked("again", "POST /api/v1/answers/" + answer + "/stop")
                    .answers("{'code':0,'data':{'answer_id':'" + answer + "','state':'stopped'}}"));
        }
    }

    @Test
    void tellsAStrangerWhatItTellsAboutAnAnswerThatNeverWas() throws Exception {
        api.model.says("Yes.");
        String answer = ask(question("{'question':'why?','session_id':'{{session}}'}", ASK))
                .answer();
        for (String id : List.of(answer, "0".repeat(32), "x")) {
            for (String token : List.of("{{stranger.key}}", "{{stranger.login}}", "{{stranger.beta}}", "{{beta}}")) {
                for (String route : List.of("GET %s/events", "POST %s/stop", "GET %s/timeline")) {
                    api.server.play(
                            Scenario.of("a stranger", route.formatted("@").replace("@", "/api/v1/answers/" + id))
                                    .header("Authorization", "Bearer " + token)
                                    .answers(404, MISSING));
                }
            }
        }
        api.server.play(Scenario.of("the login", "GET /api/v1/answers/" + answer + "/timeline")
                .header("Authorization", "{{login}}")
                .answers("{'code':0,'data':{'answer_id':'" + answer + "','state':'finished','...':''}}"));
        api.server.play(Scenario.of(
                        "a widget names the session",
                        "GET /api/v1/answers/" + answer + "/timeline?session_id={{session}}")
                .header("Authorization", "Bearer {{beta}}")
                .answers("{'code':0,'data':{'answer_id':'" + answer + "','state':'finished','...':''}}"));
        api.server.play(Scenario.of("nobody", "GET /api/v1/answers/" + answer + "/timeline")
                .answers(401, "{'code':401,'message':'*text'}"));
        api.server.play(ChatApi.asked("no id", "GET /api/v1/answers/" + answer + "/events")
                .header("Last-Event-ID", "b7")
                .answers(400, "{'code':400,'message':'*text'}"));
    }

    @Test
    void answersARepeatedRequestOnceAndReplaysItAfterARestart() throws Exception {
        api.model.says("Thirty ", "days.");
        List<Scenario> requests = List.of(
                question("{'question':'why?','session_id':'{{session}}'}", ASK),
                question("{'question':'whole?','session_id':'{{session}}','stream':false}", ASK),
                question(openai("true"), OPENAI),
                question(openai("false"), OPENAI));
        List<HttpResponse<String>> first = new ArrayList<>();
        for (int i = 0; i < requests.size(); i++) {
            first.add(api.server.send(requests.get(i).header("Idempotency-Key", "key " + i)));
        }
        assertThat(api.model.prompts).hasSize(4);
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < requests.size(); i++) {
                HttpResponse<String> again = api.server.send(requests.get(i).header("Idempotency-Key", "key " + i));
                assertThat(again.headers().firstValue("X-Freshet-Answer"))
                        .isEqualTo(first.get(i).headers().firstValue("X-Freshet-Answer"))
                        .isPresent();
                assertThat(last(again)).isEqualTo(last(first.get(i)));
            }
            api.restart(brisk());
        }
        assertThat(api.model.prompts).hasSize(4);
        assertThat(rows("state")).hasSize(4);
        Scenario other = question("{'question':'else?','session_id':'{{session}}'}", ASK);
        api.server.play(other.header("Idempotency-Key", "key 0").answers(422, "{'code':101,'message':'*text'}"));
        api.server.play(question(openai("false").replace("why", "else"), OPENAI)
                .header("Idempotency-Key", "key 3")
                .answers(422, "{'error':{'code':'key_reused','...':''}}"));
    }

    /// The last two frames, or all of an answer in one piece but for what names the moment.
    private static String last(HttpResponse<String> response) throws Exception {
        if (!response.body().contains("data:")) {
            return response.body().replaceAll("\"created(_at)?\":[0-9.E]+", "");
        }
        List<Event> events = Event.of(response.body());
        return Event.read(events.subList(events.size() - 2, events.size()));
    }

    @Test
    void tellsWhereTheTimeWent() throws Exception {
        api.assistant("'dataset_ids':['" + api.dataset().id().value() + "']");
        api.model.says("Thirty ", "days [ID:0].");
        String answer = ask(question("{'question':'How many holidays?','session_id':'{{session}}'}", ASK))
                .answer();
        String timeline = api.server
                .send(ChatApi.asked("timeline", "GET /api/v1/answers/" + answer + "/timeline"))
                .body();
        List<String> steps = new ArrayList<>();
        for (JsonNode step : ChatApi.json(timeline).at("/data/steps")) {
            steps.add(step.path("name").asText());
            assertThat(step.path("start_ms").asDouble()).as(timeline).isNotNegative();
            assertThat(step.path("duration_ms").asDouble()).as(timeline).isNotNegative();
        }
        assertThat(steps)
                .containsExactlyInAnyOrder(
                        "store",
                        "model",
                        "refine",
                        "embed",
                        "search",
                        "fuse",
                        "prompt",
                        "queue",
                        "connect",
                        "first_token",
                        "last_token",
                        "citations");
    }

    @Test
    void letsTwinsShareOneTurn() throws Exception {
        api.model.plays(sink -> sink.loop().later(() -> {
            ScriptedModel.append(sink, Channel.ANSWER, "Once.");
            sink.finished(TokenSink.FinishReason.STOP);
        }));
        Scenario request = question("{'question':'why?','session_id':'{{session}}','stream':false}", ASK)
                .header("Idempotency-Key", "twins");
        BlockingQueue<String> bodies = new LinkedBlockingQueue<>();
        List<Thread> twins = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            twins.add(Thread.ofVirtual().start(() -> bodies.add(body(request))));
        }
        for (Thread twin : twins) {
            twin.join();
        }
        assertThat(bodies).hasSize(8);
        assertThat(List.copyOf(bodies).stream().distinct()).hasSize(1);
        assertThat(api.model.prompts).hasSize(1);
        assertThat(rows("state")).hasSize(1);
    }

    private String body(Scenario request) {
        try {
            return api.server.send(request).body();
        } catch (Exception error) {
            throw new IllegalStateException(error);
        }
    }

    @Test
    void keepsWhatACrashInterrupted() throws Exception {
        api.model.hangsAfter("Half an ");
        try (Socket client = socket("X-Freshet-Events: 1\r\nX-Freshet-Frames: delta\r\n")) {
            String head = readUntil(client, "Half an ");
            String answer = head.replaceAll("(?is).*x-freshet-answer: ([0-9a-f]{32}).*", "$1");
            while (!rows("content").contains("Half an ")) {
                Thread.sleep(20);
            }
            api.restart(brisk());
            List<Event> events = follow(answer, "a5", "delta");
            assertThat(Event.read(events)).startsWith("an {\"code\": 500");
            assertThat(rows("state")).containsExactly("interrupted");
        }
    }

    /// A streamed answer.
    private record Asked(String answer, List<Event> events, String frames, boolean ragflow) {}

    private Asked ask(Scenario question) throws Exception {
        HttpResponse<String> response = api.server.send(question);
        assertThat(response.statusCode()).isEqualTo(200);
        return new Asked(
                response.headers().firstValue("X-Freshet-Answer").orElseThrow(),
                Event.of(response.body()),
                question.headers().getOrDefault("X-Freshet-Frames", "cumulative"),
                question.path().startsWith("/api/"));
    }

    private static Scenario question(String body, String route) {
        return ChatApi.asked("a question", route)
                .header("X-Freshet-Events", "1")
                .json(body);
    }

    private static String openai(String stream) {
        return "{'model':'{{chat}}','stream':" + stream + ",'messages':[{'role':'user','content':'why?'}]}";
    }

    private List<Event> follow(String answer, String from, String frames) throws Exception {
        return Event.of(api.server.send(events(answer, from, frames)).body());
    }

    private static Scenario events(String answer, String from, String frames) {
        Scenario plain = ChatApi.asked("follow", "GET /api/v1/answers/" + answer + "/events")
                .header("X-Freshet-Frames", frames);
        return from.isEmpty() ? plain : plain.header("Last-Event-ID", from);
    }

    private List<String> rows(String column) {
        return api.db.query(
                Lane.BROWSE,
                sql -> sql.fetch("select " + column + " from answer order by position")
                        .getValues(0, String.class));
    }

    private String chat() {
        return "/api/v1/chats/" + api.server.kept("chat") + "/completions";
    }

    private String body() {
        return "{\"question\":\"why?\",\"session_id\":\"" + api.server.kept("session") + "\"}";
    }

    private Socket socket(String headers) throws Exception {
        Socket client = new Socket("127.0.0.1", api.server.port());
        client.setSoTimeout(60_000);
        send(client, "POST", chat(), headers, body());
        return client;
    }

    private Socket get(String path, String headers) throws Exception {
        Socket client = new Socket("127.0.0.1", api.server.port());
        client.setSoTimeout(60_000);
        send(client, "GET", path, headers + "X-Freshet-Frames: delta\r\n", "");
        return client;
    }

    private void send(Socket client, String method, String path, String headers, String body) throws Exception {
        String head = method + " " + path + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + api.server.kept("key")
                + "\r\n" + headers + "Content-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n";
        client.getOutputStream().write((head + body).getBytes(StandardCharsets.US_ASCII));
    }

    private static String readUntil(Socket client, String text) throws Exception {
        InputStream in = client.getInputStream();
        StringBuilder read = new StringBuilder();
        while (read.indexOf(text) < 0) {
            int next = in.read();
            assertThat(next).as("the stream ended after " + read).isNotNegative();
            read.append((char) next);
        }
        return read.toString();
    }
}
