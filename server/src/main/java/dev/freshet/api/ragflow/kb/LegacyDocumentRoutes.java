package dev.freshet.api.ragflow.kb;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.api.ragflow.dataset.DocumentChanges;
import dev.freshet.api.ragflow.dataset.DocumentRoutes;
import dev.freshet.api.ragflow.wire.Envelope;
import dev.freshet.api.ragflow.wire.ErrorAnswers;
import dev.freshet.api.ragflow.wire.JsonBody;
import dev.freshet.api.ragflow.wire.WireFaults;
import dev.freshet.core.Page;
import dev.freshet.core.Slice;
import dev.freshet.core.TenantId;
import dev.freshet.dataset.Dataset;
import dev.freshet.dataset.Document;
import dev.freshet.dataset.DocumentQuery;
import dev.freshet.dataset.DocumentStore;
import dev.freshet.dataset.ListOrder;
import dev.freshet.dataset.edit.DocumentEditor;
import dev.freshet.http.Multipart;
import dev.freshet.http.Request;
import dev.freshet.http.Response;
import dev.freshet.http.Router;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// `/v1/api`: documents for programs, with a key that is bound to an assistant (contract §13).
public final class LegacyDocumentRoutes {
    private static final int USUAL_PAGE = 15;

    private final Belongings belongings;
    private final DocumentStore documents;
    private final DocumentEditor editor;
    private final Consumer<Document> start;

    /// @param start begins to parse a document that is not being parsed
    public LegacyDocumentRoutes(
            Belongings belongings, DocumentStore documents, DocumentEditor editor, Consumer<Document> start) {
        this.belongings = belongings;
        this.documents = documents;
        this.editor = editor;
        this.start = start;
    }

    public void addTo(Router router) {
        router.group(ErrorAnswers.web())
                .route("POST", "/v1/api/document/upload", "upload a document", this::upload)
                .route("POST", "/v1/api/document/infos", "documents by their ids", this::infos)
                .route("DELETE", "/v1/api/document", "delete documents", this::delete)
                .route("POST", "/v1/api/list_kb_docs", "list documents", this::list);
    }

    private Response upload(Request request) {
        TenantId tenant = belongings.legacyKey(request).tenant();
        try (Multipart form = request.multipart()) {
            Dataset into = named(tenant, form.field("kb_name").orElse(""));
            List<Multipart.FilePart> files = DocumentRoutes.named(form).subList(0, 1);
            DocumentRoutes.checkTypes(files);
            Multipart.FilePart file = files.getFirst();
            Document added = editor.add(into, tenant.value(), DocumentRoutes.nameOf(file), file.file());
            Document document = form.field("parser_id")
                    .map(method -> Envelope.object().put("chunk_method", method.strip()))
                    .map(change -> DocumentChanges.of(added, change).apply(editor))
                    .orElse(added);
            if (form.field("run").orElse("").strip().equals("1")) {
                start.accept(document);
            }
            return Envelope.web(DocumentRow.of(document));
        }
    }

    private Response infos(Request request) {
        TenantId tenant = belongings.legacyKey(request).tenant();
        JsonBody body = JsonBody.of(request).require("doc_ids");
        List<Document> found = new ArrayList<>();
        for (String id : new LinkedHashSet<>(body.texts("doc_ids"))) {
            belongings.document(tenant, id).ifPresent(found::add);
        }
        return Envelope.web(DocumentRow.list(found));
    }

    /// By their names, in whichever dataset they are, and by their ids.
    private Response delete(Request request) {
        TenantId tenant = belongings.legacyKey(request).tenant();
        JsonBody body = JsonBody.of(request);
        List<Document> found = new ArrayList<>();
        body.texts("doc_names")
                .forEach(name -> belongings.documentsNamed(tenant, name).forEach(found::add));
        body.texts("doc_ids").forEach(id -> belongings.document(tenant, id).ifPresent(found::add));
        if (found.isEmpty()) {
            throw KbFaults.NO_DOCUMENTS_NAMED.of();
        }
        for (Document document : found) {
            editor.delete(tenant, document.dataset(), List.of(document.id()));
        }
        return Envelope.web(Envelope.bool(true));
    }

    private Response list(Request request) {
        TenantId tenant = belongings.legacyKey(request).tenant();
        JsonBody body = JsonBody.of(request);
        Dataset dataset = named(tenant, body.text("kb_name", ""));
        DocumentQuery query = new DocumentQuery(
                null,
                null,
                body.text("keywords", ""),
                Set.of(),
                Set.of(),
                Set.of(),
                ListOrder.CREATED,
                body.flag("desc", true));
        Page page = new Page(body.whole("page", 1), Math.max(0, body.whole("page_size", USUAL_PAGE)));
        Slice<Document> found = documents.list(tenant, dataset.id(), query, page);
        ObjectNode data = Envelope.object().put("total", found.total());
        ArrayNode rows = data.putArray("docs");
        found.rows()
                .forEach(document ->
                        rows.addObject().put("doc_id", document.id().value()).put("doc_name", document.name()));
        return Envelope.web(data);
    }

    private Dataset named(TenantId tenant, String name) {
        Optional<Dataset> dataset = belongings.datasetNamed(tenant, name.strip());
        return dataset.orElseThrow(WireFaults.NO_DATASET::of);
    }
}
