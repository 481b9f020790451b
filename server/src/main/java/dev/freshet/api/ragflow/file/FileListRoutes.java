package dev.freshet.api.ragflow.file;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.api.ragflow.wire.Envelope;
import dev.freshet.api.ragflow.wire.ErrorAnswers;
import dev.freshet.api.ragflow.wire.Wire;
import dev.freshet.blob.BlobStore;
import dev.freshet.core.Id.FileId;
import dev.freshet.core.Slice;
import dev.freshet.core.TenantId;
import dev.freshet.dataset.ListOrder;
import dev.freshet.dataset.file.FileEntry;
import dev.freshet.dataset.file.FileLink;
import dev.freshet.dataset.file.FileLinkStore;
import dev.freshet.dataset.file.FileQuery;
import dev.freshet.dataset.file.FileStore;
import dev.freshet.http.Request;
import dev.freshet.http.Response;
import dev.freshet.http.Router;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Looking around among files (contract §12).
public final class FileListRoutes {
    private static final int USUAL_PAGE = 15;

    private final Folders folders;
    private final FileStore files;
    private final FileLinkStore links;
    private final BlobStore blobs;

    public FileListRoutes(Folders folders, FileStore files, FileLinkStore links, BlobStore blobs) {
        this.folders = folders;
        this.files = files;
        this.links = links;
        this.blobs = blobs;
    }

    public void addTo(Router router) {
        for (FileSide side : FileSide.values()) {
            router.group(ErrorAnswers.web())
                    .route("GET", side.path("list"), "list files", request -> list(side, request))
                    .route("GET", side.path("root_folder"), "the root folder", request -> root(side, request))
                    .route("GET", side.path("parent_folder"), "a file's folder", request -> parent(side, request))
                    .route("GET", side.path("all_parent_folder"), "a file's folders", request -> lineage(side, request))
                    .route("GET", side.path("get/{file}"), "download a file", request -> download(side, request));
        }
    }

    private Response list(FileSide side, Request request) {
        TenantId tenant = folders.caller(side, request);
        FileEntry folder = folders.entryOrRoot(
                        tenant, request.query("parent_id").orElse(""))
                .orElseThrow(() -> side.refuse(FileFault.NO_FOLDER));
        FileQuery query = new FileQuery(
                folder.id(), request.query("keywords").orElse(""), order(request), Wire.descending(request));
        Slice<FileEntry> found = files.list(tenant, query, Wire.page(request, USUAL_PAGE));
        ObjectNode data = Envelope.object().put("total", found.total());
        data.set("files", rows(tenant, found.rows()));
        FileEntry parent = files.find(tenant, folder.parent()).orElseThrow(() -> side.refuse(FileFault.NO_SUCH_FILE));
        data.set("parent_folder", FileJson.row(parent));
        return Envelope.web(data);
    }

    private ArrayNode rows(TenantId tenant, List<FileEntry> entries) {
        List<FileId> inner =
                entries.stream().filter(FileEntry::isFolder).map(FileEntry::id).toList();
        Map<FileId, Long> sizes = files.sizes(tenant, inner);
        Set<FileId> withFolders = files.withFolders(tenant, inner);
        Map<FileId, List<FileLink>> linked = links
                .of(tenant, entries.stream().map(FileEntry::id).toList())
                .stream()
                .collect(Collectors.groupingBy(FileLink::file));
        ArrayNode rows = Envelope.object().arrayNode();
        for (FileEntry entry : entries) {
            ObjectNode row = FileJson.row(entry);
            row.set("kbs_info", FileJson.datasets(linked.getOrDefault(entry.id(), List.of())));
            if (entry.isFolder()) {
                row.put("size", sizes.getOrDefault(entry.id(), 0L))
                        .put("has_child_folder", withFolders.contains(entry.id()));
            }
            rows.add(row);
        }
        return rows;
    }

    private static ListOrder order(Request request) {
        return switch (request.query("orderby").orElse("create_time")) {
            case "update_time" -> ListOrder.UPDATED;
            case "name" -> ListOrder.NAME;
            case "size" -> ListOrder.SIZE;
            default -> ListOrder.CREATED;
        };
    }

    private Response root(FileSide side, Request request) {
        TenantId tenant = folders.caller(side, request);
        ObjectNode data = Envelope.object();
        data.set("root_folder", FileJson.row(files.root(tenant)));
        return Envelope.web(data);
    }

    private Response parent(FileSide side, Request request) {
        List<FileEntry> lineage = lineageOf(side, request);
        FileEntry parent = lineage.size() > 1 ? lineage.get(1) : lineage.getFirst();
        ObjectNode data = Envelope.object();
        data.set("parent_folder", FileJson.row(parent));
        return Envelope.web(data);
    }

    private Response lineage(FileSide side, Request request) {
        ObjectNode data = Envelope.object();
        data.set("parent_folders", FileJson.rows(lineageOf(side, request)));
        return Envelope.web(data);
    }

    private List<FileEntry> lineageOf(FileSide side, Request request) {
        TenantId tenant = folders.caller(side, request);
        List<FileEntry> lineage =
                files.lineage(tenant, new FileId(request.query("file_id").orElse("")));
        if (lineage.isEmpty()) {
            throw side.refuse(FileFault.NO_FOLDER);
        }
        return lineage;
    }

    private Response download(FileSide side, Request request) {
        TenantId tenant = folders.caller(side, request);
        Optional<FileEntry> file = folders.entry(tenant, request.pathParameter("file"))
                .filter(entry -> !entry.location().isEmpty());
        FileEntry entry = file.orElseThrow(() -> side.refuse(FileFault.NO_BYTES));
        return Response.file(blobs.file(entry.location()), "application/octet-stream")
                .withHeader("Content-Disposition", Wire.attachment(entry.name()));
    }
}
