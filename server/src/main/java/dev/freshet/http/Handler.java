package dev.freshet.http;

import java.io.IOException;

/// Answers one kind of request, in plain blocking style, on a virtual thread of its own.
@FunctionalInterface
public interface Handler {

    /// The answer. What is thrown instead goes to the route's [ErrorMapper].
    Response handle(Request request) throws IOException;
}
