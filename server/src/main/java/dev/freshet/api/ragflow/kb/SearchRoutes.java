package dev.freshet.api.ragflow.kb;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.account.Account;
import dev.freshet.api.ragflow.wire.Demand;
import dev.freshet.api.ragflow.wire.Demand.Shape;
import dev.freshet.api.ragflow.wire.Envelope;
import dev.freshet.api.ragflow.wire.ErrorAnswers;
import dev.freshet.api.ragflow.wire.JsonBody;
import dev.freshet.api.ragflow.wire.NameRule;
import dev.freshet.api.ragflow.wire.Wire;
import dev.freshet.api.ragflow.wire.WireFaults;
import dev.freshet.core.Id.SearchId;
import dev.freshet.core.Slice;
import dev.freshet.core.TenantId;
import dev.freshet.dataset.search.SavedSearch;
import dev.freshet.dataset.search.SavedSearchStore;
import dev.freshet.http.Request;
import dev.freshet.http.Response;
import dev.freshet.http.Router;
import dev.freshet.json.JsonObject;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// `/v1/search`: searches that somebody has set up (contract §11).
public final class SearchRoutes {
    private static final NameRule NAME = new NameRule("Search", 255, KbFaults.SEARCH_NAME_TOO_LONG);
    private static final Demand CONFIG = new Demand("search_config", Shape.OBJECT_IF_PRESENT, KbFaults.NO_CONFIG);

    /// What holds where a configuration says nothing.
    private static final JsonObject DEFAULTS = JsonObject.parse("""
            {"kb_ids": [], "doc_ids": [], "similarity_threshold": 0.2, "vector_similarity_weight": 0.3,
             "use_kg": false, "rerank_id": "", "top_k": 1024, "summary": false, "chat_id": "", "llm_setting": {},
             "highlight": false, "keyword": false, "web_search": false,
             "related_search": false, "query_mindmap": false}""");

    private final Belongings belongings;
    private final SavedSearchStore searches;

    public SearchRoutes(Belongings belongings, SavedSearchStore searches) {
        this.belongings = belongings;
        this.searches = searches;
    }

    public void addTo(Router router) {
        router.group(ErrorAnswers.web())
                .route("POST", "/v1/search/create", "set up a search", this::create)
                .route("POST", "/v1/search/update", "change a search", this::update)
                .route("GET", "/v1/search/detail", "one search", this::detail)
                .route("POST", "/v1/search/list", "list searches", this::list)
                .route("POST", "/v1/search/rm", "delete a search", this::delete);
    }

    private Response create(Request request) {
        TenantId tenant = belongings.tenant(request);
        JsonBody body = JsonBody.of(request).require("name");
        SavedSearch made = searches.create(
                tenant, NAME.read(body), body.text("description").orElse(null), DEFAULTS);
        return Envelope.web(Envelope.object().put("search_id", made.id().value()));
    }

    private Response update(Request request) {
        TenantId tenant = belongings.tenant(request);
        JsonBody body = JsonBody.of(request).require("search_id", "name", "search_config", "tenant_id");
        String name = NAME.read(body);
        SavedSearch before = find(tenant, body.text("search_id", "")).orElseThrow(WireFaults.NO_AUTHORIZATION::of);
        JsonBody given = body.obey(CONFIG).object("search_config").orElseThrow();
        SavedSearch after = searches.update(before.with(
                name,
                changed(body, "avatar", before.avatar()),
                changed(body, "description", before.description()),
                replaced(before.config(), given.tree())));
        return Envelope.web(row(after));
    }

    /// Top-level keys are replaced as a whole, as clients expect who send a shorter list.
    private static JsonObject replaced(JsonObject before, ObjectNode given) {
        ObjectNode config = before.toNode();
        config.setAll(given);
        return JsonObject.of(config);
    }

    private static @Nullable String changed(JsonBody body, String key, @Nullable String before) {
        return body.has(key) ? body.text(key).orElse(null) : before;
    }

    private Response detail(Request request) {
        TenantId tenant = belongings.tenant(request);
        SavedSearch search =
                find(tenant, request.query("search_id").orElse("")).orElseThrow(WireFaults.NO_PERMISSION::of);
        return Envelope.web(row(search));
    }

    private Response list(Request request) {
        Account account = belongings.account(request);
        List<String> owners = JsonBody.of(request).texts("owner_ids");
        SavedSearchStore.Selection selection = new SavedSearchStore.Selection(
                request.query("keywords").orElse(""), Belongings.order(request), Wire.descending(request));
        boolean others = !owners.isEmpty() && !owners.contains(account.tenant().value());
        Slice<SavedSearch> found = others
                ? new Slice<>(List.of(), 0)
                : searches.list(account.tenant(), selection, Belongings.page(request));
        ObjectNode data = Envelope.object().put("total", found.total());
        ArrayNode rows = data.putArray("search_apps");
        found.rows()
                .forEach(search -> rows.add(
                        row(search).put("nickname", account.nickname()).put("tenant_avatar", account.avatar())));
        return Envelope.web(data);
    }

    private Response delete(Request request) {
        TenantId tenant = belongings.tenant(request);
        JsonBody body = JsonBody.of(request).require("search_id");
        if (!searches.delete(tenant, new SearchId(body.text("search_id", "")))) {
            throw WireFaults.NO_AUTHORIZATION.of();
        }
        return Envelope.web(Envelope.bool(true));
    }

    private Optional<SavedSearch> find(TenantId tenant, String id) {
        return searches.find(tenant, new SearchId(id));
    }

    private static ObjectNode row(SavedSearch search) {
        ObjectNode row = Envelope.object()
                .put("id", search.id().value())
                .put("tenant_id", search.tenant().value())
                .put("created_by", search.createdBy())
                .put("name", search.name())
                .put("avatar", search.avatar())
                .put("description", search.description())
                .put("status", "1");
        row.set("search_config", search.config().toNode());
        return Wire.times(row, search.createdAt(), search.updatedAt());
    }
}
