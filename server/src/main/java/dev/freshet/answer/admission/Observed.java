package dev.freshet.answer.admission;

import java.time.Duration;

/// What a model did with a question, for limits that follow it.
///
/// @param refused whether it said that it has too much to do (429, 503)
/// @param firstToken how long its first token took; zero where there was none
public record Observed(boolean refused, Duration firstToken) {
    /// Tells nothing: the answer was stopped, or failed for a reason of its own.
    public static final Observed NOTHING = new Observed(false, Duration.ZERO);
}
