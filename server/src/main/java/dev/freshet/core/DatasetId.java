package dev.freshet.core;

/// Names a dataset.
///
/// @param value 32 lower-case hex digits
public record DatasetId(String value) implements Id {
    @Override
    public String toString() {
        return value;
    }
}
