package dev.freshet.dataset;

/// The uploaded bytes behind a document.
///
/// @param location where [dev.freshet.blob.BlobStore] keeps them; empty when there are none
/// @param size bytes
/// @param contentHash SHA-256 of the bytes as lower-case hex digits
/// @param type the family of the file
/// @param suffix the file name's ending in lower case, without its dot
/// @param sourceType where it came from: `local` for an upload
public record DocumentFile(
        String location, long size, String contentHash, DocumentType type, String suffix, String sourceType) {}
