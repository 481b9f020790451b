package dev.freshet.api.ragflow.widget;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.api.JsonPattern;
import dev.freshet.api.Scenario;
import dev.freshet.api.ragflow.chat.ChatApi;
import dev.freshet.db.Lane;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WidgetRoutesTest {
    private static final String END = "{\"code\": 0, \"message\": \"\", \"data\": true}";

    @TempDir
    static Path folder;

    private static ChatApi api;

    @BeforeAll
    static void start() {
        api = new ChatApi(folder);
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    @BeforeEach
    void assistant() throws Exception {
        api.model.prompts.clear();
        api.assistant("'avatar':'face','prompt':{'opener':'Welcome'},'dataset_ids':['"
                + api.dataset().id().value() + "']");
    }

    @Test
    void showsTheAssistant() throws Exception {
        api.server.play(beta("GET /api/v1/chatbots/{{chat}}/info")
                .answers("{'code':0,'data':{'title':'*text','avatar':'face','prologue':'Welcome'}}"));
        api.server.play(beta("GET /v1/conversation/getsse/{{chat}}").answers("""
                {'code':0,'message':'success','data':{'id':'{{chat}}','tenant_id':'{{tenant}}','name':'*text',
                 'description':'*text','avatar':'face','language':'English','llm_id':'chat@Builtin',
                 'llm_setting':{'temperature':0.1,'...':''},'prompt_type':'simple',
                 'prompt_config':{'system':'*text','prologue':'Welcome',
                   'parameters':[{'key':'knowledge','optional':false}],'...':''},
                 'meta_data_filter':{},'similarity_threshold':0.2,'vector_similarity_weight':0.3,'top_n':6,
                 'top_k':1024,'do_refer':'1','rerank_id':'','kb_ids':['*id'],'status':'1','create_time':'*number',
                 'create_date':'*date','update_time':'*number','update_date':'*date'}}"""));
    }

    @Test
    void greetsFirstWhateverIsAsked() throws Exception {
        List<String> frames = api.stream(completion("'question':'When is lunch?'"));
        assertThat(frames).hasSize(2).endsWith(END);
        String greeting = """
                {'code':0,'message':'','data':{'answer':'Welcome','reference':{},'audio_binary':null,'id':null,
                 'session_id':'*id'}}""";
        assertThat(JsonPattern.differences(greeting.replace('\'', '"'), frames.getFirst()))
                .isEmpty();
        assertThat(api.model.prompts).isEmpty();
    }

    @Test
    void greetsInOnePieceWithTheTextOfTheFrame() throws Exception {
        api.server.play(completion("'question':'x','stream':false")
                .answers("{'code':0,'data':'*match:(?s)data:.\"code\":0,\"message\":\"\",\"data\":."
                                .replace("\"", "\\\"")
                        + "\\\"answer\\\":\\\"Welcome\\\",.*\\\"session_id\\\":\\\"[0-9a-f]{32}\\\".*\\n\\n'}"));
    }

    @Test
    void answersInASessionOfItsOwnWithoutQuotes() throws Exception {
        session();
        api.model.says("Lunch is at noon.");
        List<String> frames = api.stream(completion("'session_id':'{{talk}}','question':'When is lunch?'"));
        assertThat(frames).allMatch(frame -> frame.contains("\"message\":"));
        assertThat(frames.get(frames.size() - 2))
                .startsWith("{\"code\":0,\"message\":\"\",\"data\":{\"answer\":\"Lunch is at noon.\","
                        + "\"reference\":{},")
                .contains("\"session_id\":\"" + api.server.kept("talk") + "\"");
        assertThat(frames.getLast()).isEqualTo(END);
        api.server.play(completion("'session_id':'{{talk}}','question':'And lunch?','quote':true,'stream':false")
                .answers("""
                        {'code':0,'data':{'answer':'Lunch is at noon. [ID:0]',
                         'reference':{'total':2,'...':''},'prompt':'*text','created_at':'*number','audio_binary':null,
                         'id':'*text','session_id':'{{talk}}'}}"""));
        assertThat(api.model.prompts.getLast().messages())
                .filteredOn(message -> !message.role().key().equals("system"))
                .extracting(message -> message.role().key() + ": " + message.text())
                .containsExactly("user: When is lunch?", "assistant: Lunch is at noon.", "user: And lunch?");
    }

    @Test
    void countsRoundsAndTokensOfItsSessions() throws Exception {
        session();
        api.model.says("Thirty.");
        api.stream(completion("'session_id':'{{talk}}','question':'one'"));
        api.stream(completion("'session_id':'{{talk}}','question':'two'"));
        String row = api.db.query(
                Lane.BROWSE,
                sql -> sql.fetchSingle(
                                "SELECT kind, rounds, tokens > 0 FROM session WHERE id = ?", api.server.kept("talk"))
                        .intoList()
                        .toString());
        assertThat(row).isEqualTo("[widget, 2, 1]");
    }

    @Test
    void opensNoSessionOfAnotherKind() throws Exception {
        refused(completion("'session_id':'{{session}}','question':'x'"), "Session not found!");
        refused(completion("'session_id':'nope','question':'x'"), "Session not found!");
    }

    @Test
    void aStrangersTokenFindsNothing() throws Exception {
        for (String request :
                List.of("GET /api/v1/chatbots/{{chat}}/info", "POST /api/v1/chatbots/{{chat}}/completions")) {
            refused(
                    Scenario.of("§10 the token's tenant is checked", request)
                            .header("Authorization", "Bearer {{stranger.beta}}"),
                    "Can\\u0027t find dialog by ID: {{chat}}");
        }
        refused(beta("GET /api/v1/chatbots/nope/info"), "Can\\u0027t find dialog by ID: nope");
        api.server.play(beta("GET /v1/conversation/getsse/nope")
                .answers("{'code':102,'data':null,'message':'Dialog not found!'}"));
    }

    @Test
    void aBoundTokenOpensItsAssistantOnly() throws Exception {
        api.server.keep("bound.chat", api.server.kept("chat"));
        api.server.play(Scenario.of("§13 a key for one assistant", "POST /v1/api/new_token")
                .header("Authorization", "{{login}}")
                .json("{'dialog_id':'{{chat}}'}")
                .keep("bound", "/data/beta"));
        api.assistant("");
        api.server.play(bound("GET /api/v1/chatbots/{{bound.chat}}/info").answers("{'code':0,'data':{'...':''}}"));
        refused(bound("GET /api/v1/chatbots/{{chat}}/info"), "Can\\u0027t find dialog by ID: {{chat}}");
        refused(
                bound("POST /api/v1/searchbots/ask").json("{'question':'x','kb_ids':[]}"),
                "Authentication error: API key is invalid!\\\"");
    }

    @Test
    void wantsABetaToken() throws Exception {
        api.server.play(Scenario.of("§1.4 no header", "GET /api/v1/chatbots/{{chat}}/info")
                .answers("""
                        {'code':100,
                         'message':'AttributeError(\\"\\u0027NoneType\\u0027 object has no attribute \
                        \\u0027split\\u0027\\")'}"""));
        refused(
                Scenario.of("§1.4 one word", "GET /api/v1/chatbots/{{chat}}/info")
                        .header("Authorization", "{{beta}}"),
                "Authorization is not valid!\\\"");
        refused(
                Scenario.of("§1.4 the key itself", "GET /api/v1/chatbots/{{chat}}/info")
                        .header("Authorization", "Bearer {{key}}"),
                "Authentication error: API key is invalid!\\\"");
    }

    @Test
    void pagesOfListedOriginsMayReadItAndOthersAreRefused() throws Exception {
        api.server.play(origins("PUT")
                .json("{'origins':['https://Shop.example/','https://*.example.org']}")
                .answers("{'code':0,'data':{'origins':['https://shop.example','https://*.example.org']}}"));
        api.server.play(origins("GET")
                .answers("{'code':0,'data':{'origins':['https://shop.example','https://*.example.org']}}"));
        session();
        assertThat(readableBy(info("https://shop.example"))).isEqualTo("https://shop.example");
        assertThat(info("https://shop.example").headers().firstValue("Vary")).hasValue("Origin");
        assertThat(readableBy(info("https://a.example.org"))).isEqualTo("https://a.example.org");
        assertThat(info("http://127.0.0.1:" + api.server.port()).body()).contains("Welcome");
        HttpResponse<String> evil = info("https://evil.example");
        assertThat(readableBy(evil)).isEqualTo("null");
        assertThat(evil.body())
                .contains("Pages of https://evil.example may not")
                .doesNotContain("Welcome");
        HttpResponse<String> asked = api.server.send(
                completion("'session_id':'{{talk}}','question':'x'").header("Origin", "https://shop.example"));
        assertThat(readableBy(asked)).isEqualTo("https://shop.example");
        assertThat(asked.headers().firstValue("Content-Type").orElse("")).startsWith("text/event-stream");
        int before = api.model.prompts.size();
        refused(
                completion("'session_id':'{{talk}}','question':'x'").header("Origin", "https://evil.example"),
                "Pages of https://evil.example may not show this assistant.");
        assertThat(api.model.prompts).hasSize(before);
    }

    @Test
    void everyPageMayReadAnAssistantWithoutOrigins() throws Exception {
        assertThat(readableBy(info("https://anything.example"))).isEqualTo("*");
        api.server.play(origins("PUT")
                .json("{'origins':['https://shop.example']}")
                .answers("{'code':0,'data':{'origins':['https://shop.example']}}"));
        api.server.play(origins("PUT").json("{'origins':[]}").answers("{'code':0,'data':{'origins':[]}}"));
        assertThat(readableBy(info("https://anything.example"))).isEqualTo("*");
    }

    @Test
    void originsAreListedByTheirOwnerOnly() throws Exception {
        api.server.play(Scenario.of("a login will do", "GET /api/v1/chats/{{chat}}/origins")
                .header("Authorization", "{{login}}")
                .answers("{'code':0,'data':{'origins':[]}}"));
        refused(
                Scenario.of("nobody's assistant", "GET /api/v1/chats/nope/origins")
                        .header("Authorization", "Bearer {{key}}"),
                "You do not own the chat");
        api.server.play(Scenario.of("a widget's token is not enough", "PUT /api/v1/chats/{{chat}}/origins")
                .header("Authorization", "Bearer {{beta}}")
                .json("{'origins':[]}")
                .answers("{'code':401,'message':'An API key or a login is needed.'}"));
        api.server.play(origins("PUT")
                .json("{'origins':'https://shop.example'}")
                .answers("{'code':102,'message':'`origins` must be a list of texts; an empty one opens it"
                        + " to all pages.'}"));
        api.server.play(origins("PUT")
                .json("{'origins':['shop.example']}")
                .answers("{'code':101,'message':'shop.example is not an origin; write it like https://example.com,"
                        + " without a path'}"));
    }

    private static HttpResponse<String> info(String origin) throws Exception {
        return api.server.send(beta("GET /api/v1/chatbots/{{chat}}/info").header("Origin", origin));
    }

    private static String readableBy(HttpResponse<String> response) {
        return response.headers().firstValue("Access-Control-Allow-Origin").orElse("");
    }

    private static Scenario origins(String method) {
        return Scenario.of("origins of an assistant", method + " /api/v1/chats/{{chat}}/origins")
                .header("Authorization", "Bearer {{key}}");
    }

    private static void session() throws Exception {
        String frame = api.stream(completion("'question':'x'")).getFirst();
        api.server.keep("talk", ChatApi.json(frame).at("/data/session_id").asText());
    }

    private static void refused(Scenario scenario, String message) throws Exception {
        api.server.play(scenario.answers("{'code':102,'message':'" + message + "'}"));
    }

    private static Scenario beta(String request) {
        return Scenario.of("§10 " + request, request).header("Authorization", "Bearer {{beta}}");
    }

    private static Scenario bound(String request) {
        return Scenario.of("§10 " + request, request).header("Authorization", "Bearer {{bound}}");
    }

    private static Scenario completion(String fields) {
        return beta("POST /api/v1/chatbots/{{chat}}/completions").json("{" + fields + "}");
    }
}
