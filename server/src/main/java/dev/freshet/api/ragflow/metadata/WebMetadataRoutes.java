package dev.freshet.api.ragflow.metadata;

import dev.freshet.api.ragflow.wire.Callers;
import dev.freshet.api.ragflow.wire.Envelope;
import dev.freshet.api.ragflow.wire.ErrorAnswers;
import dev.freshet.api.ragflow.wire.JsonBody;
import dev.freshet.api.ragflow.wire.WireFaults;
import dev.freshet.core.DatasetId;
import dev.freshet.core.TenantId;
import dev.freshet.dataset.Dataset;
import dev.freshet.dataset.DatasetStore;
import dev.freshet.http.Request;
import dev.freshet.http.Response;
import dev.freshet.http.Router;

/// `/v1/document/metadata`: the same as [MetadataRoutes] for the web client (contract §11).
public final class WebMetadataRoutes {
    private final Callers callers;
    private final DatasetStore datasets;
    private final MetadataRoutes metadata;

    public WebMetadataRoutes(Callers callers, DatasetStore datasets, MetadataRoutes metadata) {
        this.callers = callers;
        this.datasets = datasets;
        this.metadata = metadata;
    }

    public void addTo(Router router) {
        router.group(ErrorAnswers.web())
                .route("POST", "/v1/document/metadata/summary", "count values of metadata", this::summary)
                .route("POST", "/v1/document/metadata/update", "change metadata together", this::update);
    }

    private Response summary(Request request) {
        TenantId tenant = callers.account(request).tenant();
        return Envelope.web(metadata.summary(dataset(tenant, JsonBody.of(request))));
    }

    private Response update(Request request) {
        TenantId tenant = callers.account(request).tenant();
        JsonBody body = JsonBody.of(request);
        return Envelope.web(metadata.update(dataset(tenant, body), body.tree()));
    }

    private Dataset dataset(TenantId tenant, JsonBody body) {
        String id = body.text("kb_id", "");
        if (id.isBlank()) {
            throw WireFaults.NO_DATASET_ID.of();
        }
        return datasets.find(tenant, new DatasetId(id)).orElseThrow(WireFaults.NOT_DATASET_OWNER::of);
    }
}
