package dev.freshet.model.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.freshet.core.AppException;
import dev.freshet.core.Deadline;
import dev.freshet.core.ErrorCode;
import dev.freshet.core.Vector;
import dev.freshet.http.HttpCaller;
import dev.freshet.http.Network;
import dev.freshet.json.Json;
import dev.freshet.model.EmbeddingModel.Embeddings;
import dev.freshet.model.EmbeddingModel.Purpose;
import dev.freshet.text.TokenCounter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpenAiEmbeddingModelTest {
    private static final String TWO = """
            {"data":[{"index":1,"embedding":[0,2]},{"index":0,"embedding":[3,4]}],"usage":{"total_tokens":9}}""";

    private static Network network;
    private static HttpCaller caller;

    private FakeOpenAi provider;
    private OpenAiEmbeddingModel model;

    @BeforeAll
    static void openNetwork() {
        network = Network.open(1);
        caller = HttpCaller.open(network, HttpCaller.Settings.standard());
    }

    @AfterAll
    static void closeNetwork() {
        caller.close();
        network.close();
    }

    @BeforeEach
    void openProvider() throws IOException {
        provider = new FakeOpenAi();
        model = new OpenAiEmbeddingModel(provider.endpoint("e"), caller, new TokenCounter(), new RetryBudget());
    }

    @AfterEach
    void closeProvider() throws IOException {
        provider.close();
    }

    @Test
    void ordersByIndexAndScalesToUnitLength() {
        provider.then(FakeOpenAi.json(TWO));
        Embeddings embeddings = embed(List.of("a", "b"));
        assertThat(embeddings.vectors().get(0).values()).containsExactly(new float[] {0.6f, 0.8f}, within(1e-6f));
        assertThat(embeddings.vectors().get(1).values()).containsExactly(new float[] {0, 1}, within(1e-6f));
        assertThat(embeddings.tokens()).isEqualTo(9);
        assertThat(model.dimensions()).isEqualTo(2);
    }

    @Test
    void readsBase64() {
        String vector = Base64.getEncoder()
                .encodeToString(Vector.unit(new float[] {1, 0, 0}).toBytes());
        provider.then(FakeOpenAi.json("{\"data\":[{\"embedding\":\"" + vector + "\"}]}"));
        assertThat(embed(List.of("a")).vectors().getFirst().values()).containsExactly(1, 0, 0);
    }

    @Test
    void asksForSixteenTextsAtATime() throws Exception {
        provider.then(FakeOpenAi.json(many(16)), FakeOpenAi.json(many(16)), FakeOpenAi.json(many(3)));
        assertThat(embed(Collections.nCopies(35, "text")).vectors()).hasSize(35);
        for (int expected : new int[] {16, 16, 3}) {
            assertThat(Json.parse(provider.request().body().getBytes(StandardCharsets.UTF_8))
                            .path("input"))
                    .hasSize(expected);
        }
    }

    @Test
    void cutsATextBeyondTheWindow() throws Exception {
        provider.then(FakeOpenAi.json(many(1)));
        embed(List.of("word ".repeat(20_000)));
        String sent = Json.parse(provider.request().body().getBytes(StandardCharsets.UTF_8))
                .at("/input/0")
                .asText();
        assertThat(new TokenCounter().count(sent)).isBetween(8_000, 8_192);
    }

    @Test
    void learnsItsSizeByACallOfItsOwn() {
        provider.then(FakeOpenAi.json(many(1)));
        assertThat(model.dimensions()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "oops",
                "{}",
                "{\"data\":[{\"embedding\":[1,2]}]}",
                "{\"data\":[{\"embedding\":[]},{\"embedding\":[]}]}",
                "{\"data\":[{\"index\":5,\"embedding\":[1]}]}",
                "{\"data\":[{\"embedding\":\"%\"}]}",
                "{\"data\":[{\"embedding\":[\"x\",1]}]}",
                "{\"data\":[{\"embedding\":[1]},{\"embedding\":[1,2]}]}"
            })
    void namesRubbishSo(String body) {
        provider.then(FakeOpenAi.json(body));
        assertThatThrownBy(() -> embed(List.of("a", "b")))
                .isInstanceOfSatisfying(
                        AppException.Upstream.class,
                        error -> assertThat(error.code()).isEqualTo(ErrorCode.UPSTREAM_MALFORMED));
    }

    @Test
    void triesOnceMoreWhenTheProviderIsBusy() {
        provider.then(FakeOpenAi.status(503, "", "Retry-After: 0"), FakeOpenAi.json(many(1)));
        assertThat(embed(List.of("a")).vectors()).hasSize(1);
    }

    private static String many(int count) {
        return "{\"data\":[" + String.join(",", Collections.nCopies(count, "{\"embedding\":[1,1]}")) + "]}";
    }

    private Embeddings embed(List<String> texts) {
        return model.embed(texts, Purpose.INGESTION, Deadline.in(Duration.ofSeconds(30)));
    }
}
