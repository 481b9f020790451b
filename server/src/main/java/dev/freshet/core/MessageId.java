package dev.freshet.core;

/// Names a turn: a question and its answer share one message id.
///
/// @param value any text up to 64 characters; a UUID when the server makes it
public record MessageId(String value) implements Id {
    @Override
    public String toString() {
        return value;
    }
}
