package dev.freshet.api.ragflow.kb;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.api.ragflow.wire.Envelope;
import dev.freshet.api.ragflow.wire.ErrorAnswers;
import dev.freshet.core.DocumentId;
import dev.freshet.core.TenantId;
import dev.freshet.dataset.Dataset;
import dev.freshet.dataset.DocumentFacetStore;
import dev.freshet.dataset.DocumentQuery;
import dev.freshet.dataset.DocumentStore;
import dev.freshet.dataset.Metadata;
import dev.freshet.dataset.RunState;
import dev.freshet.http.Request;
import dev.freshet.http.Response;
import dev.freshet.http.Router;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What is to be known of datasets as a whole: the state of their documents, metadata, tags and graphs (contract
/// §3.6, §11). No graph and no tag is ever made here, so there is none to show.
public final class KbFactsRoutes {
    private static final String REST = "/api/v1/datasets/{dataset}/";

    private final Belongings belongings;
    private final DocumentStore documents;
    private final DocumentFacetStore facets;

    public KbFactsRoutes(Belongings belongings, DocumentStore documents, DocumentFacetStore facets) {
        this.belongings = belongings;
        this.documents = documents;
        this.facets = facets;
    }

    public void addTo(Router router) {
        router.group(ErrorAnswers.web())
                .route("GET", "/v1/kb/basic_info", "documents by state", this::states)
                .route("GET", "/v1/kb/get_meta", "metadata of datasets", this::metadata)
                .route("GET", "/v1/kb/tags", "tags of datasets", this::tags)
                .route("GET", "/v1/kb/{kb}/tags", "tags of a dataset", this::tagsOfOne)
                .route("GET", "/v1/kb/{kb}/knowledge_graph", "a dataset's graph", this::graph)
                .route("DELETE", "/v1/kb/{kb}/knowledge_graph", "drop a graph", this::dropGraph);
        router.group(ErrorAnswers.rest())
                .route("GET", REST + "knowledge_graph", "a dataset's graph", this::graphByKey)
                .route("DELETE", REST + "knowledge_graph", "drop a graph", this::dropGraphByKey);
        for (String kind : List.of("graphrag", "raptor")) {
            router.group(ErrorAnswers.rest())
                    .route("POST", REST + "run_" + kind, "build a graph or a tree", this::refuse)
                    .route("GET", REST + "trace_" + kind, "how the building goes on", this::trace);
        }
    }

    private Dataset web(Request request) {
        return belongings.openDataset(belongings.tenant(request), request.pathParameter("kb"));
    }

    private Dataset rest(Request request) {
        return belongings
                .dataset(belongings.keyTenant(request), request.pathParameter("dataset"))
                .orElseThrow(KbFaults.NO_AUTHORIZATION::of);
    }

    private Response graph(Request request) {
        web(request);
        return Envelope.web(emptyGraph());
    }

    private Response dropGraph(Request request) {
        web(request);
        return Envelope.web(Envelope.bool(true));
    }

    private Response graphByKey(Request request) {
        rest(request);
        return Envelope.rest(emptyGraph());
    }

    private Response dropGraphByKey(Request request) {
        rest(request);
        return Envelope.rest(Envelope.bool(true));
    }

    private Response refuse(Request request) {
        throw KbFaults.NO_GRAPHS.of(rest(request).name());
    }

    /// No building was ever begun, so nothing is known of it.
    private Response trace(Request request) {
        rest(request);
        return Envelope.rest(Envelope.object());
    }

    private static ObjectNode emptyGraph() {
        ObjectNode data = Envelope.object();
        data.putObject("graph");
        data.putObject("mind_map");
        return data;
    }

    private Response states(Request request) {
        TenantId tenant = belongings.tenant(request);
        Dataset dataset = belongings.openDataset(tenant, request.query("kb_id").orElse(""));
        DocumentFacetStore.Facets all = facets.facets(tenant, dataset.id(), DocumentQuery.all());
        return Envelope.web(Envelope.object()
                .put("processing", all.count(RunState.RUNNING))
                .put("finished", all.count(RunState.DONE))
                .put("failed", all.count(RunState.FAIL))
                .put("cancelled", all.count(RunState.CANCEL))
                .put("downloaded", 0));
    }

    /// `{field: {value: [documents]}}` over all the datasets.
    private Response metadata(Request request) {
        TenantId tenant = belongings.tenant(request);
        List<Dataset> named = named(request, tenant);
        Map<DocumentId, Metadata> all =
                documents.metadata(tenant, named.stream().map(Dataset::id).toList());
        ObjectNode data = Envelope.object();
        all.forEach((document, metadata) -> metadata.names()
                .forEach(name -> metadata.values(name)
                        .forEach(value -> data.withObjectProperty(name)
                                .withArrayProperty(value)
                                .add(document.value()))));
        return Envelope.web(data);
    }

    private Response tags(Request request) {
        named(request, belongings.tenant(request));
        return Envelope.web(Envelope.object().arrayNode());
    }

    private Response tagsOfOne(Request request) {
        web(request);
        return Envelope.web(Envelope.object().arrayNode());
    }

    private List<Dataset> named(Request request, TenantId tenant) {
        List<Dataset> named = new ArrayList<>();
        for (String id : request.query("kb_ids").orElse("").split(",", -1)) {
            named.add(belongings.openDataset(tenant, id));
        }
        return named;
    }
}
