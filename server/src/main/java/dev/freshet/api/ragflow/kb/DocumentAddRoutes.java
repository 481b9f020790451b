package dev.freshet.api.ragflow.kb;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.freshet.api.ragflow.dataset.DocumentRoutes;
import dev.freshet.api.ragflow.wire.Envelope;
import dev.freshet.api.ragflow.wire.ErrorAnswers;
import dev.freshet.api.ragflow.wire.JsonBody;
import dev.freshet.api.ragflow.wire.WireFaults;
import dev.freshet.core.Page;
import dev.freshet.core.TenantId;
import dev.freshet.dataset.Dataset;
import dev.freshet.dataset.DocumentQuery;
import dev.freshet.dataset.DocumentStore;
import dev.freshet.dataset.edit.DocumentEditor;
import dev.freshet.http.Multipart;
import dev.freshet.http.Request;
import dev.freshet.http.Response;
import dev.freshet.http.Router;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// `/v1/document`: putting documents into datasets (contract §11).
public final class DocumentAddRoutes {
    private static final int LONGEST_NAME_BYTES = 255;

    private final Belongings belongings;
    private final DocumentStore documents;
    private final DocumentEditor editor;

    public DocumentAddRoutes(Belongings belongings, DocumentStore documents, DocumentEditor editor) {
        this.belongings = belongings;
        this.documents = documents;
        this.editor = editor;
    }

    public void addTo(Router router) {
        router.group(ErrorAnswers.web())
                .route("POST", "/v1/document/upload", "upload documents", this::upload)
                .route("POST", "/v1/document/create", "make an empty document", this::create);
    }

    private Response upload(Request request) {
        TenantId tenant = belongings.tenant(request);
        try (Multipart form = request.multipart()) {
            String id = form.field("kb_id").orElse("");
            refuseNoDataset(id);
            List<Multipart.FilePart> files = DocumentRoutes.named(form);
            Dataset into = belongings.openDataset(tenant, id);
            DocumentRoutes.checkTypes(files);
            ArrayNode rows = Envelope.object().arrayNode();
            for (Multipart.FilePart file : files) {
                String name = DocumentRoutes.nameOf(file);
                rows.add(DocumentRow.of(editor.add(into, tenant.value(), name, file.file())));
            }
            return Envelope.web(rows);
        }
    }

    private Response create(Request request) {
        TenantId tenant = belongings.tenant(request);
        JsonBody body = JsonBody.of(request).require("name", "kb_id");
        refuseNoDataset(body.text("kb_id", ""));
        String name = body.text("name", "").strip();
        if (name.isEmpty()) {
            throw KbFaults.EMPTY_NAME.of();
        }
        if (name.getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME_BYTES) {
            throw KbFaults.NAME_TOO_LONG.of();
        }
        Dataset into = belongings.dataset(tenant, body.text("kb_id", "")).orElseThrow(WireFaults.NO_DATASET::of);
        if (documents
                        .list(tenant, into.id(), DocumentQuery.named(name), new Page(1, 1))
                        .total()
                > 0) {
            throw KbFaults.TAKEN_DOCUMENT.of();
        }
        return Envelope.web(DocumentRow.of(editor.addEmpty(into, tenant.value(), name)));
    }

    private static void refuseNoDataset(String id) {
        if (id.isBlank()) {
            throw WireFaults.NO_DATASET_ID.of();
        }
    }
}
