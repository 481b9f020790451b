package dev.freshet.api.ragflow.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freshet.answer.AnswerSettings;
import dev.freshet.api.Scenario;
import dev.freshet.api.ragflow.chat.ChatApi;
import dev.freshet.core.Deadline;
import dev.freshet.core.KeyVault;
import dev.freshet.core.Secret;
import dev.freshet.json.JsonObject;
import dev.freshet.model.ModelName;
import dev.freshet.model.ModelStore;
import dev.freshet.model.ModelType;
import dev.freshet.model.ScriptedModel;
import dev.freshet.model.TenantModel;
import dev.freshet.model.openai.FakeOpenAi;
import dev.freshet.retrieval.RetrievalSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A reranker at the other end of a socket, on each route that retrieves (contract §14.4, §15).
class RerankedRoutesTest {
    private static final Duration AMPLE = Duration.ofMinutes(1);
    private static final Duration LATE = Duration.ofMillis(100);
    private static final double WEIGHT = 0.6;
    private static final String QUESTION = "Is thirty a keyword?";

    /// Scores against the terms of the question.
    private static final FakeOpenAi.Reply TURNED = RemoteModels.scores(passage -> passage.contains("noon") ? 0.9 : 0.2);

    private static final ModelName NAME = new ModelName("ranker", "Fake");

    private static ChatApi api;

    @TempDir
    private Path folder;

    private RemoteModels models;

    /// Who retrieves, and how a question is put there.
    enum Door {
        CHAT("POST /api/v1/chats/{{chat}}/completions", "'session_id':'{{session}}','question':'Q'"),
        CONVERSATION(
                "POST /v1/conversation/completion",
                "'conversation_id':'{{session}}','messages':[{'role':'user','content':'Q'}]"),
        OPENAI(
                "POST /api/v1/chats_openai/{{chat}}/chat/completions",
                "'model':'m','stream':true,'reference':true,'messages':[{'role':'user','content':'Q'}]"),
        WIDGET("POST /api/v1/chatbots/{{chat}}/completions", "'session_id':'{{talk}}','quote':true,'question':'Q'"),
        ASK("POST /v1/conversation/ask", "'question':'Q','kb_ids':['{{dataset}}'],'search_id':'{{search}}'"),
        RETRIEVAL_TEST(
                "POST /v1/chunk/retrieval_test",
                "'question':'Q','kb_id':['{{dataset}}'],'rerank_id':'ranker@Fake','vector_similarity_weight':0.6"),
        WIDGETS_RETRIEVAL_TEST(
                "POST /api/v1/searchbots/retrieval_test",
                "'question':'Q','kb_id':['{{dataset}}'],'rerank_id':'ranker@Fake','vector_similarity_weight':0.6");

        private final String route;
        private final String body;

        Door(String route, String body) {
            this.route = route;
            this.body = body;
        }

        boolean answers() {
            return this != RETRIEVAL_TEST && this != WIDGETS_RETRIEVAL_TEST;
        }

        private Scenario asked() {
            String token = switch (this) {
                case CHAT, OPENAI -> "Bearer {{key}}";
                case CONVERSATION, ASK, RETRIEVAL_TEST -> "{{login}}";
                case WIDGET, WIDGETS_RETRIEVAL_TEST -> "Bearer {{beta}}";
            };
            return Scenario.of("§15 " + this, route)
                    .header("Authorization", token)
                    .header("X-Freshet-Events", "1")
                    .json("{" + body.replace("'Q'", "'" + QUESTION + "'") + "}");
        }
    }

    @BeforeEach
    void start() throws IOException {
        models = new RemoteModels(new ScriptedModel("chat@Builtin"));
        models.streaming.says("Thirty [ID:0]");
    }

    @AfterEach
    void stop() throws IOException {
        api.close();
        models.close();
    }

    /// Opens the routes over a reranker that may take so long.
    ///
    /// @param failures after how many in a row it is left out
    private void open(Duration rerank, boolean strict, int failures) throws Exception {
        RetrievalSettings settings =
                new RetrievalSettings(AMPLE, AMPLE, rerank, rerank, strict, false, failures, AMPLE);
        api = new ChatApi(
                folder,
                new ChatApi.Parts(ChatApi.places(100), models.streaming, AnswerSettings.usual(), models, settings));
        String dataset = api.dataset().id().value();
        api.server.keep("dataset", dataset);
        api.assistant("'dataset_ids':['" + dataset + "'],'prompt':{'rerank_model':'" + RemoteModels.RERANKER
                + "','keywords_similarity_weight':0.6,'similarity_threshold':0}");
        Scenario talk = Scenario.of("§10 a session", "POST /api/v1/chatbots/{{chat}}/completions")
                .header("Authorization", "Bearer {{beta}}")
                .json("{'question':'x'}");
        String greeting = api.stream(talk).getFirst();
        api.server.keep("talk", ChatApi.json(greeting).at("/data/session_id").asText());
        JsonObject config = JsonObject.parse("{\"rerank_id\":\"" + RemoteModels.RERANKER
                + "\",\"vector_similarity_weight\":0.6,\"similarity_threshold\":0}");
        api.server.keep(
                "search", api.saved.create(api.tenant, "s", null, config).id().value());
    }

    @Test
    void ranksByTheTermsAndTheReranker() throws Exception {
        open(AMPLE, false, 3);
        ModelStore store = setUp();
        models.provider.then(TURNED);
        for (Door door : Door.values()) {
            String body = ask(door);
            List<JsonNode> passages = passages(body);
            assertThat(passages).as("%s: %s", door, body).hasSize(2);
            assertThat(text(passages.getFirst())).as(door.route).contains("noon");
            for (JsonNode passage : passages) {
                double rerank = passage.path("vector_similarity").asDouble();
                assertThat(rerank).as(door.route).isEqualTo(text(passage).contains("noon") ? 0.9 : 0.2);
                double terms = passage.path("term_similarity").asDouble();
                assertThat(terms).as(door.route).isPositive();
                assertThat(passage.path("similarity").asDouble())
                        .as(door.route)
                        .isCloseTo(terms * (1 - WEIGHT) + rerank * WEIGHT, within(1e-6));
            }
            assertThat(body).as(door.route).doesNotContain("degraded");
        }
        int calls = Door.values().length;
        assertThat(metric("freshet_tokens_total{kind=\"rerank\"}")).isEqualTo(calls * RemoteModels.RERANK_TOKENS);
        long answers = Arrays.stream(Door.values()).filter(Door::answers).count();
        assertThat(store.find(api.tenant, NAME, ModelType.RERANK).orElseThrow().usedTokens())
                .isEqualTo(answers * RemoteModels.RERANK_TOKENS);
    }

    private ModelStore setUp() {
        ModelStore store = new ModelStore(api.db, KeyVault.open(folder.resolve("models.key")), api.stores.timestamps);
        store.save(List.of(new TenantModel(
                api.tenant, NAME, ModelType.RERANK, "", new Secret("sk-test-1234567890"), 8_192, 0, true)));
        return store;
    }

    @Test
    void keepsTheFusedOrderWhenTheRerankerIsLate() throws Exception {
        open(LATE, false, 1_000);
        models.provider.then(FakeOpenAi.hangBeforeHead());
        for (Door door : Door.values()) {
            keepsTheFusedOrder(door);
        }
        degradedAreAll();
        Deadline deadline = Deadline.in(AMPLE);
        while (models.provider.underWay() > 0) {
            deadline.check("the end of calls that were given up");
            LockSupport.parkNanos(5_000_000);
        }
    }

    @Test
    void keepsTheFusedOrderWhenTheRerankerFailsAndSparesItThen() throws Exception {
        open(AMPLE, false, 3);
        models.provider.then(
                FakeOpenAi.status(500, "broken"), FakeOpenAi.json("{\"unexpected\":1}"), FakeOpenAi.status(503, ""));
        for (Door door : Door.values()) {
            keepsTheFusedOrder(door);
        }
        degradedAreAll();
        assertThat(models.provider.waitingRequests()).isEqualTo(3);
    }

    private static void keepsTheFusedOrder(Door door) throws Exception {
        String body = ask(door);
        List<JsonNode> passages = passages(body);
        assertThat(passages).as("%s: %s", door, body).hasSize(2);
        assertThat(text(passages.getFirst())).as(door.route).isEqualTo(ChatApi.HOLIDAYS);
        if (door.answers()) {
            assertThat(body).as(door.route).contains("event:degraded\ndata:{\"note\":\"rerank\"}");
        }
    }

    private static void degradedAreAll() {
        long answers = Arrays.stream(Door.values()).filter(Door::answers).count();
        assertThat(metric("freshet_retrieval_degraded_total{step=\"rerank\"}")).isEqualTo(Door.values().length);
        assertThat(metric("freshet_answers_degraded_total{step=\"rerank\"}")).isEqualTo(answers);
        assertThat(metric("freshet_tokens_total{kind=\"rerank\"}")).isZero();
    }

    @Test
    void failsWithTheRerankerWhereThatIsWanted() throws Exception {
        open(AMPLE, true, 3);
        models.provider.then(FakeOpenAi.status(500, "broken"));
        for (Door door : Door.values()) {
            String body = ask(door);
            assertThat(body)
                    .as(door.route)
                    .contains("ranker@Fake answered with HTTP 500")
                    .doesNotContain("Thirty");
        }
    }

    private static String ask(Door door) throws Exception {
        return api.server.send(door.asked()).body();
    }

    /// The passages of the last frame that has any, or of the answer in one piece.
    private static List<JsonNode> passages(String body) throws IOException {
        List<JsonNode> last = List.of();
        String[] lines = body.startsWith("{") ? new String[] {"data:" + body} : body.split("\n");
        for (String line : lines) {
            if (line.startsWith("data:") && line.contains("vector_similarity")) {
                last = ChatApi.json(line.substring(5)).findParents("vector_similarity");
            }
        }
        return last;
    }

    private static String text(JsonNode passage) {
        return passage.path("content")
                .asText(passage.path("content_with_weight").asText());
    }

    private static double metric(String name) {
        return api.metrics
                .text()
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElse(0);
    }
}
