package dev.freshet.api.ragflow.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.chat.SessionMessage;
import dev.freshet.core.AppException;
import dev.freshet.core.ErrorCode;
import dev.freshet.core.SessionId;
import dev.freshet.db.Lane;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is stored of a turn, however it ends.
class TurnKeepingTest {
    @TempDir
    Path folder;

    private ChatApi api;

    @BeforeEach
    void start() throws Exception {
        api = new ChatApi(folder, 3);
        api.assistant("'prompt':{'prompt':'Be short.','variables':[]}");
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void storesTheQuestionBeforeTheModelIsAskedAndThePartialAnswerWhenTheClientDisconnects() throws Exception {
        api.model.hangsAfter("Half an ");
        try (Socket client = question("first")) {
            api.model.awaitAsked();
            assertThat(states()).containsExactly("running");
            assertThat(contents()).endsWith("first");
            readUntil(client, "Half an ");
        }
        api.model.awaitClosed();
        await("stopped");
        assertThat(contents()).endsWith("first", "Half an ");
    }

    @Test
    void keepsWhatAFailingModelHadSaidAndWhy() throws Exception {
        api.model.failsAfter(new AppException.Upstream(ErrorCode.UPSTREAM_TIMEOUT, "the model is silent"), "Half");
        api.ask("{'question':'first','session'}");
        assertThat(states()).containsExactly("failed");
        assertThat(contents()).endsWith("first", "Half\n**ERROR**: TIMEOUT - the model is silent");
    }

    @Test
    void keepsWhatTheModelSaidWhenItsCitationsFailInside() throws Exception {
        String said = "Holidays please everybody around here.";
        api.assistant(
                "'dataset_ids':['" + api.dataset().id().value() + "'],'prompt':{'keywords_similarity_weight':0.7}");
        api.citing = () -> {
            throw new IllegalStateException("injected");
        };
        api.model.says(said);
        List<String> frames = api.ask("{'question':'How many holidays?','session'}");
        assertThat(frames.get(frames.size() - 2)).contains("\"code\": 500").doesNotContain("injected");
        assertThat(states()).containsExactly("failed");
        assertThat(contents())
                .endsWith("How many holidays?", said + "\n**ERROR**: the answer failed inside the server");
    }

    @Test
    void keepsWhatAnUnfinishedAnswerHasCostAsFarAsThatIsKnown() throws Exception {
        api.assistant(
                "'dataset_ids':['" + api.dataset().id().value() + "'],'prompt':{'keywords_similarity_weight':0.7}");
        api.citing = () -> {
            throw new IllegalStateException("injected");
        };
        api.model.says("Holidays please everybody around here.");
        api.ask("{'question':'How many holidays?','session'}");
        assertThat(cost()).allMatch(tokens -> tokens > 0);
        api.model.failsAfter(new AppException.Upstream(ErrorCode.UPSTREAM_TIMEOUT, "the model is silent"), "Half");
        api.ask("{'question':'How long?','session'}");
        assertThat(cost()).allMatch(tokens -> tokens > 0);
        api.model.failsAfter(new AppException.Upstream(ErrorCode.UPSTREAM_REFUSED, "the model wants no more"));
        api.ask("{'question':'How long, please?','session'}");
        assertThat(cost()).containsExactly(0, 0);
        assertThat(api.metrics.text()).contains("freshet_model_first_token_seconds_count{provider=\"Builtin\"} 2");
    }

    /// Tokens of the last prompt and of what was said to it.
    private List<Integer> cost() {
        return api.db.query(Lane.BROWSE, sql -> {
            var row = sql.fetchSingle(
                    "select prompt_tokens, completion_tokens from answer order by position desc limit 1");
            return List.of(row.get(0, Integer.class), row.get(1, Integer.class));
        });
    }

    @Test
    void keepsWhatTheModelSaidWhenTheDatabaseRefusesTheAnswerOnce() throws Exception {
        api.db.inTransaction(Lane.BROWSE, sql -> sql.execute("""
                create trigger refuses before update of state on answer when new.state = 'finished'
                begin select raise(abort, 'injected'); end"""));
        api.model.says("Half an ", "answer");
        List<String> frames = api.ask("{'question':'first','session'}");
        assertThat(frames.get(frames.size() - 2)).contains("\"code\": 500").doesNotContain("injected");
        assertThat(states()).containsExactly("failed");
        assertThat(contents().getLast())
                .startsWith("Half an answer\n**ERROR**: ")
                .doesNotContain("injected");
        api.db.inTransaction(Lane.BROWSE, sql -> sql.execute("drop trigger refuses"));
        api.model.says("whole");
        api.ask("{'question':'second','session'}");
        assertThat(states()).containsExactly("failed", "finished");
    }

    @Test
    void runsTurnsOfOneSessionSideBySideAndRefusesMoreThanThereArePlaces() throws Exception {
        api.model.hangsAfter("slow");
        try (Socket slow = question("first")) {
            api.model.awaitAsked();
            try (Socket other = question("second")) {
                api.model.awaitAsked();
                api.server.play(ChatApi.asked("a third is refused", "POST /api/v1/chats/{{chat}}/completions")
                        .json("{'question':'third','session_id':'{{session}}'}")
                        .answers("{'code':106,'message':'*text'}"));
                readUntil(other, "slow");
            }
            api.model.awaitClosed();
            await("stopped");
            api.model.says("quick");
            api.ask("{'question':'fourth','session'}");
            assertThat(states()).containsExactlyInAnyOrder("running", "stopped", "finished");
            assertThat(contents()).endsWith("first", "second", "slow", "fourth", "quick");
            readUntil(slow, "slow");
        }
        api.model.awaitClosed();
    }

    @Test
    void marksWhatWasRunningWhenTheServerEndedAsInterrupted() throws Exception {
        api.model.hangsAfter("Half");
        try (Socket client = question("first")) {
            api.model.awaitAsked();
            readUntil(client, "Half");
            assertThat(api.turns.markInterrupted()).isEqualTo(1);
            assertThat(states()).containsExactly("interrupted");
        }
        api.model.awaitClosed();
        assertThat(api.turns.markInterrupted()).isZero();
        assertThat(states()).containsExactly("interrupted");
    }

    private Socket question(String text) throws Exception {
        String body = "{\"question\":\"" + text + "\",\"session_id\":\"" + api.server.kept("session") + "\"}";
        String head = "POST /api/v1/chats/" + api.server.kept("chat") + "/completions HTTP/1.1\r\nHost: x\r\n"
                + "Authorization: Bearer " + api.server.kept("key") + "\r\nContent-Type: application/json\r\n"
                + "Content-Length: " + body.length() + "\r\n\r\n";
        Socket client = new Socket("127.0.0.1", api.server.port());
        client.setSoTimeout(60_000);
        client.getOutputStream().write((head + body).getBytes(StandardCharsets.US_ASCII));
        return client;
    }

    private static void readUntil(Socket client, String text) throws Exception {
        InputStream in = client.getInputStream();
        StringBuilder read = new StringBuilder();
        while (read.indexOf(text) < 0) {
            int next = in.read();
            assertThat(next).as("the stream ended after " + read).isNotNegative();
            read.append((char) next);
        }
    }

    /// Waits until an answer has this state.
    private void await(String state) {
        for (int round = 0; round < 1_500 && !states().contains(state); round++) {
            LockSupport.parkNanos(20_000_000);
        }
        assertThat(states()).contains(state);
    }

    private List<String> states() {
        return api.db.query(
                Lane.BROWSE,
                sql -> sql.fetch("select state from answer order by position").getValues(0, String.class));
    }

    private List<String> contents() {
        SessionId session = new SessionId(api.server.kept("session"));
        return api.messages.of(api.tenant, List.of(session)).getOrDefault(session, List.of()).stream()
                .map(SessionMessage::content)
                .toList();
    }
}
