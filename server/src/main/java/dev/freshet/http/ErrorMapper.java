package dev.freshet.http;

/// Turns what a handler threw into the answer that this kind of client expects.
@FunctionalInterface
public interface ErrorMapper {

    /// The answer; it must show no stack trace and nothing of an unexpected error's message.
    Response map(Request request, Throwable error);
}
