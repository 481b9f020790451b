package dev.freshet.api.ragflow.search;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freshet.api.ragflow.chat.Asking;
import dev.freshet.api.ragflow.chat.Frames;
import dev.freshet.api.ragflow.wire.ErrorAnswers;
import dev.freshet.api.ragflow.wire.JsonBody;
import dev.freshet.api.ragflow.wire.WireException;
import dev.freshet.chat.ask.Search;
import dev.freshet.chat.ask.SearchConfig;
import dev.freshet.core.AppException;
import dev.freshet.core.DatasetId;
import dev.freshet.core.TenantId;
import dev.freshet.dataset.Dataset;
import dev.freshet.http.Request;
import dev.freshet.http.Response;
import dev.freshet.http.Router;
import java.util.Set;

/// Asking datasets without an assistant (contract §9.5): always a stream.
public final class AskRoutes {
    private final SearchRequests requests;
    private final Asking asking;

    public AskRoutes(SearchRequests requests, Asking asking) {
        this.requests = requests;
        this.asking = asking;
    }

    public void addTo(Router router) {
        router.group(ErrorAnswers.rest())
                .route("POST", "/api/v1/sessions/ask", "Ask datasets", this::byKey)
                .route(
                        "POST",
                        "/api/v1/searchbots/ask",
                        "Ask datasets from a widget",
                        request -> lenient(request, requests.byBeta(request)));
        router.group(ErrorAnswers.web())
                .route(
                        "POST",
                        "/v1/conversation/ask",
                        "Ask datasets from the web client",
                        request -> lenient(request, requests.byLogin(request)));
    }

    private Response byKey(Request request) {
        TenantId tenant = requests.byKey(request);
        JsonBody body = JsonBody.of(request);
        if (body.text("question", "").isEmpty()) {
            throw WireException.data("`question` is required.");
        }
        Set<DatasetId> wanted = required(body);
        for (DatasetId id : wanted) {
            Dataset dataset = requests.owned(tenant, Set.of(id)).stream()
                    .findFirst()
                    .orElseThrow(() -> WireException.data("You don't own the dataset " + id + "."));
            if (dataset.chunkCount() == 0) {
                throw WireException.data("The dataset " + id + " doesn't own parsed file");
            }
        }
        return stream(request, requests.search(tenant, body.text("question", ""), wanted, SearchConfig.NONE));
    }

    private static Set<DatasetId> required(JsonBody body) {
        JsonNode sent = body.value("dataset_ids").orElseThrow(() -> WireException.data("`dataset_ids` is required."));
        boolean nothing =
                sent.isContainerNode() ? sent.isEmpty() : sent.asText().isEmpty();
        if (nothing) {
            throw WireException.data("`dataset_ids` is required.");
        }
        if (!sent.isArray()) {
            throw WireException.data("`dataset_ids` should be a list.");
        }
        for (JsonNode id : sent) {
            if (id.asText().isBlank() || id.asText().length() > 128) {
                throw WireException.data("You don't own the dataset " + id.asText() + ".");
            }
        }
        return SearchRequests.datasets(body, "dataset_ids");
    }

    /// Takes what is the tenant's of the datasets that the configuration or else the body names.
    private Response lenient(Request request, TenantId tenant) {
        JsonBody body = JsonBody.of(request).require("question", "kb_ids");
        SearchConfig config = requests.config(tenant, body);
        Set<DatasetId> wanted =
                config.datasets().isEmpty() ? SearchRequests.datasets(body, "kb_ids") : Set.copyOf(config.datasets());
        return stream(request, requests.search(tenant, body.text("question", ""), wanted, config));
    }

    /// Without datasets the source system stumbles over its empty list, in the stream.
    private Response stream(Request request, Search search) {
        if (search.datasets().isEmpty()) {
            return Asking.failed(Frames.summary(), AppException.invalid("list index out of range"));
        }
        return asking.stream(request, search.summary(), asking.frames(request, Frames.summary()));
    }
}
