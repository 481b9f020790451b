package dev.freshet.api.ragflow.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.api.Scenario;
import dev.freshet.db.Lane;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How many SQL statements a question takes, from its key to its stored answer, on a server that has answered the
/// same client before. A new statement on this path has to be argued for.
class QuestionStatementsTest {
    private static final String KEY = "Bearer {{key}}";
    private static final String LOGIN = "{{login}}";
    private static final String BOUND = "Bearer {{bound}}";
    private static final String BETA = "Bearer {{beta}}";
    private static final String MESSAGES = "'stream':true,'messages':[{'role':'user','content':'Q'}]";

    @TempDir
    static Path folder;

    private static ChatApi api;

    @BeforeAll
    static void start() throws Exception {
        api = new ChatApi(folder);
        String dataset = api.dataset().id().value();
        api.server.keep("dataset", dataset);
        api.assistant("'dataset_ids':['" + dataset + "']");
        api.server.keep("web", api.server.kept("session"));
        api.session();
        api.model.says("Thirty [ID:0]");
        Scenario widget = Scenario.of("a widget's session", "POST /api/v1/chatbots/{{chat}}/completions")
                .header("Authorization", BETA)
                .json("{'question':'x'}");
        String greeting = api.stream(widget).getFirst();
        api.server.keep("talk", ChatApi.json(greeting).at("/data/session_id").asText());
        api.server.play(Scenario.of("a key for one assistant", "POST /v1/api/new_token")
                .header("Authorization", LOGIN)
                .json("{'dialog_id':'{{chat}}'}")
                .answers("{'code':0,'message':'success','data':{'...':''}}")
                .keep("bound", "/data/token"));
        api.server.play(Scenario.of("a conversation", "GET /v1/api/new_conversation?user_id=ann")
                .header("Authorization", BOUND)
                .answers("{'code':0,'message':'success','data':{'...':''}}")
                .keep("conversation", "/data/id"));
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    @Test
    void aQuestionInASessionTakesTwelveStatements() throws Exception {
        takes(12, KEY, "POST /api/v1/chats/{{chat}}/completions", "'question':'Q','session_id':'{{session}}'");
    }

    @Test
    void aQuestionOfAnOpenAiClientToAnAssistantsAddressTakesSix() throws Exception {
        takes(6, KEY, "POST /api/v1/chats_openai/{{chat}}/chat/completions", "'model':'m'," + MESSAGES);
    }

    @Test
    void aQuestionOfAnOpenAiClientThatNamesTheAssistantTakesSeven() throws Exception {
        takes(7, KEY, "POST /v1/chat/completions", "'model':'{{chat}}'," + MESSAGES);
    }

    @Test
    void aQuestionOfTheWebClientTakesFifteen() throws Exception {
        takes(15, LOGIN, "POST /v1/conversation/completion", "'conversation_id':'{{web}}'," + MESSAGES);
    }

    @Test
    void aQuestionInAWidgetTakesThirteen() throws Exception {
        takes(13, BETA, "POST /api/v1/chatbots/{{chat}}/completions", "'question':'Q','session_id':'{{talk}}'");
    }

    @Test
    void aQuestionOfAnOldClientTakesFourteen() throws Exception {
        takes(14, BOUND, "POST /v1/api/completion", "'conversation_id':'{{conversation}}'," + MESSAGES);
    }

    @Test
    void aQuestionToDatasetsTakesEight() throws Exception {
        takes(8, KEY, "POST /api/v1/sessions/ask", "'question':'Q','dataset_ids':['{{dataset}}']");
    }

    @Test
    void aQuestionToDatasetsFromTheWebClientTakesNine() throws Exception {
        takes(9, LOGIN, "POST /v1/conversation/ask", "'question':'Q','kb_ids':['{{dataset}}']");
    }

    @Test
    void aQuestionToDatasetsInAWidgetTakesEight() throws Exception {
        takes(8, BETA, "POST /api/v1/searchbots/ask", "'question':'Q','kb_ids':['{{dataset}}']");
    }

    private static void takes(int budget, String token, String route, String body) throws Exception {
        ask(token, route, body.replace("'Q'", "'How many holidays?'"));
        long before = statements();
        ask(token, route, body.replace("'Q'", "'How long are the holidays?'"));
        assertThat(statements() - before).as(route).isEqualTo(budget);
    }

    private static void ask(String token, String route, String body) throws Exception {
        Scenario question =
                Scenario.of("a question", route).header("Authorization", token).json("{" + body + "}");
        assertThat(String.join("", api.stream(question))).contains("Thirty");
    }

    private static long statements() {
        return api.db.statements(Lane.CHAT) + api.db.statements(Lane.BROWSE);
    }
}
