package dev.freshet.api.ragflow.dataset;

import dev.freshet.api.ragflow.wire.Callers;
import dev.freshet.api.ragflow.wire.Fault;
import dev.freshet.api.ragflow.wire.IdList;
import dev.freshet.api.ragflow.wire.PythonText;
import dev.freshet.core.DatasetId;
import dev.freshet.core.DocumentId;
import dev.freshet.core.TenantId;
import dev.freshet.dataset.Dataset;
import dev.freshet.dataset.DatasetStore;
import dev.freshet.dataset.Document;
import dev.freshet.dataset.DocumentStore;
import dev.freshet.http.Request;
import java.util.List;
import java.util.Optional;

/// Finds the dataset and the document that a path names, when they are the caller's.
public final class Owned {
    private final Callers callers;
    private final DatasetStore datasets;
    private final DocumentStore documents;

    public Owned(Callers callers, DatasetStore datasets, DocumentStore documents) {
        this.callers = callers;
        this.datasets = datasets;
        this.documents = documents;
    }

    /// The dataset of the path.
    ///
    /// @param foreign the refusal of a dataset that is not the caller's; its text is given the id
    /// @throws WireException code 102
    public Dataset dataset(Request request, Fault foreign) {
        String id = request.pathParameter("dataset");
        return findDataset(request).orElseThrow(() -> foreign.of(id));
    }

    /// The dataset of the path; empty when it is not the caller's.
    Optional<Dataset> findDataset(Request request) {
        TenantId tenant = callers.tenant(request);
        String id = request.pathParameter("dataset");
        return datasets.find(tenant, new DatasetId(id));
    }

    /// The document of the path, in that dataset.
    ///
    /// @param foreign the refusal of a document that is not the dataset's; its text is given the id
    /// @throws WireException code 102
    Document document(Request request, Dataset dataset, Fault foreign) {
        String id = request.pathParameter("document");
        return find(dataset, id).orElseThrow(() -> foreign.of(id));
    }

    /// Refuses, after the known ones were dealt with, ids that no document has.
    static void refuseUnknown(IdList ids, List<Document> known) {
        List<String> unknown = ids.unknown(
                known.stream().map(document -> document.id().value()).toList());
        if (!unknown.isEmpty()) {
            throw DatasetFaults.NO_DOCUMENTS.of(PythonText.list(unknown));
        }
    }

    /// A document of the dataset by its id.
    Optional<Document> find(Dataset dataset, String id) {
        return documents
                .find(dataset.tenant(), new DocumentId(id))
                .filter(document -> document.dataset().equals(dataset.id()));
    }
}
