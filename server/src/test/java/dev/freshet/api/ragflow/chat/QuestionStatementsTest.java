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
    private static final String MESSAGES = "'stream':true,'messages':[{'role':'user','content':'Q'}]";

    @TempDir
    static Path folder;

    private static ChatApi api;

    @BeforeAll
    static void start() throws Exception {
        api = new ChatApi(folder);
        api.assistant("'dataset_ids':['" + api.dataset().id().value() + "']");
        api.model.says("Thirty [ID:0]");
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    @Test
    void aQuestionInASessionTakesTwelveStatements() throws Exception {
        takes(12, "POST /api/v1/chats/{{chat}}/completions", "'question':'Q','session_id':'{{session}}'");
    }

    @Test
    void aQuestionOfAnOpenAiClientToAnAssistantsAddressTakesSix() throws Exception {
        takes(6, "POST /api/v1/chats_openai/{{chat}}/chat/completions", "'model':'m'," + MESSAGES);
    }

    @Test
    void aQuestionOfAnOpenAiClientThatNamesTheAssistantTakesSeven() throws Exception {
        takes(7, "POST /v1/chat/completions", "'model':'{{chat}}'," + MESSAGES);
    }

    private static void takes(int budget, String route, String body) throws Exception {
        ask(route, body.replace("'Q'", "'How many holidays?'"));
        long before = statements();
        ask(route, body.replace("'Q'", "'How long are the holidays?'"));
        assertThat(statements() - before).as(route).isEqualTo(budget);
    }

    private static void ask(String route, String body) throws Exception {
        Scenario question = ChatApi.asked("a question", route).json("{" + body + "}");
        assertThat(String.join("", api.stream(question))).contains("Thirty");
    }

    private static long statements() {
        return api.db.statements(Lane.CHAT) + api.db.statements(Lane.BROWSE);
    }
}
