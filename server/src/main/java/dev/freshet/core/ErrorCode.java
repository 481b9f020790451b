package dev.freshet.core;

/// Every way in which a request can fail. The [Kind] alone decides log level, retry and metric.
public enum ErrorCode {
    INVALID_INPUT(Kind.USER),
    UNAUTHENTICATED(Kind.USER),
    FORBIDDEN(Kind.USER),
    NOT_FOUND(Kind.USER),
    CONFLICT(Kind.USER),
    /// A client's name for a request was sent with another request.
    KEY_REUSED(Kind.USER),
    TOO_LARGE(Kind.USER),
    CANCELLED(Kind.USER),
    BUSY(Kind.RESOURCES),
    DEADLINE_EXCEEDED(Kind.RESOURCES),
    UPSTREAM_UNREACHABLE(Kind.UPSTREAM),
    UPSTREAM_TIMEOUT(Kind.UPSTREAM),
    UPSTREAM_AUTHENTICATION(Kind.UPSTREAM),
    /// The provider has had enough requests of this caller (429).
    UPSTREAM_RATE_LIMIT(Kind.UPSTREAM),
    /// The provider has more to do than it can (503).
    UPSTREAM_OVERLOADED(Kind.UPSTREAM),
    UPSTREAM_REFUSED(Kind.UPSTREAM),
    UPSTREAM_FAILED(Kind.UPSTREAM),
    UPSTREAM_MALFORMED(Kind.UPSTREAM),
    INTERNAL(Kind.INTERNAL);

    private final Kind kind;

    ErrorCode(Kind kind) {
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }

    /// Who has to act: the caller, the operator of a model provider, whoever sizes the machine, or we.
    public enum Kind {
        USER,
        UPSTREAM,
        RESOURCES,
        INTERNAL
    }
}
