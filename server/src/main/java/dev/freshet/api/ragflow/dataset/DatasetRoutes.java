package dev.freshet.api.ragflow.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.account.AccountStore;
import dev.freshet.api.ragflow.wire.Callers;
import dev.freshet.api.ragflow.wire.Envelope;
import dev.freshet.api.ragflow.wire.IdList;
import dev.freshet.api.ragflow.wire.Profile;
import dev.freshet.api.ragflow.wire.StrictBody;
import dev.freshet.core.DatasetId;
import dev.freshet.core.Ids;
import dev.freshet.core.Page;
import dev.freshet.core.Slice;
import dev.freshet.core.TenantId;
import dev.freshet.dataset.Dataset;
import dev.freshet.dataset.DatasetQuery;
import dev.freshet.dataset.DatasetSettings;
import dev.freshet.dataset.DatasetStore;
import dev.freshet.dataset.ListOrder;
import dev.freshet.dataset.edit.DatasetEditor;
import dev.freshet.http.Request;
import dev.freshet.http.Response;
import dev.freshet.http.Router;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `/api/v1/datasets` (contract §3.1 to §3.5).
public final class DatasetRoutes {
    private final Callers callers;
    private final AccountStore accounts;
    private final DatasetStore datasets;
    private final DatasetEditor editor;
    private final DatasetForm form;
    private final Profile profile;

    public DatasetRoutes(
            Callers callers,
            AccountStore accounts,
            DatasetStore datasets,
            DatasetEditor editor,
            DatasetForm form,
            Profile profile) {
        this.callers = callers;
        this.accounts = accounts;
        this.datasets = datasets;
        this.editor = editor;
        this.form = form;
        this.profile = profile;
    }

    /// Adds the routes to a group whose errors have the REST form.
    public void addTo(Router rest) {
        rest.route("POST", "/api/v1/datasets", "make a dataset", this::create)
                .route("GET", "/api/v1/datasets", "list datasets", this::list)
                .route("PUT", "/api/v1/datasets/{dataset}", "change a dataset", this::update)
                .route("DELETE", "/api/v1/datasets", "delete datasets", this::delete);
    }

    private Response create(Request request) {
        TenantId tenant = callers.tenant(request);
        ObjectNode body = StrictBody.read(request, DatasetSchemas.CREATE);
        DatasetSettings settings = form.settings(accounts.tenant(tenant).orElseThrow(), body);
        return Envelope.rest(DatasetWire.of(datasets.create(tenant, tenant.value(), settings)));
    }

    private Response list(Request request) {
        TenantId tenant = callers.tenant(request);
        ObjectNode query = DatasetSchemas.listQuery(request);
        Optional<String> id = text(query, "id");
        Optional<String> name = text(query, "name");
        DatasetQuery wanted = new DatasetQuery(
                id.map(DatasetRoutes::id).orElse(null),
                name.orElse(null),
                "",
                query.path("orderby").asText("create_time").equals("update_time")
                        ? ListOrder.UPDATED
                        : ListOrder.CREATED,
                query.path("desc").asBoolean(true));
        Page page =
                new Page(query.path("page").asInt(1), query.path("page_size").asInt(30));
        Slice<Dataset> found = datasets.list(tenant, wanted, page);
        if (found.total() == 0 && (id.isPresent() || name.isPresent())) {
            throw DatasetFaults.NO_PERMISSION.of(tenant, id.or(() -> name).orElseThrow());
        }
        ArrayNode rows = Envelope.object().arrayNode();
        found.rows().forEach(dataset -> rows.add(DatasetWire.of(dataset)));
        return Envelope.restList(rows, "total_datasets", found.total());
    }

    private Response update(Request request) {
        TenantId tenant = callers.tenant(request);
        ObjectNode body = StrictBody.read(request, DatasetSchemas.UPDATE);
        DatasetId id = id(DatasetSchemas.uuid("dataset_id", request.pathParameter("dataset")));
        if (body.isEmpty()) {
            throw DatasetFaults.NOTHING_TO_CHANGE.of();
        }
        Dataset before = datasets.find(tenant, id).orElseThrow(() -> DatasetFaults.NO_PERMISSION.of(tenant, id));
        DatasetSettings after = form.changed(accounts.tenant(tenant).orElseThrow(), before, body);
        return Envelope.rest(DatasetWire.of(datasets.update(tenant, id, after)));
    }

    private Response delete(Request request) {
        TenantId tenant = callers.tenant(request);
        JsonNode ids = StrictBody.read(request, DatasetSchemas.DELETE).path("ids");
        editor.delete(tenant, ids.isNull() ? all(tenant) : owned(tenant, ids));
        return Envelope.rest();
    }

    private List<DatasetId> all(TenantId tenant) {
        profile.checkDeleteAll();
        return datasets.list(tenant, DatasetQuery.all(), Page.all()).rows().stream()
                .map(Dataset::id)
                .toList();
    }

    private List<DatasetId> owned(TenantId tenant, JsonNode sent) {
        List<DatasetId> wanted = new ArrayList<>();
        sent.forEach(id -> wanted.add(id(id.textValue())));
        IdList ids = IdList.of(wanted.stream().map(DatasetId::value).toList());
        List<String> foreign = ids.unknown(datasets.find(tenant, wanted).stream()
                .map(dataset -> dataset.id().value())
                .toList());
        if (!foreign.isEmpty()) {
            throw DatasetFaults.NO_PERMISSIONS.of(tenant, String.join(", ", foreign));
        }
        return wanted;
    }

    private static Optional<String> text(ObjectNode query, String name) {
        return Optional.ofNullable(query.get(name)).map(JsonNode::asText).filter(text -> !text.isEmpty());
    }

    /// Ids are accepted with dashes too.
    private static DatasetId id(String text) {
        String plain = text.replace("-", "");
        return new DatasetId(Ids.isVersion1(plain) ? plain : text);
    }
}
