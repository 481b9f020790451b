package dev.freshet.api.ragflow.file;

import dev.freshet.api.ragflow.wire.Envelope;
import dev.freshet.api.ragflow.wire.ErrorAnswers;
import dev.freshet.api.ragflow.wire.JsonBody;
import dev.freshet.api.ragflow.wire.WireFaults;
import dev.freshet.core.DatasetId;
import dev.freshet.core.TenantId;
import dev.freshet.dataset.Dataset;
import dev.freshet.dataset.DatasetStore;
import dev.freshet.dataset.file.FileEditor;
import dev.freshet.dataset.file.FileEntry;
import dev.freshet.http.Request;
import dev.freshet.http.Response;
import dev.freshet.http.Router;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/// Making documents of files (contract §12).
public final class FileLinkRoutes {
    private final Folders folders;
    private final DatasetStore datasets;
    private final FileEditor editor;

    public FileLinkRoutes(Folders folders, DatasetStore datasets, FileEditor editor) {
        this.folders = folders;
        this.datasets = datasets;
        this.editor = editor;
    }

    public void addTo(Router router) {
        router.group(ErrorAnswers.web())
                .route(
                        "POST",
                        FileSide.REST.path("convert"),
                        "make documents of files",
                        request -> convert(FileSide.REST, request))
                .route(
                        "POST",
                        "/v1/file2document/convert",
                        "make documents of files",
                        request -> convert(FileSide.WEB, request))
                .route("POST", "/v1/file2document/rm", "delete documents of files", this::unlink);
    }

    /// A file that is not there is the source system's missing key.
    private Response convert(FileSide side, Request request) {
        TenantId tenant = folders.caller(side, request);
        JsonBody body = JsonBody.of(request).require("file_ids", "kb_ids");
        List<FileEntry> entries = folders.all(tenant, body.texts("file_ids"), WireFaults.NO_KEY);
        List<Dataset> into = new ArrayList<>();
        for (String id : new LinkedHashSet<>(body.texts("kb_ids"))) {
            into.add(datasets.find(tenant, new DatasetId(id)).orElseThrow(() -> side.refuse(FileFault.NO_DATASET)));
        }
        return Envelope.web(FileJson.links(editor.link(entries, into, tenant.value())));
    }

    private Response unlink(Request request) {
        TenantId tenant = folders.caller(FileSide.WEB, request);
        List<String> ids = JsonBody.of(request).require("file_ids").texts("file_ids");
        if (ids.isEmpty()) {
            throw FileSide.WEB.refuse(FileFault.NO_IDS);
        }
        List<FileEntry> entries = folders.all(tenant, ids, FileFault.NO_LINK.on(FileSide.WEB));
        for (FileEntry entry : entries) {
            if (editor.unlink(tenant, List.of(entry)) == 0) {
                throw FileSide.WEB.refuse(FileFault.NO_LINK);
            }
        }
        return Envelope.web(Envelope.bool(true));
    }
}
