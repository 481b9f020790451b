package dev.freshet.api.ragflow.dataset;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.freshet.api.ragflow.wire.Envelope;
import dev.freshet.api.ragflow.wire.IdList;
import dev.freshet.api.ragflow.wire.JsonBody;
import dev.freshet.api.ragflow.wire.Profile;
import dev.freshet.api.ragflow.wire.Wire;
import dev.freshet.blob.BlobStore;
import dev.freshet.core.DocumentId;
import dev.freshet.dataset.Dataset;
import dev.freshet.dataset.Document;
import dev.freshet.dataset.DocumentStore;
import dev.freshet.dataset.edit.DocumentEditor;
import dev.freshet.dataset.edit.FileKind;
import dev.freshet.http.Multipart;
import dev.freshet.http.Request;
import dev.freshet.http.Response;
import dev.freshet.http.Router;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// `/api/v1/datasets/{dataset}/documents`: upload, download, change and delete (contract §4).
public final class DocumentRoutes {
    private static final int LONGEST_NAME_BYTES = 255;
    private static final String PATH = "/api/v1/datasets/{dataset}/documents";

    private final Owned owned;
    private final DocumentStore documents;
    private final DocumentEditor editor;
    private final BlobStore blobs;
    private final Profile profile;

    public DocumentRoutes(
            Owned owned, DocumentStore documents, DocumentEditor editor, BlobStore blobs, Profile profile) {
        this.owned = owned;
        this.documents = documents;
        this.editor = editor;
        this.blobs = blobs;
        this.profile = profile;
    }

    /// Adds the routes to a group whose errors have the REST form.
    public void addTo(Router rest) {
        rest.route("POST", PATH, "upload documents", this::upload)
                .route("DELETE", PATH, "delete documents", this::delete)
                .route("GET", PATH + "/{document}", "download a document", this::download)
                .route("PUT", PATH + "/{document}", "change a document", this::update);
    }

    private Response upload(Request request) {
        var dataset = owned.findDataset(request);
        try (Multipart form = request.multipart()) {
            List<Multipart.FilePart> files = named(form);
            Dataset into = dataset.orElseThrow(() -> DatasetFaults.NO_DATASET.of(request.pathParameter("dataset")));
            checkTypes(files);
            ArrayNode rows = Envelope.object().arrayNode();
            for (Multipart.FilePart file : files) {
                Document added = editor.add(into, into.tenant().value(), nameOf(file), file.file());
                rows.add(DocumentWire.uploaded(added));
            }
            return Envelope.rest(rows);
        }
    }

    /// The files of a form.
    ///
    /// @throws WireException code 101 when there is none, or one has no name or too long a name
    public static List<Multipart.FilePart> named(Multipart form) {
        List<Multipart.FilePart> files = form.files("file");
        checkNames(files);
        return files;
    }

    private static void checkNames(List<Multipart.FilePart> files) {
        if (files.isEmpty()) {
            throw DatasetFaults.NO_FILE.of();
        }
        for (Multipart.FilePart file : files) {
            if (nameOf(file).isEmpty()) {
                throw DatasetFaults.NO_FILE_NAME.of();
            }
            if (nameOf(file).getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME_BYTES) {
                throw DatasetFaults.NAME_TOO_LONG.of();
            }
        }
    }

    /// All files are looked at before the first is kept, so that nothing is half-written.
    public static void checkTypes(List<Multipart.FilePart> files) {
        List<String> refused = files.stream()
                .map(DocumentRoutes::nameOf)
                .filter(name -> FileKind.of(name).isEmpty())
                .map(DatasetFaults.UNKNOWN_TYPE::text)
                .toList();
        if (!refused.isEmpty()) {
            throw DatasetFaults.UNKNOWN_TYPES.of(String.join("\n", refused));
        }
    }

    /// A name without the folders that some clients send with it.
    public static String nameOf(Multipart.FilePart file) {
        String name = file.fileName();
        return name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1)
                .strip();
    }

    private Response download(Request request) {
        Dataset dataset = owned.dataset(request, DatasetFaults.FOREIGN_DATASET_OF_FILE);
        Document document = owned.document(request, dataset, DatasetFaults.FOREIGN_DOCUMENT_OF_FILE);
        if (document.file().size() == 0) {
            throw DatasetFaults.EMPTY_FILE.of();
        }
        return Response.file(blobs.file(document.file().location()), "application/octet-stream")
                .withHeader("Content-Disposition", Wire.attachment(document.name()));
    }

    private Response update(Request request) {
        Dataset dataset = owned.dataset(request, DatasetFaults.FOREIGN_DATASET_UNNAMED);
        Document document = owned.document(request, dataset, DatasetFaults.FOREIGN_DOCUMENT_UNNAMED);
        DocumentChanges changes =
                DocumentChanges.of(document, JsonBody.of(request).tree());
        return Envelope.rest(DocumentWire.of(changes.apply(editor)));
    }

    private Response delete(Request request) {
        Dataset dataset = owned.dataset(request, DatasetFaults.FOREIGN_DATASET_STOP_BLANK);
        List<String> wanted = JsonBody.of(request).texts("ids");
        if (wanted.isEmpty()) {
            profile.checkDeleteAll();
            editor.delete(dataset.tenant(), dataset.id(), documents.ids(dataset.tenant(), dataset.id()));
            return Envelope.rest();
        }
        IdList ids = IdList.of("document", wanted);
        List<Document> found = ids.unique().stream()
                .flatMap(id -> owned.find(dataset, id).stream())
                .toList();
        List<DocumentId> known = found.stream().map(Document::id).toList();
        int deleted = editor.delete(dataset.tenant(), dataset.id(), known);
        Owned.refuseUnknown(ids, found);
        return ids.answer(deleted);
    }
}
