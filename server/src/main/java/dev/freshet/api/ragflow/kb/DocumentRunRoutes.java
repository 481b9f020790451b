package dev.freshet.api.ragflow.kb;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.api.ragflow.wire.Envelope;
import dev.freshet.api.ragflow.wire.ErrorAnswers;
import dev.freshet.api.ragflow.wire.JsonBody;
import dev.freshet.api.ragflow.wire.WireFaults;
import dev.freshet.core.TenantId;
import dev.freshet.dataset.Document;
import dev.freshet.dataset.RunState;
import dev.freshet.dataset.edit.DocumentEditor;
import dev.freshet.http.Request;
import dev.freshet.http.Response;
import dev.freshet.http.Router;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// `/v1/document`: starting, stopping, showing, hiding and deleting documents (contract §11).
public final class DocumentRunRoutes {
    private final Belongings belongings;
    private final DocumentEditor editor;
    private final Consumer<Document> start;
    private final Consumer<Document> stop;

    /// @param start begins to parse a document that is not being parsed
    /// @param stop ends the parsing of a document
    public DocumentRunRoutes(
            Belongings belongings, DocumentEditor editor, Consumer<Document> start, Consumer<Document> stop) {
        this.belongings = belongings;
        this.editor = editor;
        this.start = start;
        this.stop = stop;
    }

    public void addTo(Router router) {
        router.group(ErrorAnswers.web())
                .route("POST", "/v1/document/run", "parse documents, or stop it", this::run)
                .route("POST", "/v1/document/change_status", "show or hide documents", this::changeStatus)
                .route("POST", "/v1/document/rm", "delete documents", this::delete);
    }

    /// All documents are looked at before the first is touched.
    private Response run(Request request) {
        TenantId tenant = belongings.tenant(request);
        JsonBody body = JsonBody.of(request).require("doc_ids", "run");
        List<Document> documents = belongings.openDocuments(tenant, body.texts("doc_ids"));
        Optional<RunState> wanted = RunState.of(body.text("run", ""));
        if (wanted.equals(Optional.of(RunState.CANCEL))) {
            refuseIdle(documents);
            documents.forEach(stop);
            return Envelope.web(Envelope.bool(true));
        }
        if (!wanted.equals(Optional.of(RunState.RUNNING))) {
            throw KbFaults.UNKNOWN_RUN.of();
        }
        documents.stream()
                .filter(document -> document.run() != RunState.RUNNING)
                .forEach(start);
        return Envelope.web(Envelope.bool(true));
    }

    private static void refuseIdle(List<Document> documents) {
        if (documents.stream().anyMatch(document -> document.run() != RunState.RUNNING)) {
            throw KbFaults.NOT_RUNNING.of();
        }
    }

    private Response changeStatus(Request request) {
        TenantId tenant = belongings.tenant(request);
        JsonBody body = JsonBody.of(request).require("doc_ids", "status");
        String status = body.text("status", "");
        if (!status.equals("0") && !status.equals("1")) {
            throw KbFaults.UNKNOWN_STATUS.of();
        }
        ObjectNode data = Envelope.object();
        for (String id : new LinkedHashSet<>(body.texts("doc_ids"))) {
            Optional<Document> document = belongings.document(tenant, id);
            if (document.isEmpty()) {
                data.putObject(id).put("error", WireFaults.NO_AUTHORIZATION.text());
                continue;
            }
            editor.setEnabled(tenant, document.get().id(), status.equals("1"));
            data.putObject(id).put("status", status);
        }
        return Envelope.web(data);
    }

    /// One id may come as a text.
    private Response delete(Request request) {
        TenantId tenant = belongings.tenant(request);
        JsonBody body = JsonBody.of(request).require("doc_id");
        List<String> ids = body.texts("doc_id").isEmpty() ? List.of(body.text("doc_id", "")) : body.texts("doc_id");
        for (Document document : belongings.openDocuments(tenant, ids)) {
            editor.delete(tenant, document.dataset(), List.of(document.id()));
        }
        return Envelope.web(Envelope.bool(true));
    }
}
