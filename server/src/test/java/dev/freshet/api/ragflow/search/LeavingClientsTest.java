package dev.freshet.api.ragflow.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.answer.AnswerSettings;
import dev.freshet.answer.AnswerSettings.Following;
import dev.freshet.api.Scenario;
import dev.freshet.api.ragflow.chat.ChatApi;
import dev.freshet.core.Deadline;
import dev.freshet.db.Lane;
import dev.freshet.model.ModelInfo.Capability;
import dev.freshet.model.ScriptedModel;
import dev.freshet.model.openai.FakeOpenAi;
import dev.freshet.retrieval.RetrievalSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Clients that leave, or stop their answer, while a model is asked for something in one piece: the call is closed at
/// once, long before its deadline.
class LeavingClientsTest {
    private static final Duration AMPLE = Duration.ofMinutes(2);
    private static final String CONVERSATION =
            "'conversation_id':'{{session}}','messages':[{'role':'user','content':'holidays'}]";

    private static final Pattern TEMPLATE = Pattern.compile("\\{\\{(\\w+)}}");

    @TempDir
    static Path folder;

    private static RemoteModels models;
    private static ChatApi api;

    /// A request and what of it is under way when its client leaves.
    enum Call {
        RELATED_QUESTIONS("/v1/conversation/related_questions", "", "'question':'holidays'", "chat/completions"),
        MIND_MAP("/v1/conversation/mindmap", "", "'question':'holidays','kb_ids':['{{dataset}}']", "chat/completions"),
        KEYWORDS_OF_A_RETRIEVAL_TEST(
                "/v1/chunk/retrieval_test",
                "",
                "'question':'holidays','kb_id':['{{dataset}}'],'keyword':true",
                "chat/completions"),
        RERANKER_OF_A_RETRIEVAL_TEST(
                "/v1/chunk/retrieval_test",
                "",
                "'question':'holidays','kb_id':['{{dataset}}'],'rerank_id':'ranker@Fake'",
                "rerank"),
        KEYWORDS("/v1/conversation/completion", "'keyword':true", CONVERSATION, "chat/completions"),
        KEYWORDS_OF_A_WHOLE_ANSWER(
                "/v1/conversation/completion", "'keyword':true", CONVERSATION + ",'stream':false", "chat/completions"),
        TRANSLATION("/v1/conversation/completion", "'cross_languages':['Chinese']", CONVERSATION, "chat/completions"),
        REFINEMENT(
                "/v1/conversation/completion",
                "'refine_multiturn':true",
                CONVERSATION.replace("[", "[{'role':'user','content':'days'},{'role':'assistant','content':'yes'},"),
                "chat/completions"),
        RERANKER("/v1/conversation/completion", "'rerank_model':'ranker@Fake'", CONVERSATION, "rerank");

        private final String path;
        private final String prompt;
        private final String body;
        private final String asks;

        Call(String path, String prompt, String body, String asks) {
            this.path = path;
            this.prompt = prompt;
            this.body = body;
            this.asks = "/v1/" + asks;
        }
    }

    @BeforeAll
    static void start() throws IOException {
        models = new RemoteModels(new ScriptedModel("chat@Builtin", Capability.INSTRUCTIONS));
        RetrievalSettings settings = new RetrievalSettings(AMPLE, AMPLE, AMPLE, AMPLE, false, false, 3, AMPLE);
        api = new ChatApi(
                folder, new ChatApi.Parts(ChatApi.places(100), models.streaming, forgetful(), models, settings));
        models.streaming.says("Thirty.");
        models.provider.then(FakeOpenAi.hangBeforeHead());
        api.server.keep("dataset", api.dataset().id().value());
    }

    /// Limits under which logs go as soon as nobody needs them.
    private static AnswerSettings forgetful() {
        Following usual = Following.usual();
        return AnswerSettings.usual()
                .with(new Following(
                        usual.heartbeat(),
                        usual.plainHeartbeat(),
                        usual.patience(),
                        Duration.ZERO,
                        usual.memory(),
                        usual.checkpoint()));
    }

    @AfterAll
    static void stop() throws IOException {
        api.close();
        models.close();
    }

    @ParameterizedTest
    @EnumSource
    void closeTheCallThatNobodyWaitsForAnyLonger(Call call) throws Exception {
        assistant(call.prompt);
        Socket client = send(call.path, "", call.body);
        try (client) {
            assertThat(models.provider.request().path()).isEqualTo(call.asks);
        }
        assertThat(models.provider.goneClient()).isEqualTo(call.asks);
        awaitNone();
    }

    @ParameterizedTest
    @EnumSource(names = {"KEYWORDS", "REFINEMENT", "RERANKER"})
    void closeItByStoppingToo(Call call) throws Exception {
        assistant(call.prompt);
        try (Socket client = send(call.path, "X-Freshet-Events: 1\r\n", call.body)) {
            assertThat(models.provider.request().path()).isEqualTo(call.asks);
            String answer = header(client, "x-freshet-answer");
            api.server.play(Scenario.of("stop", "POST /api/v1/answers/" + answer + "/stop")
                    .header("Authorization", "{{login}}")
                    .answers("{'code':0,'data':{'answer_id':'" + answer + "','state':'stopped'}}"));
            assertThat(models.provider.goneClient()).isEqualTo(call.asks);
            String state = api.db.query(
                    Lane.BROWSE,
                    sql -> sql.fetchSingle("SELECT state FROM answer WHERE id = ?", answer)
                            .get(0, String.class));
            assertThat(state).isEqualTo("stopped");
        }
        awaitNone();
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "false"})
    void leaveNothingBehindWhenTheyHaveStayedToTheEndEither(String stream) throws Exception {
        assistant("");
        String body = api.server
                .send(Scenario.of("to the end", "POST /v1/conversation/completion")
                        .header("Authorization", "{{login}}")
                        .json("{" + CONVERSATION + ",'stream':" + stream + "}"))
                .body();
        assertThat(body).contains("Thirty.");
        models.streaming.prompts.clear();
        awaitNone();
    }

    private static void assistant(String prompt) throws Exception {
        models.streaming.prompts.clear();
        api.assistant("'dataset_ids':['" + api.server.kept("dataset") + "'],'prompt':{'similarity_threshold':0"
                + (prompt.isEmpty() ? "" : "," + prompt) + "}");
    }

    private static Socket send(String path, String headers, String body) throws IOException {
        String json = "{" + filled(body).replace('\'', '"') + "}";
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), api.server.port());
        socket.setSoTimeout((int) AMPLE.toMillis());
        String head = "POST " + path + " HTTP/1.1\r\nHost: x\r\nAuthorization: " + api.server.kept("login") + "\r\n"
                + headers + "Content-Type: application/json\r\nContent-Length: " + json.length() + "\r\n\r\n";
        socket.getOutputStream().write((head + json).getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static String filled(String text) {
        return TEMPLATE.matcher(text).replaceAll(name -> api.server.kept(name.group(1)));
    }

    private static String header(Socket client, String name) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = client.getInputStream().read();
            assertThat(next).as(head.toString()).isNotNegative();
            head.append((char) next);
        }
        return head.toString().replaceAll("(?is).*" + name + ": (\\w+).*", "$1");
    }

    /// The model was not asked for another answer, and nothing is left.
    private static void awaitNone() {
        Deadline deadline = Deadline.in(AMPLE);
        while (api.running.count() > 0 || api.running.logs() > 0 || models.provider.underWay() > 0) {
            deadline.check("the end of what was under way");
            LockSupport.parkNanos(5_000_000);
        }
        assertThat(models.streaming.prompts).isEmpty();
        assertThat(models.provider.waitingRequests()).isZero();
    }
}
