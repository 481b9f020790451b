package dev.freshet.model.openai;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// When a call that has brought nothing yet may be made once more.
final class Retry {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);
    private static final Duration USUAL_WAIT = Duration.ofMillis(250);

    private Retry() {}

    /// How long to wait before the second call; empty when there is to be none.
    ///
    /// @param retryAfter what the provider asks for, in seconds
    static Optional<Duration> after(int status, @Nullable String retryAfter) {
        if (status != 429 && status < 500) {
            return Optional.empty();
        }
        if (retryAfter == null) {
            return Optional.of(USUAL_WAIT);
        }
        boolean seconds = retryAfter.matches("\\d{1,6}(\\.\\d{1,6})?");
        Duration wait = seconds ? Duration.ofMillis((long) (Double.parseDouble(retryAfter) * 1_000)) : LONGEST_WAIT;
        return seconds && wait.compareTo(LONGEST_WAIT) <= 0 ? Optional.of(wait) : Optional.empty();
    }
}
