package dev.freshet.bench.load;

import java.util.Locale;

/// Why an answer does not count.
public enum Failure {
    /// No connection, or it broke before the answer's head.
    CONNECTION,
    /// An HTTP status other than 200.
    STATUS,
    /// An error in the form of the route, before or within the stream.
    REFUSED,
    /// The stream ended without its end mark.
    CUT,
    /// The answer had no content.
    EMPTY,
    /// Tokens of the scripted model are missing, doubled or out of order.
    DISORDER,
    /// The answer took longer than allowed.
    TIMEOUT;

    /// The name as reports write it.
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
