package dev.freshet.core;

/// Names a job of the ingestion queue.
///
/// @param value 32 lower-case hex digits
public record JobId(String value) implements Id {
    @Override
    public String toString() {
        return value;
    }
}
