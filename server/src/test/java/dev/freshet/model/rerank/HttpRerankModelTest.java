package dev.freshet.model.rerank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freshet.core.AppException;
import dev.freshet.core.Deadline;
import dev.freshet.core.ErrorCode;
import dev.freshet.core.Secret;
import dev.freshet.http.HttpCaller;
import dev.freshet.http.Network;
import dev.freshet.json.Json;
import dev.freshet.model.ModelEndpoint;
import dev.freshet.model.ModelName;
import dev.freshet.model.RerankEndpoint;
import dev.freshet.model.RerankForm;
import dev.freshet.model.RerankModel;
import dev.freshet.model.RerankModel.Scores;
import dev.freshet.model.openai.FakeOpenAi;
import dev.freshet.text.TokenCounter;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Each form of contract §15 against a server on a real socket.
class HttpRerankModelTest {
    private static final TokenCounter TOKENS = new TokenCounter();
    private static final List<String> TEXTS = List.of("annual leave", "train", "tea");
    private static final String RESULTS = "{'results':[{'index':2,'relevance_score':0.5},"
            + "{'index':0,'relevance_score':0.9}],'usage':{'total_tokens':77}}";
    private static final String DOCUMENTS = "'query':'leave?','documents':['annual leave','train','tea']";
    private static final String USUAL = "{'model':'m'," + DOCUMENTS + ",'top_n':3}";

    private static Network network;
    private static HttpCaller caller;

    private FakeOpenAi server;

    @BeforeAll
    static void open() {
        network = Network.open(1);
        caller = HttpCaller.open(network, HttpCaller.Settings.standard());
    }

    @AfterAll
    static void close() {
        caller.close();
        network.close();
    }

    @BeforeEach
    void start() throws IOException {
        server = new FakeOpenAi();
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    /// A form, the path and body that must arrive, what is answered and what comes of it.
    record Case(RerankForm form, String model, String path, String body, String answer, double[] scores, int tokens) {
        @Override
        public String toString() {
            return form.toString();
        }
    }

    static Stream<Case> forms() {
        int texts = TEXTS.stream().mapToInt(TOKENS::count).sum();
        int all = texts + TOKENS.count("leave?");
        String suffixed = "{'model':'m'," + DOCUMENTS + ",'top_n':3,'return_documents':false";
        return Stream.of(
                usual(RerankForm.JINA, "m", "/v1/rerank", USUAL, 77),
                usual(
                        RerankForm.XINFERENCE,
                        "m",
                        "/v1/rerank",
                        "{'model':'m','query':'leave?','return_documents':'true','return_len':'true',"
                                + "'documents':['annual leave','train','tea']}",
                        texts),
                usual(RerankForm.LOCALAI, "m___LocalAI", "/rerank", USUAL, texts),
                usual(RerankForm.OPENAI_COMPATIBLE, "m___OpenAI-API", "/v1/rerank", USUAL, texts),
                usual(
                        RerankForm.SILICONFLOW,
                        "m",
                        "/v1/rerank",
                        suffixed + ",'max_chunks_per_doc':1024,'overlap_tokens':80}",
                        77),
                usual(RerankForm.COHERE, "m", "/v1/rerank", suffixed + "}", all),
                usual(RerankForm.GPUSTACK, "m", "/v1/rerank", USUAL, texts),
                nvidia(all),
                tei(texts));
    }

    private static Case usual(RerankForm form, String model, String path, String body, int tokens) {
        return new Case(form, model, path, body, RESULTS, new double[] {0.9, 0, 0.5}, tokens);
    }

    private static Case nvidia(int tokens) {
        return new Case(
                RerankForm.NVIDIA,
                "nvidia/nv-rerankqa-mistral-4b-v3",
                "/v1/nv-rerankqa-mistral-4b-v3/reranking",
                "{'model':'nvidia/nv-rerankqa-mistral-4b-v3','query':{'text':'leave?'},'passages':["
                        + "{'text':'annual leave'},{'text':'train'},{'text':'tea'}],'truncate':'END','top_n':3}",
                "{'rankings':[{'index':0,'logit':4.0},{'index':2,'logit':0.0},{'index':1,'logit':-4.0}]}",
                new double[] {1, 0, 0.5},
                tokens);
    }

    private static Case tei(int tokens) {
        return new Case(
                RerankForm.TEI,
                "m",
                "/v1/rerank",
                "{'query':'leave?','texts':['annual leave','train','tea'],'raw_scores':false,'truncate':true}",
                "[{'index':2,'score':0.5},{'index':0,'score':0.9}]",
                new double[] {0.9, 0, 0.5},
                tokens);
    }

    @ParameterizedTest
    @MethodSource("forms")
    void sendsTheFormsRequestAndReadsItsAnswer(Case form) throws Exception {
        server.then(FakeOpenAi.json(json(form.answer())));
        Scores scores = model(form.form(), form.model(), false).score("leave?", TEXTS, soon());
        FakeOpenAi.Request request = server.request();
        assertThat(request.path()).isEqualTo(form.path());
        assertThat(request.body()).isEqualTo(json(form.body()));
        assertThat(request.headers()).containsEntry("Authorization", "Bearer secret-key");
        assertThat(scores.values()).containsExactly(form.scores());
        assertThat(scores.tokens()).isEqualTo(form.tokens());
    }

    @Test
    void everyFormHasACase() {
        Set<RerankForm> cases = forms().map(Case::form).collect(Collectors.toCollection(TreeSet::new));
        cases.add(RerankForm.NONE);
        assertThat(cases).containsExactly(RerankForm.values());
    }

    @Test
    void teiIsAskedForEightTextsAtATime() throws Exception {
        server.then(exchange -> FakeOpenAi.json("[{\"index\":0,\"score\":0.7}]").write(exchange));
        List<String> texts =
                IntStream.range(0, 20).mapToObj(number -> "text " + number).toList();
        double[] scores =
                model(RerankForm.TEI, "m", false).score("leave?", texts, soon()).values();
        List<Integer> sizes = Stream.of(server.request(), server.request(), server.request())
                .map(request -> tree(request.body()).path("texts").size())
                .sorted()
                .toList();
        assertThat(sizes).containsExactly(4, 8, 8);
        assertThat(scores).hasSize(20);
        assertThat(new double[] {scores[0], scores[1], scores[8], scores[16]}).containsExactly(0.7, 0, 0.7, 0.7);
    }

    @ParameterizedTest
    @CsvSource({"JINA, false, 8196", "LOCALAI, false, 500", "OPENAI_COMPATIBLE, true, 500", "XINFERENCE, false, 4096"})
    void cutsTextsInTokens(RerankForm form, boolean asV023, int tokens) throws Exception {
        assertThat(TOKENS.count(sent(form, asV023))).isEqualTo(tokens);
    }

    @ParameterizedTest
    @CsvSource({"XINFERENCE, true", "NVIDIA, false", "SILICONFLOW, false", "COHERE, false"})
    void sendsTextsWholeWhereTheProviderCuts(RerankForm form, boolean asV023) throws Exception {
        assertThat(sent(form, asV023)).isEqualTo(longText());
    }

    private String sent(RerankForm form, boolean asV023) throws Exception {
        server.then(FakeOpenAi.json("{\"results\":[],\"rankings\":[]}"));
        model(form, "nvidia/rerank-qa-mistral-4b", asV023).score("leave?", List.of(longText()), soon());
        JsonNode body = tree(server.request().body());
        return body.has("documents")
                ? body.at("/documents/0").asText()
                : body.at("/passages/0/text").asText();
    }

    private static String longText() {
        return "holiday ".repeat(9_000).strip();
    }

    @Test
    void xinferenceGetsNoPlaceholderForAKey() throws Exception {
        server.then(FakeOpenAi.json(json(RESULTS)));
        model(RerankForm.XINFERENCE, "m", false, "x").score("leave?", TEXTS, soon());
        assertThat(server.request().headers()).doesNotContainKey("Authorization");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void asksNobodyWhereThereIsNothingToCompare(RerankForm form) {
        RerankModel model = model(form, "m", false);
        assertThat(model.score("leave?", List.of(), soon()).values()).isEmpty();
        assertThat(model.score(" ", TEXTS, soon()).values()).containsExactly(0, 0, 0);
        assertThat(server.waitingRequests()).isZero();
    }

    @Test
    void givesUpAProviderThatHangsAndClosesItsSocket() throws Exception {
        server.then(FakeOpenAi.hangBeforeHead());
        RerankModel model = model(RerankForm.JINA, "m", false);
        assertThatThrownBy(() -> model.score("leave?", TEXTS, Deadline.in(Duration.ofMillis(200))))
                .isInstanceOf(AppException.class);
        assertThat(server.goneClient()).isEqualTo("/v1/rerank");
    }

    @Test
    void aResetConnectionIsTheProvidersFailure() {
        server.then(FakeOpenAi.resetAtOnce());
        failsWith(ErrorCode.UPSTREAM_UNREACHABLE, ErrorCode.UPSTREAM_FAILED);
    }

    @ParameterizedTest
    @CsvSource({
        "401, UPSTREAM_AUTHENTICATION",
        "429, UPSTREAM_RATE_LIMIT",
        "404, UPSTREAM_REFUSED",
        "503, UPSTREAM_OVERLOADED"
    })
    void statusesAreErrors(int status, ErrorCode code) {
        server.then(FakeOpenAi.status(status, "{}"));
        failsWith(code);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<html>",
                "{}",
                "[]",
                "{'results':'many'}",
                "{'results':[{'index':3,'relevance_score':1}]}",
                "{'results':[{'index':-1,'relevance_score':1}]}",
                "{'results':[{'relevance_score':1}]}",
                "{'results':[{'index':0,'relevance_score':'good'}]}",
                "{'results':[{'index':0}]}"
            })
    void rubbishIsMalformed(String answer) {
        server.then(FakeOpenAi.json(json(answer)));
        failsWith(ErrorCode.UPSTREAM_MALFORMED);
    }

    @Test
    void theOldFormTakesAnAnswerOfAnotherShapeForOneWithoutScores() {
        server.then(FakeOpenAi.status(500, "{\"detail\":\"no\"}"));
        assertThat(oldLocalAi().values()).containsExactly(0, 0, 0);
    }

    @Test
    void theOldFormSpreadsWhatIsMissingToo() {
        server.then(FakeOpenAi.json(json("{'results':[{'index':0,'relevance_score':-2.0}]}")));
        assertThat(oldLocalAi().values()).containsExactly(0, 1, 1);
    }

    @Test
    void theOldFormStillFailsWhereTheAnswerIsNoJson() {
        server.then(FakeOpenAi.json("<html>"));
        assertThatThrownBy(this::oldLocalAi).isInstanceOf(AppException.Upstream.class);
    }

    private Scores oldLocalAi() {
        return model(RerankForm.LOCALAI, "m", true).score("leave?", TEXTS, soon());
    }

    private void failsWith(ErrorCode... codes) {
        RerankModel model = model(RerankForm.JINA, "m", false);
        assertThatThrownBy(() -> model.score("leave?", TEXTS, soon()))
                .isInstanceOfSatisfying(AppException.Upstream.class, error -> {
                    assertThat(error.code()).isIn((Object[]) codes);
                    assertThat(error.sentence()).contains("m@Fake").doesNotContain("secret-key");
                });
    }

    private RerankModel model(RerankForm form, String model, boolean asV023) {
        return model(form, model, asV023, "secret-key");
    }

    private RerankModel model(RerankForm form, String model, boolean asV023, String key) {
        URI base = server.baseUrl();
        ModelEndpoint endpoint =
                new ModelEndpoint(new ModelName(model, "Fake"), model, base, new Secret(key), 512, Set.of());
        return new RerankDriver(caller, TOKENS, asV023).model(new RerankEndpoint(endpoint, form));
    }

    private static Deadline soon() {
        return Deadline.in(Duration.ofSeconds(20));
    }

    private static String json(String text) {
        return text.replace('\'', '"');
    }

    private static JsonNode tree(String json) {
        try {
            return Json.parse(json.getBytes(StandardCharsets.UTF_8));
        } catch (IOException error) {
            throw new AssertionError(json, error);
        }
    }
}
