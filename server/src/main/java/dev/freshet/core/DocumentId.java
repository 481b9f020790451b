package dev.freshet.core;

/// Names a document of a dataset.
///
/// @param value 32 lower-case hex digits
public record DocumentId(String value) implements Id {
    @Override
    public String toString() {
        return value;
    }
}
