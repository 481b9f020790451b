package dev.freshet.api.ragflow.kb;

import dev.freshet.account.Account;
import dev.freshet.account.ApiKey;
import dev.freshet.api.ragflow.wire.Callers;
import dev.freshet.api.ragflow.wire.Wire;
import dev.freshet.api.ragflow.wire.WireFaults;
import dev.freshet.core.DatasetId;
import dev.freshet.core.DocumentId;
import dev.freshet.core.Page;
import dev.freshet.core.TenantId;
import dev.freshet.dataset.Dataset;
import dev.freshet.dataset.DatasetQuery;
import dev.freshet.dataset.DatasetStore;
import dev.freshet.dataset.Document;
import dev.freshet.dataset.DocumentQuery;
import dev.freshet.dataset.DocumentStore;
import dev.freshet.dataset.ListOrder;
import dev.freshet.http.Request;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/// Finds the datasets and documents that a request names, when they are the caller's.
public final class Belongings {
    private final Callers callers;
    private final DatasetStore datasets;
    private final DocumentStore documents;

    public Belongings(Callers callers, DatasetStore datasets, DocumentStore documents) {
        this.callers = callers;
        this.datasets = datasets;
        this.documents = documents;
    }

    /// Who is signed in.
    Account account(Request request) {
        return callers.account(request);
    }

    /// The tenant who is signed in.
    TenantId tenant(Request request) {
        return callers.account(request).tenant();
    }

    /// The tenant of the API key.
    TenantId keyTenant(Request request) {
        return callers.tenant(request);
    }

    /// The key of the older API for programs, which is bound to an assistant.
    ApiKey legacyKey(Request request) {
        return callers.legacyKey(request);
    }

    Optional<Dataset> dataset(TenantId tenant, String id) {
        return datasets.find(tenant, new DatasetId(id));
    }

    Optional<Dataset> datasetNamed(TenantId tenant, String name) {
        return datasets.findByName(tenant, name);
    }

    /// The documents of this name in all datasets, oldest dataset first.
    List<Document> documentsNamed(TenantId tenant, String name) {
        DatasetQuery all = new DatasetQuery(null, null, "", ListOrder.CREATED, false);
        List<Document> found = new ArrayList<>();
        for (Dataset dataset : datasets.list(tenant, all, Page.all()).rows()) {
            found.addAll(documents
                    .list(tenant, dataset.id(), DocumentQuery.named(name), Page.all())
                    .rows());
        }
        return found;
    }

    /// The dataset.
    ///
    /// @throws WireException code 103 when it is not the tenant's
    Dataset ownDataset(TenantId tenant, String id) {
        return dataset(tenant, id).orElseThrow(WireFaults.NOT_DATASET_OWNER::of);
    }

    /// The dataset.
    ///
    /// @throws WireException code 109 when it is not the tenant's
    Dataset openDataset(TenantId tenant, String id) {
        return dataset(tenant, id).orElseThrow(WireFaults.NO_AUTHORIZATION::of);
    }

    /// The dataset that a document is in.
    Dataset datasetOf(Document document) {
        return datasets.find(document.tenant(), document.dataset()).orElseThrow(WireFaults.NO_DATASET::of);
    }

    Optional<Document> document(TenantId tenant, String id) {
        return documents.find(tenant, new DocumentId(id));
    }

    /// The document.
    ///
    /// @throws WireException code 109 when it is not the tenant's
    Document openDocument(TenantId tenant, String id) {
        return document(tenant, id).orElseThrow(WireFaults.NO_AUTHORIZATION::of);
    }

    /// The documents, each once, in order.
    ///
    /// @throws WireException code 109 when one is not the tenant's
    List<Document> openDocuments(TenantId tenant, List<String> ids) {
        List<Document> found = new ArrayList<>();
        new LinkedHashSet<>(ids).forEach(id -> found.add(openDocument(tenant, id)));
        return found;
    }

    /// What a list of the web client is sorted by.
    static ListOrder order(Request request) {
        return switch (request.query("orderby").orElse("create_time")) {
            case "update_time" -> ListOrder.UPDATED;
            case "name" -> ListOrder.NAME;
            case "size" -> ListOrder.SIZE;
            default -> ListOrder.CREATED;
        };
    }

    /// The page of a list; all of it where no size is given.
    static Page page(Request request) {
        return request.query("page_size").isEmpty() ? Page.all() : Wire.page(request, 30);
    }
}
