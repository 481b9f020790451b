package dev.freshet.core;

/// Names one conversation with an assistant.
///
/// @param value up to 64 characters, since some clients choose it themselves
public record SessionId(String value) implements Id {
    @Override
    public String toString() {
        return value;
    }
}
