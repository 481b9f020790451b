/// Cuts a parsed document into chunks by the dataset's method.
///
/// [dev.freshet.ingest.chunk.Chunker] picks the method; each method is a class of its own that turns blocks
/// into [dev.freshet.ingest.chunk.piece.ChunkDraft]s. A method that is not there fails with a sentence and
/// never falls back to another.
@NullMarked
package dev.freshet.ingest.chunk;

import org.jspecify.annotations.NullMarked;
