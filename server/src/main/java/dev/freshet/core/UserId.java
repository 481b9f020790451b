package dev.freshet.core;

/// Names a person who signs in.
///
/// @param value 32 lower-case hex digits
public record UserId(String value) implements Id {
    @Override
    public String toString() {
        return value;
    }
}
