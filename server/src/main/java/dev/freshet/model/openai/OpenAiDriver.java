package dev.freshet.model.openai;

import dev.freshet.http.HttpCaller;
import dev.freshet.model.ChatModel;
import dev.freshet.model.EmbeddingModel;
import dev.freshet.model.ModelDriver;
import dev.freshet.model.ModelEndpoint;
import dev.freshet.text.TokenCounter;

/// Makes models of endpoints that speak OpenAI's HTTP interface.
public final class OpenAiDriver implements ModelDriver {
    private final HttpCaller caller;
    private final TokenCounter counter;

    public OpenAiDriver(HttpCaller caller, TokenCounter counter) {
        this.caller = caller;
        this.counter = counter;
    }

    @Override
    public ChatModel chat(ModelEndpoint endpoint) {
        return new OpenAiChatModel(endpoint, caller);
    }

    @Override
    public EmbeddingModel embedding(ModelEndpoint endpoint) {
        return new OpenAiEmbeddingModel(endpoint, caller, counter);
    }
}
