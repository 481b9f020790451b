/// Chunks: the pieces of documents that searches find and models read.
///
/// A [dev.freshet.dataset.chunk.Chunk] is what people see;
/// [dev.freshet.dataset.chunk.ChunkStore] lists and edits those that are published, and
/// [dev.freshet.dataset.chunk.ChunkGenerationStore] holds those on their way there, a generation beside
/// another. [dev.freshet.dataset.chunk.IndexSync] tells the index what changed.
@NullMarked
package dev.freshet.dataset.chunk;

import org.jspecify.annotations.NullMarked;
