package dev.freshet.api.ragflow.search;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.api.ragflow.wire.Envelope;
import dev.freshet.api.ragflow.wire.ErrorAnswers;
import dev.freshet.api.ragflow.wire.Wire;
import dev.freshet.api.ragflow.wire.WireFaults;
import dev.freshet.core.Id.SearchId;
import dev.freshet.core.TenantId;
import dev.freshet.dataset.search.SavedSearch;
import dev.freshet.dataset.search.SavedSearchStore;
import dev.freshet.http.Request;
import dev.freshet.http.Response;
import dev.freshet.http.Router;

/// `GET /api/v1/searchbots/detail`: a saved search as its widget shows it.
public final class SearchbotRoutes {
    private final SearchRequests requests;
    private final SavedSearchStore searches;

    public SearchbotRoutes(SearchRequests requests, SavedSearchStore searches) {
        this.requests = requests;
        this.searches = searches;
    }

    public void addTo(Router router) {
        router.group(ErrorAnswers.rest())
                .route("GET", "/api/v1/searchbots/detail", "A saved search, for a widget", this::detail);
    }

    private Response detail(Request request) {
        TenantId tenant = requests.byBeta(request);
        SavedSearch search = searches.find(
                        tenant, new SearchId(request.query("search_id").orElse("")))
                .orElseThrow(WireFaults.NO_PERMISSION::of);
        ObjectNode row = Envelope.object()
                .put("id", search.id().value())
                .put("tenant_id", search.tenant().value())
                .put("created_by", search.createdBy())
                .put("name", search.name())
                .put("avatar", search.avatar())
                .put("description", search.description())
                .put("status", "1");
        row.set("search_config", search.config().toNode());
        return Envelope.web(Wire.times(row, search.createdAt(), search.updatedAt()));
    }
}
