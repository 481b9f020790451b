/// Uploaded files: a finished temporary file goes in, an opaque location comes out, and the bytes can be read
/// by it.
///
/// [dev.freshet.blob.BlobStore] is the port; nothing above it knows where the bytes are.
@NullMarked
package dev.freshet.blob;

import org.jspecify.annotations.NullMarked;
