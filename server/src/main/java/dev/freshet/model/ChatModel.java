package dev.freshet.model;

import dev.freshet.core.Deadline;

/// A language model that can be asked.
public interface ChatModel {

    /// What the model is and can do.
    ModelInfo info();

    /// Begins to answer the prompt into the sink and returns at once, or as soon as the request is on its
    /// way; called on a virtual thread. Every event reaches the sink on the sink's own loop, in order, and
    /// ends in exactly one [TokenSink#finished] or [TokenSink#failed], however the call ends.
    ///
    /// @param deadline the moment after which the model is given up with [TokenSink#failed]
    void stream(Prompt prompt, TokenSink sink, Deadline deadline);

    /// Answers the prompt in one piece and waits for it: for rewriting questions, keywords and other short
    /// instructions.
    ///
    /// @throws dev.freshet.core.AppException.Upstream when the provider fails
    /// @throws dev.freshet.core.AppException.Exhausted when the deadline passes first
    Completion complete(Prompt prompt, Deadline deadline);

    /// A whole answer.
    ///
    /// @param text the answer without the thinking
    /// @param usage tokens as the provider counted them, or as we did where it does not tell
    record Completion(String text, Usage usage) {}
}
