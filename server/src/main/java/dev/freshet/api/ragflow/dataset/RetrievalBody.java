package dev.freshet.api.ragflow.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freshet.api.ragflow.wire.JsonBody;
import dev.freshet.api.ragflow.wire.WireException;
import dev.freshet.core.DatasetId;
import dev.freshet.core.DocumentId;
import dev.freshet.core.TenantId;
import dev.freshet.dataset.Dataset;
import dev.freshet.dataset.DatasetStore;
import dev.freshet.dataset.Document;
import dev.freshet.dataset.DocumentStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Reads where a retrieval looks, and refuses what is not the caller's (contract §6.1).
final class RetrievalBody {
    private final TenantId tenant;
    private final DatasetStore datasets;
    private final DocumentStore documents;

    RetrievalBody(TenantId tenant, DatasetStore datasets, DocumentStore documents) {
        this.tenant = tenant;
        this.datasets = datasets;
        this.documents = documents;
    }

    /// The datasets, all with one embedding model.
    List<Dataset> datasets(JsonBody body) {
        JsonNode sent = body.value("dataset_ids").orElseThrow(() -> WireException.data("`dataset_ids` is required."));
        if (!sent.isArray()) {
            throw WireException.data("`dataset_ids` should be a list");
        }
        if (sent.isEmpty()) {
            throw WireException.data("`dataset_ids` is required.");
        }
        List<Dataset> found = new ArrayList<>();
        for (String id : Set.copyOf(body.texts("dataset_ids"))) {
            found.add(find(id).orElseThrow(() -> WireException.data("You don't own the dataset " + id + ".")));
        }
        if (found.stream()
                        .map(dataset -> dataset.settings().embeddingModel())
                        .distinct()
                        .count()
                > 1) {
            throw WireException.data("Datasets use different embedding models.\"");
        }
        return found;
    }

    /// The question as it was sent.
    static String question(JsonBody body) {
        if (!body.has("question")) {
            throw WireException.data("`question` is required.");
        }
        return body.text("question", "");
    }

    /// The documents to look in; empty for all, absent when the conditions on metadata leave none.
    Optional<Set<DocumentId>> documents(JsonBody body, List<Dataset> among) {
        Optional<JsonNode> sent = body.value("document_ids");
        if (sent.isPresent() && !sent.get().isArray()) {
            throw WireException.data("`documents` should be a list");
        }
        List<String> ids = body.texts("document_ids");
        if (!ids.isEmpty()) {
            return Optional.of(named(ids, among));
        }
        Optional<JsonBody> condition = body.object("metadata_condition");
        if (condition.isEmpty() || !MetadataConditions.hasAny(condition.get().tree())) {
            return Optional.of(Set.of());
        }
        List<DatasetId> within = among.stream().map(Dataset::id).toList();
        Set<DocumentId> matching =
                MetadataConditions.matching(condition.get().tree(), documents.metadata(tenant, within));
        return matching.isEmpty() ? Optional.empty() : Optional.of(matching);
    }

    private Set<DocumentId> named(List<String> ids, List<Dataset> among) {
        Set<DatasetId> within = among.stream().map(Dataset::id).collect(Collectors.toSet());
        Set<DocumentId> wanted = ids.stream()
                .filter(id -> !id.isBlank() && id.length() <= 128)
                .map(DocumentId::new)
                .collect(Collectors.toSet());
        Set<String> known = documents.find(tenant, wanted).stream()
                .filter(document -> within.contains(document.dataset()))
                .map(Document::id)
                .map(DocumentId::value)
                .collect(Collectors.toSet());
        for (String id : ids) {
            if (!known.contains(id)) {
                throw WireException.data("The datasets don't own the document " + id);
            }
        }
        return wanted;
    }

    private Optional<Dataset> find(String id) {
        return datasets.find(tenant, new DatasetId(id));
    }
}
