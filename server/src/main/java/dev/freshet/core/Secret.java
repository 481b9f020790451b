package dev.freshet.core;

/// A key or password in memory. Its text never shows by accident: `toString` hides it.
///
/// @param reveal the text itself, for the one place that has to send it
public record Secret(String reveal) {
    public boolean isEmpty() {
        return reveal.isEmpty();
    }

    @Override
    public String toString() {
        return "Secret[hidden]";
    }
}
