package dev.freshet.bench.fake;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What can go wrong with a scripted answer.
public enum Fault {
    NONE,
    /// The request is taken and nothing comes back.
    HANG_BEFORE_HEADERS,
    /// Some tokens come, then nothing.
    HANG_MID_STREAM,
    /// Some tokens come, then the socket is cut (HTTP/1.1) or the stream reset (HTTP/2).
    RESET,
    /// Status 429 with `Retry-After: 1`.
    TOO_MANY_REQUESTS,
    /// Status 500.
    SERVER_ERROR,
    /// Status 200 and an event stream that holds no JSON.
    RUBBISH;

    /// The name as options write it, such as `hang-mid-stream`.
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<Fault> of(String key) {
        return Arrays.stream(values()).filter(fault -> fault.key().equals(key)).findFirst();
    }
}
