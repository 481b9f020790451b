package dev.freshet.api.ragflow.kb;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.api.ragflow.wire.Envelope;
import dev.freshet.api.ragflow.wire.ErrorAnswers;
import dev.freshet.api.ragflow.wire.JsonBody;
import dev.freshet.api.ragflow.wire.Wire;
import dev.freshet.api.ragflow.wire.WireFaults;
import dev.freshet.core.DocumentId;
import dev.freshet.core.Slice;
import dev.freshet.core.TenantId;
import dev.freshet.dataset.Dataset;
import dev.freshet.dataset.Document;
import dev.freshet.dataset.DocumentFacetStore;
import dev.freshet.dataset.DocumentQuery;
import dev.freshet.dataset.DocumentStore;
import dev.freshet.dataset.DocumentType;
import dev.freshet.dataset.ListOrder;
import dev.freshet.dataset.Metadata;
import dev.freshet.dataset.RunState;
import dev.freshet.http.Request;
import dev.freshet.http.Response;
import dev.freshet.http.Router;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// `/v1/document`: looking at the documents of datasets (contract §11).
public final class DocumentViewRoutes {
    private final Belongings belongings;
    private final DocumentStore documents;
    private final DocumentFacetStore facets;

    public DocumentViewRoutes(Belongings belongings, DocumentStore documents, DocumentFacetStore facets) {
        this.belongings = belongings;
        this.documents = documents;
        this.facets = facets;
    }

    public void addTo(Router router) {
        router.group(ErrorAnswers.web())
                .route("POST", "/v1/document/list", "list documents", this::list)
                .route("POST", "/v1/document/filter", "what documents can be filtered by", this::filter)
                .route("POST", "/v1/document/infos", "documents by their ids", this::infos)
                .route("GET", "/v1/document/thumbnails", "small pictures of documents", this::thumbnails);
    }

    private Response list(Request request) {
        TenantId tenant = belongings.tenant(request);
        Dataset dataset = dataset(tenant, request.query("kb_id").orElse(""));
        JsonBody body = JsonBody.of(request);
        Criteria criteria = Criteria.of(body, request.query("keywords").orElse(""));
        DocumentQuery query =
                criteria.query(withMetadata(dataset, body), Belongings.order(request), Wire.descending(request));
        Slice<Document> found = documents.list(tenant, dataset.id(), query, Belongings.page(request));
        ObjectNode data = Envelope.object().put("total", found.total());
        data.set("docs", DocumentRow.list(found.rows()));
        return Envelope.web(data);
    }

    private Response filter(Request request) {
        TenantId tenant = belongings.tenant(request);
        JsonBody body = JsonBody.of(request);
        Dataset dataset = dataset(tenant, body.text("kb_id", ""));
        Criteria criteria = Criteria.of(body, body.text("keywords", ""));
        DocumentFacetStore.Facets counts =
                facets.facets(tenant, dataset.id(), criteria.query(null, ListOrder.CREATED, true));
        ObjectNode data = Envelope.object().put("total", counts.total());
        ObjectNode filter = data.putObject("filter");
        ObjectNode suffixes = filter.putObject("suffix");
        counts.suffixes().forEach(suffixes::put);
        ObjectNode runs = filter.putObject("run_status");
        counts.runs().forEach((run, count) -> runs.put(run.digit(), count));
        filter.set("metadata", values(dataset));
        return Envelope.web(data);
    }

    private Response infos(Request request) {
        TenantId tenant = belongings.tenant(request);
        JsonBody body = JsonBody.of(request).require("doc_ids");
        return Envelope.web(DocumentRow.list(belongings.openDocuments(tenant, body.texts("doc_ids"))));
    }

    /// Documents of others have no picture.
    private Response thumbnails(Request request) {
        TenantId tenant = belongings.tenant(request);
        List<String> ids = request.queryAll("doc_ids").stream()
                .flatMap(text -> Arrays.stream(text.split(",")))
                .filter(id -> !id.isBlank())
                .toList();
        if (ids.isEmpty()) {
            throw KbFaults.NO_DOCUMENT_ID.of();
        }
        ObjectNode data = Envelope.object();
        documents
                .find(tenant, ids.stream().map(DocumentId::new).toList())
                .forEach(document -> data.put(document.id().value(), DocumentRow.thumbnail(document)));
        return Envelope.web(data);
    }

    private Dataset dataset(TenantId tenant, String id) {
        if (id.isBlank()) {
            throw WireFaults.NO_DATASET_ID.of();
        }
        return belongings.ownDataset(tenant, id);
    }

    /// The documents that have one of the wanted values in each field; null for all.
    private @Nullable Set<DocumentId> withMetadata(Dataset dataset, JsonBody body) {
        JsonBody wanted = body.object("metadata").orElse(JsonBody.of(Envelope.object()));
        if (wanted.tree().isEmpty()) {
            return null;
        }
        Map<DocumentId, Metadata> all = documents.metadata(dataset.tenant(), List.of(dataset.id()));
        return all.entrySet().stream()
                .filter(entry -> matches(entry.getValue(), wanted))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private static boolean matches(Metadata metadata, JsonBody wanted) {
        List<String> fields = new ArrayList<>();
        wanted.tree().fieldNames().forEachRemaining(fields::add);
        return fields.stream().allMatch(field -> {
            List<String> values = wanted.texts(field);
            return values.isEmpty() || metadata.values(field).stream().anyMatch(values::contains);
        });
    }

    /// `{field: {value: how many documents}}`.
    private ObjectNode values(Dataset dataset) {
        ObjectNode fields = Envelope.object();
        documents
                .metadata(dataset.tenant(), List.of(dataset.id()))
                .values()
                .forEach(metadata -> metadata.names().forEach(name -> {
                    ObjectNode counts = fields.withObjectProperty(name);
                    metadata.values(name)
                            .forEach(value ->
                                    counts.put(value, counts.path(value).asInt() + 1));
                }));
        return fields;
    }

    /// What a body filters by.
    private record Criteria(String keywords, Set<String> suffixes, Set<DocumentType> types, Set<RunState> runs) {
        static Criteria of(JsonBody body, String keywords) {
            return new Criteria(keywords, Set.copyOf(body.texts("suffix")), types(body), runs(body));
        }

        DocumentQuery query(@Nullable Set<DocumentId> ids, ListOrder order, boolean descending) {
            return new DocumentQuery(ids, null, keywords, suffixes, types, runs, order, descending);
        }

        private static Set<RunState> runs(JsonBody body) {
            Set<RunState> runs = EnumSet.noneOf(RunState.class);
            for (String text : body.texts("run_status")) {
                runs.add(RunState.of(text).orElseThrow(() -> KbFaults.UNKNOWN_RUN_FILTER.of(text)));
            }
            return runs;
        }

        private static Set<DocumentType> types(JsonBody body) {
            Set<DocumentType> types = EnumSet.noneOf(DocumentType.class);
            for (String text : body.texts("types")) {
                types.add(Arrays.stream(DocumentType.values())
                        .filter(type -> type.name().equals(text.toUpperCase(Locale.ROOT)))
                        .findFirst()
                        .orElseThrow(() -> KbFaults.UNKNOWN_TYPE_FILTER.of(text)));
            }
            return types;
        }
    }
}
