package dev.freshet.model.rerank;

import dev.freshet.http.HttpCaller;
import dev.freshet.model.RerankEndpoint;
import dev.freshet.model.RerankModel;
import dev.freshet.text.TokenCounter;

/// Makes rerankers of endpoints.
public final class RerankDriver {
    private final HttpCaller caller;
    private final TokenCounter counter;
    private final boolean asV023;

    /// @param asV023 whether providers are called exactly as RAGFlow 0.23 calls them, its mistakes included
    public RerankDriver(HttpCaller caller, TokenCounter counter, boolean asV023) {
        this.caller = caller;
        this.counter = counter;
        this.asV023 = asV023;
    }

    /// The reranker at that endpoint; nothing is sent yet.
    public RerankModel model(RerankEndpoint endpoint) {
        return new HttpRerankModel(endpoint, caller, counter, asV023);
    }
}
