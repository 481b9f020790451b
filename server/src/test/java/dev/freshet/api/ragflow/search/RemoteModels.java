package dev.freshet.api.ragflow.search;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freshet.api.ragflow.chat.ChatApi;
import dev.freshet.core.Deadline;
import dev.freshet.core.TenantId;
import dev.freshet.http.HttpCaller;
import dev.freshet.http.Network;
import dev.freshet.json.Json;
import dev.freshet.model.ChatModel;
import dev.freshet.model.EmbeddingModel;
import dev.freshet.model.ModelInfo;
import dev.freshet.model.Models;
import dev.freshet.model.Prompt;
import dev.freshet.model.RerankEndpoint;
import dev.freshet.model.RerankForm;
import dev.freshet.model.RerankModel;
import dev.freshet.model.ScriptedModel;
import dev.freshet.model.TokenSink;
import dev.freshet.model.openai.FakeOpenAi;
import dev.freshet.model.openai.OpenAiDriver;
import dev.freshet.model.rerank.RerankDriver;
import dev.freshet.text.TokenCounter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/// Models at the other end of a socket: a reranker, and a chat model as far as it answers in one piece. What is
/// streamed is scripted.
final class RemoteModels implements Models, AutoCloseable {
    /// The name of the reranker.
    static final String RERANKER = "ranker@Fake";

    /// Tokens that the reranker says each call took.
    static final int RERANK_TOKENS = 17;

    final FakeOpenAi provider = new FakeOpenAi();
    final ScriptedModel streaming;
    private final Network network = Network.open(1);
    private final HttpCaller caller = HttpCaller.open(network, HttpCaller.Settings.standard());
    private final TokenCounter counter = new TokenCounter();
    private final Models others;

    RemoteModels(ScriptedModel streaming) throws IOException {
        this.streaming = streaming;
        this.others = new ChatApi.OneOfEach(streaming);
    }

    /// Scores each passage by its text.
    static FakeOpenAi.Reply scores(ToDoubleFunction<String> score) {
        return exchange -> {
            JsonNode documents = Json.parse(exchange.request().body().getBytes(StandardCharsets.UTF_8))
                    .path("documents");
            StringBuilder results = new StringBuilder();
            for (int i = documents.size() - 1; i >= 0; i--) {
                results.append(results.isEmpty() ? "" : ",")
                        .append("{\"index\":")
                        .append(i)
                        .append(",\"relevance_score\":")
                        .append(score.applyAsDouble(documents.get(i).asText()))
                        .append("}");
            }
            FakeOpenAi.json("{\"results\":[" + results + "],\"usage\":{\"total_tokens\":" + RERANK_TOKENS + "}}")
                    .write(exchange);
        };
    }

    @Override
    public Optional<ChatModel> chat(TenantId tenant, String name) {
        ChatModel remote = new OpenAiDriver(caller, counter).chat(provider.endpoint("chat"));
        return others.chat(tenant, name).map(scripted -> new HalfRemote(scripted, remote));
    }

    @Override
    public Optional<EmbeddingModel> embedding(TenantId tenant, String name) {
        return others.embedding(tenant, name);
    }

    @Override
    public Optional<RerankModel> rerank(TenantId tenant, String name) {
        RerankEndpoint endpoint = new RerankEndpoint(provider.endpoint("ranker"), RerankForm.JINA);
        return name.equals(RERANKER)
                ? Optional.of(new RerankDriver(caller, counter, false).model(endpoint))
                : Optional.empty();
    }

    @Override
    public void close() throws IOException {
        provider.close();
        caller.close();
        network.close();
    }

    /// A model that streams what it is told to and answers the rest over its socket.
    private record HalfRemote(ChatModel scripted, ChatModel remote) implements ChatModel {
        @Override
        public ModelInfo info() {
            return scripted.info();
        }

        @Override
        public void stream(Prompt prompt, TokenSink sink, Deadline deadline) {
            scripted.stream(prompt, sink, deadline);
        }

        @Override
        public Completion complete(Prompt prompt, Deadline deadline) {
            return remote.complete(prompt, deadline);
        }
    }
}
