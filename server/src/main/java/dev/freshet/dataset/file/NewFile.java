package dev.freshet.dataset.file;

/// A file or a folder to be added to a folder.
///
/// @param folder where to
/// @param createdBy the user
/// @param name as wished for
/// @param location where its bytes are; empty when it has none
/// @param size bytes
public record NewFile(FileEntry folder, String createdBy, String name, FileType type, String location, long size) {

    /// A file or folder without bytes.
    public static NewFile empty(FileEntry folder, String createdBy, String name, FileType type) {
        return new NewFile(folder, createdBy, name, type, "", 0);
    }
}
