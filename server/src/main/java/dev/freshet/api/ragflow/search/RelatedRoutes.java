package dev.freshet.api.ragflow.search;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freshet.api.ragflow.wire.Envelope;
import dev.freshet.api.ragflow.wire.ErrorAnswers;
import dev.freshet.api.ragflow.wire.JsonBody;
import dev.freshet.chat.ask.RelatedQuestions;
import dev.freshet.chat.ask.SearchConfig;
import dev.freshet.core.TenantId;
import dev.freshet.http.Request;
import dev.freshet.http.Response;
import dev.freshet.http.Router;
import dev.freshet.json.Json;
import dev.freshet.model.GenerationSettings;
import java.util.Objects;

/// What else somebody may want to ask (contract §9.5).
public final class RelatedRoutes {
    private final SearchRequests requests;
    private final RelatedQuestions related;

    public RelatedRoutes(SearchRequests requests, RelatedQuestions related) {
        this.requests = requests;
        this.related = related;
    }

    public void addTo(Router router) {
        router.group(ErrorAnswers.rest())
                .route("POST", "/api/v1/sessions/related_questions", "Propose questions", this::byKey)
                .route(
                        "POST",
                        "/api/v1/searchbots/related_questions",
                        "Propose questions in a widget",
                        request -> configured(request, requests.byBeta(request)));
        router.group(ErrorAnswers.web())
                .route(
                        "POST",
                        "/v1/conversation/related_questions",
                        "Propose questions in the web client",
                        request -> configured(request, requests.byLogin(request)));
    }

    private Response byKey(Request request) {
        TenantId tenant = requests.byKey(request);
        JsonBody body = JsonBody.of(request).obey(SearchRequests.QUESTION);
        return Envelope.rest(proposals(request, tenant, body, SearchConfig.NONE));
    }

    private Response configured(Request request, TenantId tenant) {
        JsonBody body = JsonBody.of(request).require("question");
        return Envelope.web(proposals(request, tenant, body, requests.config(tenant, body)));
    }

    private JsonNode proposals(Request request, TenantId tenant, JsonBody body, SearchConfig config) {
        String model = config.model().isEmpty() ? requests.model(tenant) : config.model();
        RelatedQuestions.Topic topic = new RelatedQuestions.Topic(body.text("question", ""), body.text("industry", ""));
        GenerationSettings settings = Objects.requireNonNullElse(config.generation(), GenerationSettings.none());
        return Json.mapper().valueToTree(related.to(topic, tenant, model, settings, request.left()));
    }
}
