package dev.freshet.observe;

import java.util.Optional;

/// The id of the request that the current thread works for. It is bound once where the request enters and
/// reaches every thread that structured code starts; our own pools carry it by hand.
public final class RequestId {
    /// Bound to the id while a request is handled.
    public static final ScopedValue<String> CURRENT = ScopedValue.newInstance();

    private RequestId() {}

    /// The id, or nothing outside of a request.
    public static Optional<String> current() {
        return CURRENT.isBound() ? Optional.of(CURRENT.get()) : Optional.empty();
    }
}
