package dev.freshet.core;

/// Names one answer: a secret that whoever holds it may follow or stop the answer with, within its owner.
///
/// @param value 32 lower-case hex digits of 128 random bits
public record AnswerId(String value) implements Id {
    @Override
    public String toString() {
        return value;
    }
}
