package dev.freshet.model;

import dev.freshet.core.Deadline;
import java.util.List;

/// Scores passages against a question.
public interface RerankModel {

    /// The model's name with its provider.
    ModelName name();

    /// One score for each passage, in order; a passage that the provider did not score has 0.
    ///
    /// @throws dev.freshet.core.AppException.Upstream when the provider fails
    /// @throws dev.freshet.core.AppException.Exhausted when the deadline passes first
    Scores score(String question, List<String> passages, Deadline deadline);

    /// Scores and what they cost.
    ///
    /// @param values one for each passage
    /// @param tokens as counted by the provider, or by us where it does not tell
    @SuppressWarnings("ArrayRecordComponent") // made for one reader, who ranks by them at once
    record Scores(double[] values, int tokens) {}
}
