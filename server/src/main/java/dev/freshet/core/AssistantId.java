package dev.freshet.core;

/// Names a chat assistant.
///
/// @param value 32 lower-case hex digits
public record AssistantId(String value) implements Id {
    @Override
    public String toString() {
        return value;
    }
}
