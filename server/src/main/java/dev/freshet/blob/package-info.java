/// Uploaded files, kept until their document is deleted.
///
/// A finished temporary file goes in, an opaque location comes out, and the bytes can be read by it.
/// [dev.freshet.blob.BlobStore] is the port; nothing above it knows where the bytes are, and no text that a
/// client sends ever becomes a part of a path.
@NullMarked
package dev.freshet.blob;

import org.jspecify.annotations.NullMarked;
