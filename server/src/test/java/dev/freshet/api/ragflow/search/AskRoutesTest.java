package dev.freshet.api.ragflow.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.api.JsonPattern;
import dev.freshet.api.Scenario;
import dev.freshet.api.ragflow.chat.ChatApi;
import dev.freshet.core.AppException;
import dev.freshet.core.ErrorCode;
import dev.freshet.db.Lane;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AskRoutesTest {
    private static final String END = "{\"code\": 0, \"message\": \"\", \"data\": true}";
    private static final String CHUNK = """
            {'id':'*text','content':'Lunch is at noon.','document_id':'*id','document_name':'rules.txt',
             'dataset_id':'{{dataset}}','image_id':'','positions':[[1,2,3,4,5]],'url':null,'similarity':'*number',
             'vector_similarity':'*number','term_similarity':'*number','doc_type':''}""";
    private static final String REFERENCE =
            "{'total':2,'chunks':[" + CHUNK + ",'...'],'doc_aggs':[{'doc_name':'rules.txt','doc_id':'*id','count':2}]}";

    @TempDir
    static Path folder;

    private static ChatApi api;

    @BeforeAll
    static void start() {
        api = new ChatApi(folder);
        api.server.keep("dataset", api.dataset().id().value());
        api.server.keep("empty", api.stores.dataset("empty").id().value());
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    @BeforeEach
    void forget() {
        api.model.prompts.clear();
    }

    @Test
    void everyDoorStreamsTextSoFarAndThenThePassages() throws Exception {
        for (Scenario ask : List.of(byKey(), byLogin(), byBeta())) {
            api.model.says("Lunch is ", "at noon.");
            List<String> frames = api.stream(ask);
            assertThat(frames.getFirst())
                    .as(ask.rule())
                    .isEqualTo("{\"code\":0,\"message\":\"\",\"data\":{\"answer\":\"Lunch is \",\"reference\":{}}}");
            assertThat(frames.getLast()).as(ask.rule()).isEqualTo(END);
            matches(
                    "{'code':0,'message':'','data':{'answer':'Lunch is at noon. [ID:0]','reference':" + REFERENCE
                            + "}}",
                    frames.get(frames.size() - 2));
        }
    }

    @Test
    void sendsDeltasWhereTheClientWantsThem() throws Exception {
        api.model.says("Lunch is ", "at noon.");
        List<String> frames = api.stream(byKey().header("X-Freshet-Frames", "delta"));
        matches("{'code':0,'message':'','data':{'answer':'*text','reference':{},'final':false}}", frames.getFirst());
        matches(
                "{'code':0,'message':'','data':{'answer':'','final':true,"
                        + "'final_content':'Lunch is at noon. [ID:0]','reference':" + REFERENCE + "}}",
                frames.get(frames.size() - 2));
        assertThat(frames.getLast()).isEqualTo(END);
    }

    @Test
    void asksTheModelToSumUpAndNotToCite() throws Exception {
        api.model.says("Thirty.");
        api.stream(byKey());
        assertThat(api.model.prompts).hasSize(1);
        assertThat(api.model.prompts.getFirst().settings().temperature()).isEqualTo(0.1);
        assertThat(api.model.prompts.getFirst().messages().getFirst().text())
                .contains(ChatApi.HOLIDAYS)
                .doesNotContain("[ID:");
        assertThat(api.model.prompts.getFirst().question()).isEqualTo("When is lunch?");
    }

    @Test
    void keepsTheAnswerForADayWithoutASession() throws Exception {
        api.model.says("Thirty.");
        String id = api.server
                .send(byKey())
                .headers()
                .firstValue("X-Freshet-Answer")
                .orElseThrow();
        String row = api.db.query(
                Lane.BROWSE, sql -> sql.fetchSingle("""
                        SELECT state, content, COALESCE(session_id, 'none'), expires_at - created_at
                        FROM answer WHERE id = ?""", id).intoList().toString());
        assertThat(row).isEqualTo("[finished, Thirty., none, 86400000]");
    }

    @Test
    void tellsErrorsOfTheModelAsText() throws Exception {
        api.model.failsAfter(new AppException.Upstream(ErrorCode.UPSTREAM_UNREACHABLE, "nobody there"), "Thir");
        List<String> frames = api.stream(byKey());
        assertThat(frames.get(frames.size() - 2)).contains("Thir\\n**ERROR**: ");
        assertThat(frames.getLast()).isEqualTo(END);
    }

    @Test
    void refusesWhatIsMissing() throws Exception {
        refused(key("{'dataset_ids':['{{dataset}}']}"), "`question` is required.");
        refused(key("{'question':'','dataset_ids':['{{dataset}}']}"), "`question` is required.");
        refused(key("{'question':'x'}"), "`dataset_ids` is required.");
        refused(key("{'question':'x','dataset_ids':[]}"), "`dataset_ids` is required.");
        refused(key("{'question':'x','dataset_ids':'{{dataset}}'}"), "`dataset_ids` should be a list.");
        refused(key("{'question':'x','dataset_ids':['nope']}"), "You don't own the dataset nope.");
        refused(
                key("{'question':'x','dataset_ids':['{{dataset}}','{{empty}}']}"),
                "The dataset {{empty}} doesn't own parsed file");
        refused(
                key("{'question':'x','dataset_ids':['{{dataset}}']}", "Bearer {{stranger.key}}"),
                "You don't own the dataset {{dataset}}.");
        for (Scenario bare : List.of(login("{}"), beta("{}"))) {
            api.server.play(bare.answers(
                    "{'code':101,'data':null,'message':'required argument are missing: question,kb_ids; '}"));
        }
    }

    @Test
    void strangersDatasetsAreAsIfAbsent() throws Exception {
        String stumble = "{\"code\": 500, \"message\": \"list index out of range\", \"data\": "
                + "{\"answer\": \"**ERROR**: list index out of range\", \"reference\": []}}";
        String theirs = "{'question':'x','kb_ids':['{{dataset}}']}";
        List<Scenario> rows = List.of(
                login("{'question':'x','kb_ids':['nope']}"),
                login("{'question':'x','kb_ids':[]}"),
                web("POST /v1/conversation/ask", "{{stranger.login}}").json(theirs),
                web("POST /api/v1/searchbots/ask", "Bearer {{stranger.beta}}").json(theirs));
        for (Scenario row : rows) {
            assertThat(api.stream(row)).containsExactly(stumble, END);
        }
        assertThat(api.model.prompts).isEmpty();
    }

    @Test
    void betaRoutesWantABetaToken() throws Exception {
        api.server.play(web("POST /api/v1/searchbots/ask", "Bearer {{key}}")
                .json("{'question':'x','kb_ids':['{{dataset}}']}")
                .answers("{'code':102,'message':'Authentication error: API key is invalid!\\\"'}"));
        api.server.play(web("POST /api/v1/searchbots/ask", "{{beta}}")
                .json("{}")
                .answers("{'code':102,'message':'Authorization is not valid!\\\"'}"));
    }

    private static void matches(String pattern, String actual) {
        String wanted = pattern.replace('\'', '"').replace("{{dataset}}", api.server.kept("dataset"));
        assertThat(JsonPattern.differences(wanted, actual)).isEmpty();
    }

    private static void refused(Scenario scenario, String message) throws Exception {
        api.server.play(scenario.answers("{\"code\":102,\"message\":\"" + message.replace("'", "\\u0027") + "\"}"));
    }

    private static Scenario byKey() {
        return key("{'question':'When is lunch?','dataset_ids':['{{dataset}}']}");
    }

    private static Scenario byLogin() {
        return login("{'question':'When is lunch?','kb_ids':['{{dataset}}']}");
    }

    private static Scenario byBeta() {
        return beta("{'question':'When is lunch?','kb_ids':['{{dataset}}']}");
    }

    private static Scenario key(String body) {
        return key(body, "Bearer {{key}}");
    }

    private static Scenario key(String body, String authorization) {
        return web("POST /api/v1/sessions/ask", authorization).json(body);
    }

    private static Scenario login(String body) {
        return web("POST /v1/conversation/ask", "{{login}}").json(body);
    }

    private static Scenario beta(String body) {
        return web("POST /api/v1/searchbots/ask", "Bearer {{beta}}").json(body);
    }

    private static Scenario web(String request, String authorization) {
        return Scenario.of("§9.5 " + request, request).header("Authorization", authorization);
    }
}
