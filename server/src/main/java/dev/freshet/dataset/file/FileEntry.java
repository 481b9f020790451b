package dev.freshet.dataset.file;

import dev.freshet.core.Id.FileId;
import dev.freshet.core.TenantId;

/// A file or a folder.
///
/// @param parent the folder that it is in; the root folder is its own
/// @param createdBy the user
/// @param name unique in its folder, whatever the case of its letters; the root's is `/`
/// @param location where [dev.freshet.blob.BlobStore] keeps its bytes; empty when it has none
/// @param size bytes
/// @param createdAt epoch milliseconds
/// @param updatedAt epoch milliseconds
public record FileEntry(
        FileId id,
        FileId parent,
        TenantId tenant,
        String createdBy,
        String name,
        FileType type,
        String location,
        long size,
        long createdAt,
        long updatedAt) {

    public boolean isFolder() {
        return type == FileType.FOLDER;
    }

    public boolean isRoot() {
        return id.equals(parent);
    }
}
