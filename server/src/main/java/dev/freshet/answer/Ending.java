package dev.freshet.answer;

import dev.freshet.core.AppException;
import dev.freshet.model.TokenSink.FinishReason;
import dev.freshet.model.Usage;
import org.jspecify.annotations.Nullable;

/// How the model's part of an answer came to its end, and what had been said by then.
///
/// @param cause why it ended
/// @param answer the text
/// @param thinking the thinking text
/// @param usage tokens as the provider counted them; null where it did not tell
/// @param pace when it came
public record Ending(
        Cause cause,
        String answer,
        String thinking,
        @Nullable Usage usage,
        Pace pace) {

    /// Moments on [System#nanoTime()]'s scale; zero for what never happened.
    ///
    /// @param opened the call to the model had begun
    /// @param firstToken its first text was there
    /// @param ended nothing more was to come
    public record Pace(long opened, long firstToken, long ended) {}

    /// Why it ended.
    public sealed interface Cause {}

    /// The model was done.
    public record Finished(FinishReason reason) implements Cause {}

    /// Somebody or something of ours stopped it.
    public record Stopped(StopReason reason) implements Cause {}

    /// The model or the way to it failed.
    public record Failed(AppException error) implements Cause {}

    /// Who stopped an answer.
    public enum StopReason {
        /// The client asked for it.
        REQUESTED,
        /// A plain client closed its connection.
        CLIENT_LEFT,
        /// The server is shutting down.
        SHUTDOWN
    }
}
