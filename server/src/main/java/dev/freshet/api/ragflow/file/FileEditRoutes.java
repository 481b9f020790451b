package dev.freshet.api.ragflow.file;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.freshet.api.ragflow.wire.Envelope;
import dev.freshet.api.ragflow.wire.ErrorAnswers;
import dev.freshet.api.ragflow.wire.JsonBody;
import dev.freshet.core.TenantId;
import dev.freshet.dataset.edit.FileKind;
import dev.freshet.dataset.file.FileEditor;
import dev.freshet.dataset.file.FileEntry;
import dev.freshet.dataset.file.FileStore;
import dev.freshet.dataset.file.FileType;
import dev.freshet.dataset.file.NewFile;
import dev.freshet.http.Multipart;
import dev.freshet.http.Request;
import dev.freshet.http.Response;
import dev.freshet.http.Router;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Putting files in place (contract §12).
public final class FileEditRoutes {
    private static final int LONGEST_NAME_BYTES = 255;

    private final Folders folders;
    private final FileStore files;
    private final FileEditor editor;

    public FileEditRoutes(Folders folders, FileStore files, FileEditor editor) {
        this.folders = folders;
        this.files = files;
        this.editor = editor;
    }

    public void addTo(Router router) {
        for (FileSide side : FileSide.values()) {
            router.group(ErrorAnswers.web())
                    .route("POST", side.path("upload"), "upload files", request -> upload(side, request))
                    .route("POST", side.path("create"), "make a folder", request -> create(side, request))
                    .route("POST", side.path("rm"), "delete files", request -> delete(side, request))
                    .route("POST", side.path("rename"), "rename a file", request -> rename(side, request))
                    .route("POST", side.path("mv"), "move files", request -> move(side, request));
        }
    }

    private Response upload(FileSide side, Request request) {
        TenantId tenant = folders.caller(side, request);
        try (Multipart form = request.multipart()) {
            List<Multipart.FilePart> sent = form.files("file");
            checkNames(side, sent);
            FileEntry folder = folders.folderOrRoot(
                            tenant, form.field("parent_id").orElse(""))
                    .orElseThrow(() -> side.refuse(FileFault.NO_PLACE));
            ArrayNode rows = Envelope.object().arrayNode();
            for (Multipart.FilePart file : sent) {
                rows.add(FileJson.row(editor.upload(folder, tenant.value(), file.fileName(), file.file())));
            }
            return Envelope.web(rows);
        }
    }

    private static void checkNames(FileSide side, List<Multipart.FilePart> sent) {
        if (sent.isEmpty()) {
            throw side.refuse(FileFault.NO_FILE);
        }
        for (Multipart.FilePart file : sent) {
            if (file.fileName().isBlank()) {
                throw side.refuse(FileFault.NO_NAME);
            }
            for (String name : file.fileName().split("/", -1)) {
                checkLength(side, name);
            }
        }
    }

    private static void checkLength(FileSide side, String name) {
        if (name.getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME_BYTES) {
            throw side.refuse(FileFault.NAME_TOO_LONG);
        }
    }

    private Response create(FileSide side, Request request) {
        TenantId tenant = folders.caller(side, request);
        JsonBody body = JsonBody.of(request).require("name");
        String name = name(side, body);
        FileEntry folder = folders.folderOrRoot(tenant, body.text("parent_id", ""))
                .orElseThrow(() -> side.refuse(FileFault.NO_PARENT));
        FileType type = body.text("type", "").equals("folder") ? FileType.FOLDER : FileType.VIRTUAL;
        FileEntry made = files.insertNamed(NewFile.empty(folder, tenant.value(), name, type))
                .orElseThrow(() -> side.refuse(FileFault.FOLDER_TAKEN));
        return Envelope.web(FileJson.row(made));
    }

    private static String name(FileSide side, JsonBody body) {
        String name = body.text("name", "").strip();
        if (name.isEmpty()) {
            throw side.refuse(FileFault.NO_NAME);
        }
        checkLength(side, name);
        return name;
    }

    private Response delete(FileSide side, Request request) {
        TenantId tenant = folders.caller(side, request);
        List<String> ids = JsonBody.of(request).require("file_ids").texts("file_ids");
        editor.delete(tenant, folders.all(tenant, ids, FileFault.NEITHER.on(side)));
        return Envelope.web(Envelope.bool(true));
    }

    private Response rename(FileSide side, Request request) {
        TenantId tenant = folders.caller(side, request);
        JsonBody body = JsonBody.of(request).require("file_id", "name");
        FileEntry entry = folders.entry(tenant, body.text("file_id", ""))
                .filter(one -> !one.isRoot())
                .orElseThrow(() -> side.refuse(FileFault.NO_SUCH_FILE));
        String name = name(side, body);
        if (!entry.isFolder() && !FileKind.suffix(name).equals(FileKind.suffix(entry.name()))) {
            throw side.refuse(FileFault.EXTENSION_CHANGED);
        }
        if (files.isTaken(entry, name)) {
            throw side.refuse(FileFault.FILE_TAKEN);
        }
        editor.rename(entry, name);
        return Envelope.web(Envelope.bool(true));
    }

    private Response move(FileSide side, Request request) {
        TenantId tenant = folders.caller(side, request);
        JsonBody body = JsonBody.of(request).require("src_file_ids", "dest_file_id");
        List<FileEntry> entries = folders.all(tenant, body.texts("src_file_ids"), FileFault.NEITHER.on(side));
        FileEntry folder = folders.entry(tenant, body.text("dest_file_id", ""))
                .filter(FileEntry::isFolder)
                .orElseThrow(() -> side.refuse(FileFault.NO_DESTINATION));
        files.move(entries, folder);
        return Envelope.web(Envelope.bool(true));
    }
}
