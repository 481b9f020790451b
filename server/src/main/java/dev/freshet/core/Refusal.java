package dev.freshet.core;

import org.jspecify.annotations.Nullable;

/// An answer of a wire that a route throws on purpose, in that wire's own words. It is no fault of the server, so
/// it is not logged as one, and it carries no stack trace.
public abstract class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    protected Refusal(@Nullable String message) {
        super(message, null, false, false);
    }
}
