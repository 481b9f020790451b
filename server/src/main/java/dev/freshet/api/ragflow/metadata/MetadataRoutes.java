package dev.freshet.api.ragflow.metadata;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.api.ragflow.dataset.DatasetFaults;
import dev.freshet.api.ragflow.dataset.MetadataConditions;
import dev.freshet.api.ragflow.dataset.Owned;
import dev.freshet.api.ragflow.wire.Demand;
import dev.freshet.api.ragflow.wire.Demand.Shape;
import dev.freshet.api.ragflow.wire.Envelope;
import dev.freshet.api.ragflow.wire.Fault;
import dev.freshet.api.ragflow.wire.IdList;
import dev.freshet.api.ragflow.wire.JsonBody;
import dev.freshet.core.DocumentId;
import dev.freshet.dataset.Dataset;
import dev.freshet.dataset.DocumentStore;
import dev.freshet.dataset.Metadata;
import dev.freshet.dataset.edit.DocumentEditor;
import dev.freshet.http.Request;
import dev.freshet.http.Response;
import dev.freshet.http.Router;
import dev.freshet.json.JsonObject;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The metadata of a dataset's documents, counted and changed together (contract §6.5).
public final class MetadataRoutes {
    private static final Demand DOCUMENTS =
            new Demand("document_ids", Shape.LIST_IF_GIVEN, MetadataFaults.NO_DOCUMENT_LIST);
    private static final Fault FOREIGN = DatasetFaults.FOREIGN_DATASET_STOP_BLANK;

    private final Owned owned;
    private final DocumentStore documents;
    private final DocumentEditor editor;

    public MetadataRoutes(Owned owned, DocumentStore documents, DocumentEditor editor) {
        this.owned = owned;
        this.documents = documents;
        this.editor = editor;
    }

    /// Adds the routes to a group whose errors have the REST form.
    public void addTo(Router rest) {
        rest.route("GET", "/api/v1/datasets/{dataset}/metadata/summary", "count values of metadata", this::summary)
                .route("POST", "/api/v1/datasets/{dataset}/metadata/update", "change metadata together", this::update);
    }

    private Response summary(Request request) {
        return Envelope.rest(summary(owned.dataset(request, FOREIGN)));
    }

    /// How many documents have which values under which keys.
    ObjectNode summary(Dataset dataset) {
        Map<String, Map<String, Integer>> counts = new TreeMap<>();
        for (Metadata metadata :
                documents.metadata(dataset.tenant(), List.of(dataset.id())).values()) {
            for (String name : metadata.names()) {
                Map<String, Integer> values = counts.computeIfAbsent(name, unknown -> new LinkedHashMap<>());
                metadata.values(name).forEach(value -> values.merge(value, 1, Integer::sum));
            }
        }
        ObjectNode data = Envelope.object();
        ObjectNode summary = data.putObject("summary");
        counts.forEach((name, values) -> fill(summary.putArray(name), values));
        return data;
    }

    private static void fill(ArrayNode rows, Map<String, Integer> values) {
        values.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .forEach(entry -> rows.addArray().add(entry.getKey()).add(entry.getValue()));
    }

    private Response update(Request request) {
        Dataset dataset = owned.dataset(request, FOREIGN);
        return Envelope.rest(update(dataset, JsonBody.of(request).tree()));
    }

    /// Changes the documents that the body selects, and counts them.
    ObjectNode update(Dataset dataset, ObjectNode body) {
        MetadataChanges changes = MetadataChanges.of(body);
        Map<DocumentId, Metadata> all = documents.metadata(dataset.tenant(), List.of(dataset.id()));
        Set<DocumentId> selected = selected(dataset, MetadataChanges.object(body, "selector"), all);
        int updated = 0;
        for (DocumentId id : selected) {
            ObjectNode before = all.getOrDefault(id, Metadata.NONE).fields().toNode();
            ObjectNode after = changes.applied(before);
            if (!after.equals(before)) {
                editor.setMetadata(dataset.tenant(), id, new Metadata(JsonObject.of(after)));
                updated++;
            }
        }
        return Envelope.object().put("updated", updated).put("matched_docs", selected.size());
    }

    private static Set<DocumentId> selected(Dataset dataset, ObjectNode selector, Map<DocumentId, Metadata> all) {
        List<String> named = JsonBody.of(selector).obey(DOCUMENTS).texts("document_ids");
        ObjectNode condition = MetadataChanges.object(selector, "metadata_condition");
        Set<DocumentId> selected = new LinkedHashSet<>(named.isEmpty() ? all.keySet() : named(dataset, named, all));
        if (MetadataConditions.hasAny(condition)) {
            selected.retainAll(MetadataConditions.matching(condition, all));
        }
        return selected;
    }

    private static List<DocumentId> named(Dataset dataset, List<String> sent, Map<DocumentId, Metadata> all) {
        IdList ids = IdList.of(sent);
        List<String> foreign =
                ids.unknown(all.keySet().stream().map(DocumentId::value).collect(Collectors.toSet()));
        if (!foreign.isEmpty()) {
            throw MetadataFaults.STRAY_DOCUMENTS.of(dataset.id(), String.join(", ", foreign));
        }
        return ids.unique().stream().map(DocumentId::new).toList();
    }
}
