/// Uploaded files in a folder of the local disk.
///
/// [dev.freshet.blob.file.FileBlobStore] implements [dev.freshet.blob.BlobStore]: a file is written under a
/// temporary name, synced, renamed, and its folder synced too before the store answers, so that what was
/// acknowledged survives a crash.
@NullMarked
package dev.freshet.blob.file;

import org.jspecify.annotations.NullMarked;
