package dev.freshet.api.ragflow.search;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freshet.account.AccountStore;
import dev.freshet.account.ApiKey;
import dev.freshet.account.Tenant;
import dev.freshet.api.ragflow.wire.Callers;
import dev.freshet.api.ragflow.wire.Demand;
import dev.freshet.api.ragflow.wire.Demand.Shape;
import dev.freshet.api.ragflow.wire.JsonBody;
import dev.freshet.api.ragflow.wire.WireFaults;
import dev.freshet.chat.ask.Search;
import dev.freshet.chat.ask.SearchConfig;
import dev.freshet.core.DatasetId;
import dev.freshet.core.Id.SearchId;
import dev.freshet.core.TenantId;
import dev.freshet.dataset.Dataset;
import dev.freshet.dataset.DatasetStore;
import dev.freshet.dataset.search.SavedSearchStore;
import dev.freshet.http.Request;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Makes searches of requests: who asks, with which model, in which datasets.
public final class SearchRequests {
    /// Routes for keys do not ask nothing.
    static final Demand QUESTION = new Demand("question", Shape.WRITTEN, WireFaults.REQUIRED);

    private final Callers callers;
    private final AccountStore accounts;
    private final DatasetStore datasets;
    private final SavedSearchStore searches;

    public SearchRequests(Callers callers, AccountStore accounts, DatasetStore datasets, SavedSearchStore searches) {
        this.searches = searches;
        this.callers = callers;
        this.accounts = accounts;
        this.datasets = datasets;
    }

    /// The tenant of the API key.
    TenantId byKey(Request request) {
        return callers.tenant(request);
    }

    /// The tenant who is signed in.
    TenantId byLogin(Request request) {
        return callers.account(request).tenant();
    }

    /// The tenant of a widget's beta token. A token that is bound to an assistant opens nothing else.
    TenantId byBeta(Request request) {
        ApiKey key = callers.widgetKey(request);
        if (key.assistant() != null) {
            throw WireFaults.UNKNOWN_WIDGET_KEY.of();
        }
        return key.tenant();
    }

    /// The configuration of the saved search that the body names; the usual one where it names none of the tenant's.
    SearchConfig config(TenantId tenant, JsonBody body) {
        return searches.find(tenant, new SearchId(body.text("search_id", "")))
                .map(SearchConfigJson::config)
                .orElse(SearchConfig.NONE);
    }

    /// The chat model that the tenant uses where nothing is said; empty for none.
    String model(TenantId tenant) {
        return accounts.tenant(tenant)
                .map(Tenant::models)
                .map(Tenant.DefaultModels::chat)
                .orElse("");
    }

    /// A search in those of the datasets that are the tenant's.
    Search search(TenantId tenant, String text, Collection<DatasetId> wanted, SearchConfig config) {
        List<DatasetId> owned = owned(tenant, wanted).stream().map(Dataset::id).toList();
        return new Search(tenant, model(tenant), text, owned, config);
    }

    /// Those of the datasets that are the tenant's, in the order of the ids.
    List<Dataset> owned(TenantId tenant, Collection<DatasetId> ids) {
        Map<DatasetId, Dataset> found =
                datasets.find(tenant, ids).stream().collect(Collectors.toMap(Dataset::id, dataset -> dataset));
        return ids.stream().filter(found::containsKey).map(found::get).toList();
    }

    /// The datasets that the body names under this key, as a list or as one id, each once. What cannot be an id is
    /// nobody's.
    static Set<DatasetId> datasets(JsonBody body, String key) {
        List<String> ids =
                body.value(key).filter(JsonNode::isTextual).isPresent() ? List.of(body.text(key, "")) : body.texts(key);
        return ids.stream()
                .filter(id -> !id.isBlank() && id.length() <= 128)
                .map(DatasetId::new)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
