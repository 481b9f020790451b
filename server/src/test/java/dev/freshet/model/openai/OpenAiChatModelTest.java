package dev.freshet.model.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freshet.core.AppException;
import dev.freshet.core.Deadline;
import dev.freshet.core.ErrorCode;
import dev.freshet.http.HttpCaller;
import dev.freshet.http.Network;
import dev.freshet.json.Json;
import dev.freshet.model.GenerationSettings;
import dev.freshet.model.Prompt;
import dev.freshet.model.RecordingSink;
import dev.freshet.model.Usage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenAiChatModelTest {
    private static final Prompt PROMPT = new Prompt(
            List.of(
                    new Prompt.Message(Prompt.Role.SYSTEM, "Be \"short\"."),
                    new Prompt.Message(Prompt.Role.USER, "Hello?")),
            new GenerationSettings(0.5, 0.9, 0.1, 0.2, 100),
            List.of());

    private static Network network;
    private static HttpCaller caller;

    private FakeOpenAi provider;
    private RecordingSink sink;

    @BeforeAll
    static void openNetwork() {
        network = Network.open(2);
        HttpCaller.Settings settings = new HttpCaller.Settings(
                100,
                Duration.ofSeconds(5),
                Duration.ofMillis(1500),
                Duration.ofMillis(1500),
                64L << 20,
                false,
                Set.of(),
                Duration.ofMillis(50));
        caller = HttpCaller.open(network, settings);
    }

    @AfterAll
    static void closeNetwork() {
        caller.close();
        network.close();
    }

    @BeforeEach
    void openProvider() throws IOException {
        provider = new FakeOpenAi();
        sink = new RecordingSink(network.nextLoop());
    }

    @AfterEach
    void closeProvider() throws IOException {
        provider.close();
    }

    @Test
    void streamsAnAnswerWithItsUsage() throws Exception {
        assertThat(stream(FakeOpenAi.stream("Hello", " ", "wörld"))).isEqualTo("finished stop");
        assertThat(sink.answer()).isEqualTo("Hello wörld");
        assertThat(sink.usage()).isEqualTo(new Usage(7, 3));
    }

    @Test
    void asksInOpenAisForm() throws Exception {
        stream(FakeOpenAi.stream("x"));
        FakeOpenAi.Request request = provider.request();
        assertThat(request.path()).isEqualTo("/v1/chat/completions");
        assertThat(request.headers()).containsEntry("Authorization", "Bearer sk-test-1234567890");
        assertThat(Json.parse(request.body().getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(Json.parse("""
                        {"model":"m","messages":[{"role":"system","content":"Be \\"short\\"."},
                        {"role":"user","content":"Hello?"}],"temperature":0.5,"top_p":0.9,"presence_penalty":0.1,
                        "frequency_penalty":0.2,"max_tokens":100,"stream":true,
                        "stream_options":{"include_usage":true}}""".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void sendsNoSamplingToGpt5() throws Exception {
        provider.then(FakeOpenAi.stream("x"));
        new OpenAiChatModel(provider.endpoint("gpt-5-mini"), caller, new RetryBudget()).stream(PROMPT, sink, ample());
        sink.await();
        JsonNode body = Json.parse(provider.request().body().getBytes(StandardCharsets.UTF_8));
        assertThat(body.has("temperature")).isFalse();
        assertThat(body.has("max_tokens")).isFalse();
        assertThat(body.path("max_completion_tokens").asInt()).isEqualTo(100);
    }

    @Test
    void sendsAPictureAsAPartOfItsMessage() throws Exception {
        provider.then(FakeOpenAi.json("{\"choices\":[{\"message\":{\"content\":\"A cat.\"}}]}"));
        Prompt prompt = Prompt.ofPicture("Describe it.", "data:image/png;base64,AAAA", GenerationSettings.none());
        OpenAiChatModel model = new OpenAiChatModel(provider.endpoint("seer"), caller, new RetryBudget());
        assertThat(model.complete(prompt, ample()).text()).isEqualTo("A cat.");
        assertThat(Json.parse(provider.request().body().getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(Json.parse("""
                        {"model":"seer","messages":[{"role":"system","content":"Describe it."},
                          {"role":"user","content":[{"type":"image_url",
                            "image_url":{"url":"data:image/png;base64,AAAA"}}]}],
                         "stream":false}""".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void countsItselfWhereTheProviderDoesNot() throws Exception {
        assertThat(stream(FakeOpenAi.events(FakeOpenAi.deltas("a", "b") + FakeOpenAi.finish("length"))))
                .isEqualTo("finished length");
        assertThat(sink.usage().completionTokens()).isEqualTo(2);
        assertThat(sink.usage().promptTokens()).isBetween(8, 16);
    }

    @Test
    void takesAnAnswerInOnePieceFromAServerThatDoesNotStream() throws Exception {
        assertThat(stream(FakeOpenAi.json(
                        "{\"choices\":[{\"message\":{\"content\":\"whole\"},\"finish_reason\":\"stop\"}]}")))
                .isEqualTo("finished stop");
        assertThat(sink.answer()).isEqualTo("whole");
    }

    @ParameterizedTest
    @CsvSource({
        "401, UPSTREAM_AUTHENTICATION",
        "403, UPSTREAM_AUTHENTICATION",
        "400, UPSTREAM_REFUSED",
        "404, UPSTREAM_REFUSED",
        "422, UPSTREAM_REFUSED",
        "429, UPSTREAM_RATE_LIMIT",
        "500, UPSTREAM_FAILED",
        "503, UPSTREAM_OVERLOADED"
    })
    void aStatusBecomesAnErrorWithoutTheKey(int status, ErrorCode code) throws Exception {
        String body = "{\"error\":{\"message\":\"Incorrect key sk-test-1234567890, try sk-abcdefghij\\n\"}}";
        assertThat(stream(FakeOpenAi.status(status, body, "Retry-After: 0"))).isEqualTo("failed " + code);
        assertThat(sink.failure().sentence())
                .contains("Incorrect key ***")
                .contains("HTTP " + status)
                .doesNotContain("sk-");
    }

    @Test
    void triesOnceMoreAfterABusyAnswerOnly() throws Exception {
        assertThat(stream(FakeOpenAi.status(429, "", "Retry-After: 0"), FakeOpenAi.stream("late")))
                .isEqualTo("finished stop");
        assertThat(sink.answer()).isEqualTo("late");
        sink = new RecordingSink(network.nextLoop());
        assertThat(stream(FakeOpenAi.status(500, ""), FakeOpenAi.status(500, ""), FakeOpenAi.stream("too late")))
                .isEqualTo("failed UPSTREAM_FAILED");
    }

    @Test
    void asksAProviderInTroubleAtMostATenthMoreOften() throws Exception {
        RetryBudget budget = new RetryBudget();
        OpenAiChatModel model = new OpenAiChatModel(provider.endpoint("m"), caller, budget);
        provider.then(FakeOpenAi.status(503, "", "Retry-After: 0"));
        for (int call = 0; call < 50; call++) {
            sink = new RecordingSink(network.nextLoop());
            model.stream(PROMPT, sink, ample());
            assertThat(sink.await()).isEqualTo("failed UPSTREAM_OVERLOADED");
        }
        assertThat(provider.waitingRequests()).isBetween(50 + RetryBudget.SAVED, 50 + RetryBudget.SAVED + 5);
    }

    @Test
    void doesNotWaitLongForASecondTry() throws Exception {
        assertThat(stream(FakeOpenAi.status(429, "", "Retry-After: 30"), FakeOpenAi.stream("late")))
                .isEqualTo("failed UPSTREAM_RATE_LIMIT");
        provider.request();
        assertThat(provider.waitingRequests()).isZero();
    }

    @Test
    void triesOnceMoreWhenTheConnectionBreaksBeforeTheAnswer() throws Exception {
        assertThat(stream(FakeOpenAi.resetAtOnce(), FakeOpenAi.stream("again"))).isEqualTo("finished stop");
        assertThat(sink.answer()).isEqualTo("again");
    }

    @Test
    void keepsThePartialAnswerWhenTheConnectionBreaks() throws Exception {
        assertThat(stream(FakeOpenAi.resetAfter("partial"))).isEqualTo("failed UPSTREAM_UNREACHABLE");
        assertThat(sink.answer()).isEqualTo("partial");
        provider.request();
        assertThat(provider.waitingRequests()).isZero();
    }

    @Test
    void givesUpAModelThatHangs() throws Exception {
        assertThat(stream(FakeOpenAi.hangBeforeHead())).isEqualTo("failed UPSTREAM_TIMEOUT");
        sink = new RecordingSink(network.nextLoop());
        assertThat(stream(FakeOpenAi.hangAfter("partial"))).isEqualTo("failed UPSTREAM_TIMEOUT");
        assertThat(sink.answer()).isEqualTo("partial");
        provider.goneClient();
    }

    @Test
    void nobodyListensAtTheAddress() throws Exception {
        provider.close();
        new OpenAiChatModel(provider.endpoint("m"), caller, new RetryBudget()).stream(PROMPT, sink, ample());
        assertThat(sink.await()).isEqualTo("failed UPSTREAM_UNREACHABLE");
    }

    @Test
    void stoppingClosesTheProvidersSocket() throws Exception {
        provider.then(FakeOpenAi.hangAfter("one"));
        new OpenAiChatModel(provider.endpoint("m"), caller, new RetryBudget()).stream(PROMPT, sink, ample());
        provider.request();
        sink.stop();
        assertThat(sink.await()).isEqualTo("failed CANCELLED");
        provider.goneClient();
    }

    @Test
    void anAnswerThatIsStoppedAlreadyEndsOnce() throws Exception {
        sink = sink.stoppedAtOnce();
        assertThat(stream(FakeOpenAi.hangBeforeHead())).isEqualTo("failed CANCELLED");
    }

    @Test
    void rubbishIsNamedSo() throws Exception {
        assertThat(stream(FakeOpenAi.events("data: {oops\n\n"))).isEqualTo("failed UPSTREAM_MALFORMED");
        sink = new RecordingSink(network.nextLoop());
        assertThat(stream(FakeOpenAi.status(200, "<html>hello</html>", "Content-Type: text/html")))
                .isEqualTo("failed UPSTREAM_MALFORMED");
        sink = new RecordingSink(network.nextLoop());
        assertThat(stream(FakeOpenAi.status(200, "x", "Content-Type: text/event-stream", "Content-Encoding: gzip")))
                .isEqualTo("failed UPSTREAM_MALFORMED");
        sink = new RecordingSink(network.nextLoop());
        assertThat(stream(FakeOpenAi.json("{\"unexpected\":true}"))).isEqualTo("failed UPSTREAM_MALFORMED");
    }

    @Test
    void anErrorInTheMiddleKeepsWhatWasSaid() throws Exception {
        String text = FakeOpenAi.deltas("half") + "data: {\"error\":{\"message\":\"overloaded\"}}\n\n";
        assertThat(stream(FakeOpenAi.events(text))).isEqualTo("failed UPSTREAM_FAILED");
        assertThat(sink.answer()).isEqualTo("half");
        assertThat(sink.failure().sentence()).contains("overloaded");
    }

    @Test
    void completesInOnePieceWithoutTheThinking() {
        provider.then(
                FakeOpenAi.json("{\"choices\":[{\"message\":{\"content\":\"<think>hm</think>\\nfine\"}}],\"usage\":{"
                        + "\"prompt_tokens\":5,"
                        + "\"completion_tokens\":6}}"));
        var completion =
                new OpenAiChatModel(provider.endpoint("m"), caller, new RetryBudget()).complete(PROMPT, ample());
        assertThat(completion.text()).isEqualTo("fine");
        assertThat(completion.usage()).isEqualTo(new Usage(5, 6));
    }

    @Test
    void completingFailsWithTheProvidersError() {
        provider.then(FakeOpenAi.status(401, "{\"error\":\"bad key\"}"));
        OpenAiChatModel model = new OpenAiChatModel(provider.endpoint("m"), caller, new RetryBudget());
        assertThatThrownBy(() -> model.complete(PROMPT, ample()))
                .isInstanceOfSatisfying(
                        AppException.Upstream.class,
                        error -> assertThat(error.code()).isEqualTo(ErrorCode.UPSTREAM_AUTHENTICATION))
                .hasMessageContaining("bad key");
    }

    private String stream(FakeOpenAi.Reply... replies) throws InterruptedException {
        provider.then(replies);
        new OpenAiChatModel(provider.endpoint("m"), caller, new RetryBudget()).stream(PROMPT, sink, ample());
        return sink.await();
    }

    private static Deadline ample() {
        return Deadline.in(Duration.ofSeconds(60));
    }
}
