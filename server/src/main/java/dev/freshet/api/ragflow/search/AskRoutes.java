package dev.freshet.api.ragflow.search;

import dev.freshet.api.ragflow.chat.Asking;
import dev.freshet.api.ragflow.chat.Frames;
import dev.freshet.api.ragflow.dataset.DatasetFaults;
import dev.freshet.api.ragflow.wire.Demand;
import dev.freshet.api.ragflow.wire.Demand.Shape;
import dev.freshet.api.ragflow.wire.ErrorAnswers;
import dev.freshet.api.ragflow.wire.JsonBody;
import dev.freshet.api.ragflow.wire.WireFaults;
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
    private static final Demand DATASETS = new Demand("dataset_ids", Shape.FILLED, WireFaults.REQUIRED);
    private static final Demand DATASET_LIST = new Demand("dataset_ids", Shape.LIST, SearchFaults.NO_LIST);

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
        JsonBody body = JsonBody.of(request).obey(SearchRequests.QUESTION, DATASETS, DATASET_LIST);
        Set<DatasetId> wanted = required(body);
        for (DatasetId id : wanted) {
            Dataset dataset = requests.owned(tenant, Set.of(id)).stream()
                    .findFirst()
                    .orElseThrow(() -> DatasetFaults.FOREIGN_DATASET_STOP.of(id));
            if (dataset.chunkCount() == 0) {
                throw DatasetFaults.NOTHING_PARSED.of(id);
            }
        }
        return stream(request, requests.search(tenant, body.text("question", ""), wanted, SearchConfig.NONE));
    }

    private static Set<DatasetId> required(JsonBody body) {
        for (String id : body.texts("dataset_ids")) {
            if (id.isBlank() || id.length() > 128) {
                throw DatasetFaults.FOREIGN_DATASET_STOP.of(id);
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
            return Asking.failed(Frames.summary(), AppException.invalid(SearchFaults.NOTHING_TO_SEARCH.text()));
        }
        return asking.stream(request, search.summary(), asking.frames(request, Frames.summary()));
    }
}
