package dev.freshet.answer;

import dev.freshet.core.AppException;

/// What the last frames of an answer are made of.
public sealed interface LastWord {

    /// The answer was stored.
    record Completed(CompletedAnswer answer) implements LastWord {}

    /// The answer failed.
    record Failed(AppException error) implements LastWord {}
}
