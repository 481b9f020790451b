package dev.freshet.config;

/// What the wire does where clients do not say.
///
/// @param profile the generation of RAGFlow's API
/// @param emptyIdsDeleteAll whether a request to delete that names no ids deletes everything
/// @param frames what an event of a streamed answer holds
/// @param openaiRealCodes whether errors of the assistants' OpenAI route carry their own HTTP status
public record WireSettings(Generation profile, boolean emptyIdsDeleteAll, Frames frames, boolean openaiRealCodes) {

    /// A generation of RAGFlow's API.
    public enum Generation {
        /// RAGFlow 0.23.
        V023
    }

    /// What an event of a streamed answer holds.
    public enum Frames {
        /// The whole answer so far.
        CUMULATIVE,
        /// What is new since the last event.
        DELTA
    }
}
