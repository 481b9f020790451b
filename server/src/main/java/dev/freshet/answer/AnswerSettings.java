package dev.freshet.answer;

import java.time.Duration;

/// Limits of running answers.
///
/// @param running how many answers may be under way at once on this server
/// @param bytes the longest answer, thinking included, in UTF-8 bytes; then it ends with `length`
/// @param gatherTokens a cumulative frame goes out when this many deltas have gathered
/// @param gatherTime or when the first of them has waited this long
public record AnswerSettings(int running, int bytes, int gatherTokens, Duration gatherTime) {
    public AnswerSettings {
        if (running < 1 || bytes < 1024 || gatherTokens < 1) {
            throw new IllegalArgumentException("answers need room: at least one, of at least 1024 bytes");
        }
    }

    public static AnswerSettings usual() {
        return new AnswerSettings(10_000, 1 << 20, 16, Duration.ofMillis(100));
    }
}
