package dev.freshet.model.rerank;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.core.AppException;
import dev.freshet.core.Deadline;
import dev.freshet.core.ErrorCode;
import dev.freshet.core.Parallel;
import dev.freshet.http.HttpCall;
import dev.freshet.http.HttpCaller;
import dev.freshet.http.HttpReply;
import dev.freshet.json.Json;
import dev.freshet.model.ModelName;
import dev.freshet.model.RerankEndpoint;
import dev.freshet.model.RerankForm;
import dev.freshet.model.RerankModel;
import dev.freshet.text.TokenCounter;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/// A reranker behind one of the forms of [RerankForm].
final class HttpRerankModel implements RerankModel {
    private static final int JINA_TOKENS = 8_196;
    private static final int XINFERENCE_TOKENS = 4_096;
    private static final int LOCALAI_TOKENS = 500;

    private final RerankEndpoint reranker;
    private final RerankAddress address;
    private final RerankWire wire;
    private final HttpCaller caller;
    private final TokenCounter counter;
    private final boolean asV023;

    HttpRerankModel(RerankEndpoint reranker, HttpCaller caller, TokenCounter counter, boolean asV023) {
        this.reranker = reranker;
        this.address = new RerankAddress(
                reranker.form(),
                reranker.endpoint().baseUrl(),
                reranker.endpoint().ownName(),
                asV023);
        this.wire = new RerankWire(reranker.form(), address.sentModel());
        this.caller = caller;
        this.counter = counter;
        this.asV023 = asV023;
    }

    @Override
    public ModelName name() {
        return reranker.endpoint().name();
    }

    @Override
    public Scores score(String question, List<String> passages, Deadline deadline) {
        if (passages.isEmpty() || question.isBlank()) {
            return new Scores(new double[passages.size()], 0);
        }
        URI uri = address.uri();
        List<String> texts = passages.stream().map(this::cut).toList();
        List<Batch> batches = batches(texts);
        List<Callable<JsonNode>> calls = new ArrayList<>();
        batches.forEach(batch -> calls.add(() -> call(uri, wire.request(question, batch.texts()), deadline)));
        List<JsonNode> answers = Parallel.all(calls);
        double[] scores = new double[texts.size()];
        BitSet scored = new BitSet(texts.size());
        for (int i = 0; i < answers.size(); i++) {
            read(answers.get(i), batches.get(i), scores, scored);
        }
        double[] scaled = asV023 ? RerankScale.asV023(reranker.form(), scores) : RerankScale.fixed(scores, scored);
        return new Scores(scaled, tokens(question, texts, answers.getFirst()));
    }

    /// RAGFlow 0.23 counts Xinference's texts cut and sends them whole.
    private String cut(String text) {
        return switch (reranker.form()) {
            case JINA -> counter.cut(text, JINA_TOKENS);
            case LOCALAI, OPENAI_COMPATIBLE -> counter.cut(text, LOCALAI_TOKENS);
            case XINFERENCE -> asV023 ? text : counter.cut(text, XINFERENCE_TOKENS);
            case NVIDIA, SILICONFLOW, COHERE, TEI, GPUSTACK, NONE -> text;
        };
    }

    private List<Batch> batches(List<String> texts) {
        List<Batch> batches = new ArrayList<>();
        int size = Math.min(wire.batch(), texts.size());
        for (int from = 0; from < texts.size(); from += size) {
            batches.add(new Batch(from, texts.subList(from, Math.min(texts.size(), from + size))));
        }
        return batches;
    }

    private JsonNode call(URI uri, ObjectNode body, Deadline deadline) {
        deadline.check("a call to a reranker");
        HttpReply reply = send(HttpCall.post(uri, headers(), Json.writeBytes(body)), deadline);
        boolean statusCounts = !asV023 || reranker.form() == RerankForm.GPUSTACK;
        if (statusCounts && (reply.status() < 200 || reply.status() >= 300)) {
            throw ofStatus(reply.status());
        }
        try {
            return Json.parse(reply.body());
        } catch (IOException noJson) {
            throw malformed("sent scores that are no JSON");
        }
    }

    private HttpReply send(HttpCall call, Deadline deadline) {
        try {
            return caller.send(call, deadline);
        } catch (AppException.Upstream error) {
            throw new AppException.Upstream(error.code(), name() + ": " + error.sentence(), error);
        }
    }

    private Map<String, String> headers() {
        Map<String, String> headers = new HashMap<>();
        headers.put("Content-Type", "application/json");
        headers.put("Accept", "application/json");
        String key = reranker.endpoint().key().reveal();
        boolean placeholder = reranker.form() == RerankForm.XINFERENCE && key.equals("x");
        if (!key.isEmpty() && !placeholder) {
            headers.put("Authorization", "Bearer " + key);
        }
        return headers;
    }

    /// RAGFlow 0.23 takes an answer of another shape for one without scores.
    private void read(JsonNode answer, Batch batch, double[] scores, BitSet scored) {
        JsonNode results = wire.results(answer);
        if (!results.isArray() && !asV023) {
            throw malformed("sent an answer without scores");
        }
        for (JsonNode result : results) {
            JsonNode score = wire.score(result);
            int index = result.path("index").asInt(-1);
            if (!score.isNumber() || index < 0 || index >= batch.texts().size()) {
                if (asV023) {
                    return;
                }
                throw malformed("sent a score that belongs to no passage or is no number");
            }
            scores[batch.from() + index] = score.asDouble();
            scored.set(batch.from() + index);
        }
    }

    /// As the provider counts where it tells, or by us.
    private int tokens(String question, List<String> texts, JsonNode answer) {
        return switch (reranker.form()) {
            case JINA, SILICONFLOW -> answer.path("usage").path("total_tokens").asInt(0);
            case XINFERENCE ->
                texts.stream()
                        .mapToInt(text -> Math.min(counter.count(text), XINFERENCE_TOKENS))
                        .sum();
            case LOCALAI, OPENAI_COMPATIBLE, TEI, GPUSTACK, NONE -> count(texts);
            case NVIDIA, COHERE -> counter.count(question) + count(texts);
        };
    }

    private int count(List<String> texts) {
        return texts.stream().mapToInt(counter::count).sum();
    }

    private AppException.Upstream malformed(String what) {
        return new AppException.Upstream(ErrorCode.UPSTREAM_MALFORMED, name() + " " + what);
    }

    private AppException.Upstream ofStatus(int status) {
        ErrorCode code = switch (status) {
            case 401, 403 -> ErrorCode.UPSTREAM_AUTHENTICATION;
            case 429 -> ErrorCode.UPSTREAM_RATE_LIMIT;
            case 503 -> ErrorCode.UPSTREAM_OVERLOADED;
            default -> status >= 400 && status < 500 ? ErrorCode.UPSTREAM_REFUSED : ErrorCode.UPSTREAM_FAILED;
        };
        return new AppException.Upstream(code, name() + " answered with HTTP " + status);
    }

    /// Texts that go out in one call.
    ///
    /// @param from place of the first among all
    private record Batch(int from, List<String> texts) {}
}
