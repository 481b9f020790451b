package dev.freshet.api.ragflow.kb;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.account.Account;
import dev.freshet.api.ragflow.wire.Envelope;
import dev.freshet.api.ragflow.wire.ErrorAnswers;
import dev.freshet.api.ragflow.wire.JsonBody;
import dev.freshet.api.ragflow.wire.Wire;
import dev.freshet.core.Slice;
import dev.freshet.core.TenantId;
import dev.freshet.dataset.Dataset;
import dev.freshet.dataset.DatasetQuery;
import dev.freshet.dataset.DatasetSettings;
import dev.freshet.dataset.DatasetStore;
import dev.freshet.dataset.DocumentFacetStore;
import dev.freshet.dataset.edit.DatasetEditor;
import dev.freshet.http.Request;
import dev.freshet.http.Response;
import dev.freshet.http.Router;
import java.util.List;

/// `/v1/kb`: datasets as the web client handles them (contract §11).
public final class KbRoutes {
    private final Belongings belongings;
    private final DatasetStore datasets;
    private final DocumentFacetStore facets;
    private final DatasetEditor editor;
    private final KbForm form;

    public KbRoutes(
            Belongings belongings,
            DatasetStore datasets,
            DocumentFacetStore facets,
            DatasetEditor editor,
            KbForm form) {
        this.belongings = belongings;
        this.datasets = datasets;
        this.facets = facets;
        this.editor = editor;
        this.form = form;
    }

    public void addTo(Router router) {
        router.group(ErrorAnswers.web())
                .route("POST", "/v1/kb/create", "make a dataset", this::create)
                .route("POST", "/v1/kb/update", "change a dataset", this::update)
                .route("GET", "/v1/kb/detail", "one dataset", this::detail)
                .route("POST", "/v1/kb/list", "list datasets", this::list)
                .route("POST", "/v1/kb/rm", "delete a dataset", this::delete);
    }

    private Response create(Request request) {
        TenantId tenant = belongings.tenant(request);
        JsonBody body = JsonBody.of(request).require("name");
        Dataset made = datasets.create(tenant, tenant.value(), form.created(tenant, body));
        return Envelope.web(Envelope.object().put("kb_id", made.id().value()));
    }

    private Response update(Request request) {
        TenantId tenant = belongings.tenant(request);
        JsonBody body = JsonBody.of(request).require("kb_id", "name", "description", "parser_id");
        KbForm.refuseFixed(body);
        Dataset before = belongings.openDataset(tenant, body.text("kb_id", ""));
        DatasetSettings after = form.changed(before, body);
        boolean taken = datasets.findByName(tenant, after.name())
                .filter(other -> !other.id().equals(before.id()))
                .isPresent();
        if (taken) {
            throw KbFaults.TAKEN_DATASET.of();
        }
        return Envelope.web(KbRow.of(datasets.update(tenant, before.id(), after)));
    }

    private Response detail(Request request) {
        TenantId tenant = belongings.tenant(request);
        Dataset dataset = belongings.ownDataset(tenant, request.query("kb_id").orElse(""));
        ObjectNode row = KbRow.of(dataset).put("size", facets.bytes(tenant, dataset.id()));
        row.putArray("connectors");
        return Envelope.web(row);
    }

    private Response list(Request request) {
        Account account = belongings.account(request);
        List<String> owners = JsonBody.of(request).texts("owner_ids");
        DatasetQuery query = new DatasetQuery(
                null, null, request.query("keywords").orElse(""), Belongings.order(request), Wire.descending(request));
        boolean others = !owners.isEmpty() && !owners.contains(account.tenant().value());
        Slice<Dataset> found =
                others ? new Slice<>(List.of(), 0) : datasets.list(account.tenant(), query, Belongings.page(request));
        ObjectNode data = Envelope.object().put("total", found.total());
        ArrayNode rows = data.putArray("kbs");
        found.rows().forEach(dataset -> rows.add(KbRow.listed(dataset, account)));
        return Envelope.web(data);
    }

    private Response delete(Request request) {
        TenantId tenant = belongings.tenant(request);
        JsonBody body = JsonBody.of(request).require("kb_id");
        Dataset dataset = belongings.openDataset(tenant, body.text("kb_id", ""));
        editor.delete(tenant, List.of(dataset.id()));
        return Envelope.web(Envelope.bool(true));
    }
}
