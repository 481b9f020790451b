package dev.freshet.api.ragflow.file;

import dev.freshet.api.ragflow.wire.Callers;
import dev.freshet.api.ragflow.wire.Fault;
import dev.freshet.api.ragflow.wire.IdList;
import dev.freshet.core.Id.FileId;
import dev.freshet.core.TenantId;
import dev.freshet.dataset.file.FileEntry;
import dev.freshet.dataset.file.FileStore;
import dev.freshet.http.Request;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Finds the files and folders that a request names, when they are the caller's.
public final class Folders {
    private final Callers callers;
    private final FileStore files;

    public Folders(Callers callers, FileStore files) {
        this.callers = callers;
        this.files = files;
    }

    TenantId caller(FileSide side, Request request) {
        return side.caller(callers, request);
    }

    /// The file or folder of that id; the root folder where none is named.
    Optional<FileEntry> entryOrRoot(TenantId tenant, String id) {
        return id.isEmpty() ? Optional.of(files.root(tenant)) : files.find(tenant, new FileId(id));
    }

    Optional<FileEntry> entry(TenantId tenant, String id) {
        return files.find(tenant, new FileId(id));
    }

    Optional<FileEntry> folderOrRoot(TenantId tenant, String id) {
        return entryOrRoot(tenant, id).filter(FileEntry::isFolder);
    }

    /// The entries of the ids, each once, in order.
    ///
    /// @param unknown the refusal of the first id that is not the tenant's
    List<FileEntry> all(TenantId tenant, List<String> sent, Fault unknown) {
        IdList ids = IdList.of(sent);
        Map<String, FileEntry> found = files
                .find(tenant, ids.unique().stream().map(FileId::new).toList())
                .stream()
                .collect(Collectors.toMap(entry -> entry.id().value(), Function.identity()));
        ids.checkKnown(found.keySet(), unknown);
        return ids.unique().stream().map(found::get).toList();
    }
}
