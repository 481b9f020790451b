/// Uploaded files in a folder of the local disk.
///
/// [dev.freshet.blob.file.FileBlobStore] syncs a file and its folder before it answers, so that what was
/// acknowledged survives a crash.
@NullMarked
package dev.freshet.blob.file;

import org.jspecify.annotations.NullMarked;
