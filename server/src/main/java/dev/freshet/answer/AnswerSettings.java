package dev.freshet.answer;

import java.time.Duration;

/// Limits of running answers.
///
/// @param bytes the longest answer, thinking included, in UTF-8 bytes; then it ends with `length`
/// @param gatherTokens a cumulative frame goes out when this many deltas have gathered
/// @param gatherTime or when the first of them has waited this long
/// @param following what clients that follow an answer may count on
public record AnswerSettings(int bytes, int gatherTokens, Duration gatherTime, Following following) {
    public AnswerSettings {
        if (bytes < 1024 || gatherTokens < 1) {
            throw new IllegalArgumentException("answers need room: at least one, of at least 1024 bytes");
        }
    }

    /// What clients that follow an answer may count on.
    ///
    /// @param heartbeat a stream that can be resumed gets a comment when nothing was sent for so long
    /// @param plainHeartbeat the same for other streams; zero for never
    /// @param patience a reader that takes nothing for so long is cut off
    /// @param kept how long the log of a finished answer stays after its last client
    /// @param memory bytes that all logs together may take; finished ones go first, then answers end with
    ///     `length`
    /// @param checkpoint how often the text of a running answer is stored, so that a crash leaves something of
    ///     it; zero for never
    public record Following(
            Duration heartbeat,
            Duration plainHeartbeat,
            Duration patience,
            Duration kept,
            long memory,
            Duration checkpoint) {
        public static Following usual() {
            return new Following(
                    Duration.ofSeconds(15),
                    Duration.ZERO,
                    Duration.ofSeconds(60),
                    Duration.ofSeconds(60),
                    128L << 20,
                    Duration.ofSeconds(10));
        }
    }

    public static AnswerSettings usual() {
        return new AnswerSettings(1 << 20, 16, Duration.ofMillis(100), Following.usual());
    }

    /// The same for clients that may count on something else.
    public AnswerSettings with(Following other) {
        return new AnswerSettings(bytes, gatherTokens, gatherTime, other);
    }
}
