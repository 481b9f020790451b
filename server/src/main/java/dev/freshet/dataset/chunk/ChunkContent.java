package dev.freshet.dataset.chunk;

import dev.freshet.dataset.DocumentType;
import dev.freshet.dataset.Metadata;

/// A chunk that was found, with what its reader wants to know of the document.
///
/// @param documentName the document's name
/// @param documentType the family of its file
/// @param metadata what the user says of the document
public record ChunkContent(Chunk chunk, String documentName, DocumentType documentType, Metadata metadata) {

    /// By what name the index knows it.
    public ChunkKey key() {
        return new ChunkKey(chunk.document(), chunk.id());
    }
}
