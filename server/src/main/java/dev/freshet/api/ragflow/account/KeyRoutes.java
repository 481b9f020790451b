package dev.freshet.api.ragflow.account;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.freshet.account.ApiKeys;
import dev.freshet.api.ragflow.wire.Callers;
import dev.freshet.api.ragflow.wire.Envelope;
import dev.freshet.api.ragflow.wire.ErrorAnswers;
import dev.freshet.api.ragflow.wire.KeyJson;
import dev.freshet.http.Request;
import dev.freshet.http.Response;
import dev.freshet.http.Router;

/// The tenant's API keys.
public final class KeyRoutes {
    private final Callers callers;
    private final ApiKeys keys;

    public KeyRoutes(Callers callers, ApiKeys keys) {
        this.callers = callers;
        this.keys = keys;
    }

    /// Adds the routes of API keys under `/v1/system`.
    public void addTo(Router router) {
        router.group(ErrorAnswers.web())
                .route("POST", "/v1/system/new_token", "make an API key", this::create)
                .route("GET", "/v1/system/token_list", "the tenant's API keys", this::list)
                .route("DELETE", "/v1/system/token/{token}", "delete an API key", this::delete);
    }

    private Response create(Request request) {
        return Envelope.web(KeyJson.of(keys.create(callers.account(request).tenant(), null)));
    }

    private Response list(Request request) {
        ArrayNode rows = JsonNodeFactory.instance.arrayNode();
        keys.list(callers.account(request).tenant()).forEach(key -> rows.add(KeyJson.of(key)));
        return Envelope.web(rows);
    }

    private Response delete(Request request) {
        keys.delete(callers.account(request).tenant(), request.pathParameter("token"));
        return Envelope.web(Envelope.bool(true));
    }
}
