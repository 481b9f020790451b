package dev.freshet.core;

/// Names a chunk of a document.
///
/// @param value 16 lower-case hex digits, the hash of content and document
public record ChunkId(String value) implements Id {
    @Override
    public String toString() {
        return value;
    }
}
