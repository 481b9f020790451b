package dev.freshet.core;

/// Names a chat assistant.
///
/// @param value 32 lower-case hex digits
public record AssistantId(String value) implements Id {
    public AssistantId {
        Id.check("assistant", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
