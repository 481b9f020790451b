package dev.freshet.config;

/// How answers look on the wire where clients do not say.
///
/// @param frames what an event of a streamed answer holds
/// @param openaiRealCodes whether errors of the assistants' OpenAI route carry their own HTTP status
public record WireSettings(Frames frames, boolean openaiRealCodes) {

    /// What an event of a streamed answer holds.
    public enum Frames {
        /// The whole answer so far.
        CUMULATIVE,
        /// What is new since the last event.
        DELTA
    }
}
