package dev.freshet.api.ragflow.dataset;

import dev.freshet.api.ragflow.wire.Demand;
import dev.freshet.api.ragflow.wire.Demand.Shape;
import dev.freshet.api.ragflow.wire.IdList;
import dev.freshet.api.ragflow.wire.JsonBody;
import dev.freshet.api.ragflow.wire.WireFaults;
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
    private static final Demand DATASETS_GIVEN = new Demand("dataset_ids", Shape.GIVEN, WireFaults.REQUIRED);
    private static final Demand DATASETS_LISTED = new Demand("dataset_ids", Shape.LIST, WireFaults.NO_LIST);
    private static final Demand DATASETS_FILLED = new Demand("dataset_ids", Shape.FILLED, WireFaults.REQUIRED);
    private static final Demand QUESTION = new Demand("question", Shape.PRESENT, WireFaults.REQUIRED);
    private static final Demand DOCUMENTS =
            new Demand("document_ids", Shape.LIST_IF_GIVEN, DatasetFaults.NO_DOCUMENT_LIST);

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
        body.obey(DATASETS_GIVEN, DATASETS_LISTED, DATASETS_FILLED);
        List<Dataset> found = new ArrayList<>();
        for (String id : Set.copyOf(body.texts("dataset_ids"))) {
            found.add(find(id).orElseThrow(() -> DatasetFaults.FOREIGN_DATASET_STOP.of(id)));
        }
        if (found.stream()
                        .map(dataset -> dataset.settings().embeddingModel())
                        .distinct()
                        .count()
                > 1) {
            throw DatasetFaults.MIXED_EMBEDDINGS.of();
        }
        return found;
    }

    /// The question as it was sent.
    static String question(JsonBody body) {
        return body.obey(QUESTION).text("question", "");
    }

    /// The documents to look in; empty for all, absent when the conditions on metadata leave none.
    Optional<Set<DocumentId>> documents(JsonBody body, List<Dataset> among) {
        List<String> ids = body.obey(DOCUMENTS).texts("document_ids");
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
        IdList.of(ids).checkKnown(known, DatasetFaults.STRAY_DOCUMENT);
        return wanted;
    }

    private Optional<Dataset> find(String id) {
        return datasets.find(tenant, new DatasetId(id));
    }
}
