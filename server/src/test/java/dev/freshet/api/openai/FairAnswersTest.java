package dev.freshet.api.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.answer.AnswerSettings;
import dev.freshet.answer.admission.AdmissionSettings;
import dev.freshet.answer.admission.AdmissionSettings.Limits;
import dev.freshet.api.ragflow.chat.ChatApi;
import dev.freshet.core.Deadline;
import dev.freshet.core.Parallel;
import dev.freshet.model.ScriptedModel;
import dev.freshet.model.TokenSink;
import dev.freshet.model.TokenSink.FinishReason;
import dev.freshet.retrieval.RetrievalSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The `user` of an OpenAI client is a person of its own among those of its tenant.
class FairAnswersTest {
    private static final Duration AMPLE = Duration.ofMinutes(1);

    /// A tenant gets two of these, since the last tenth is for others.
    private static final int PLACES = 3;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"/v1/chat/completions", "/api/v1/chats_openai/{{chat}}/chat/completions"})
    void theNextPlaceGoesToTheUserWhoHasFewest(String route) throws Exception {
        ScriptedModel model = new ScriptedModel("chat@Builtin");
        BlockingQueue<TokenSink> sinks = new LinkedBlockingQueue<>();
        model.plays(sinks::add);
        try (ChatApi api = open(model)) {
            api.assistant("'prompt':{'prompt':'Be short.','variables':[]}");
            Parallel.Task<String> first = ask(api, route, "ann", "one");
            TokenSink ended = next(sinks);
            Parallel.Task<String> second = ask(api, route, "ann", "two");
            TokenSink stays = next(sinks);
            Parallel.Task<String> third = ask(api, route, "ann", "three");
            awaitWaiting(api, 1);
            Parallel.Task<String> other = ask(api, route, "bob", "four");
            awaitWaiting(api, 2);
            finish(ended);
            finish(next(sinks));
            finish(next(sinks));
            finish(stays);
            for (Parallel.Task<String> answer : List.of(first, second, third, other)) {
                assertThat(answer.join()).contains("Done");
            }
            assertThat(model.prompts)
                    .extracting(prompt -> prompt.question())
                    .containsExactly("one", "two", "four", "three");
        }
    }

    private ChatApi open(ScriptedModel model) {
        AdmissionSettings places = new AdmissionSettings(
                0,
                new Limits(PLACES, 0, 0),
                new Limits(10, 10, 0),
                AdmissionSettings.usual().adaptive());
        return new ChatApi(
                folder,
                new ChatApi.Parts(
                        places,
                        model,
                        AnswerSettings.usual(),
                        new ChatApi.OneOfEach(model),
                        RetrievalSettings.defaults()));
    }

    private static Parallel.Task<String> ask(ChatApi api, String route, String user, String question) {
        return Parallel.start(() -> api.server
                .send(ChatApi.asked("a question", "POST " + route)
                        .json("{'model':'{{chat}}','stream':false,'user':'" + user
                                + "','messages':[{'role':'user','content':'" + question + "'}]}"))
                .body());
    }

    private static TokenSink next(BlockingQueue<TokenSink> sinks) throws InterruptedException {
        return Objects.requireNonNull(sinks.poll(AMPLE.toSeconds(), TimeUnit.SECONDS), "the model was not asked");
    }

    private static void finish(TokenSink sink) {
        sink.loop().run(() -> {
            ScriptedModel.append(sink, TokenSink.Channel.ANSWER, "Done");
            sink.finished(FinishReason.STOP);
        });
    }

    private static void awaitWaiting(ChatApi api, int count) {
        Deadline deadline = Deadline.in(AMPLE);
        while (api.admission.running().waiting() < count) {
            deadline.check("a place in the line");
            LockSupport.parkNanos(1_000_000);
        }
    }
}
