package dev.freshet.dataset.chunk;

import dev.freshet.dataset.DocumentType;
import dev.freshet.dataset.Metadata;
import org.jspecify.annotations.Nullable;

/// A chunk that was found, with what its reader wants to know of the document.
///
/// @param documentName the document's name
/// @param documentType the family of its file
/// @param metadata what the user says of the document
/// @param parentTokens the analysed text of a parent chunk; null for all others, whose hits bring theirs
public record ChunkContent(
        Chunk chunk,
        String documentName,
        DocumentType documentType,
        Metadata metadata,
        @Nullable TextTokens parentTokens) {

    /// By what name the index knows it.
    public ChunkKey key() {
        return new ChunkKey(chunk.document(), chunk.id());
    }
}
