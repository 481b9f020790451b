package dev.freshet.answer.keep;

import java.util.List;

/// Where the time of an answer went.
///
/// @param startedAt when the question came, in epoch milliseconds
/// @param steps in the order in which they began; steps side by side overlap
public record Timeline(long startedAt, List<Step> steps) {
    public Timeline {
        steps = List.copyOf(steps);
    }

    /// A step.
    ///
    /// @param name one of a small set, such as `search`
    /// @param start milliseconds from the question's arrival
    /// @param duration milliseconds
    public record Step(String name, double start, double duration) {}
}
