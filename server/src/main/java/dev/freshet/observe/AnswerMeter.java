package dev.freshet.observe;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;

/// Counts and times answers when they have ended: metrics, and for each step a line of the log and an event for
/// the flight recorder.
public final class AnswerMeter {
    private final Metrics metrics;
    private final Timing timing;

    /// @param concurrentUsers how many questions are being answered now
    public AnswerMeter(Metrics metrics, IntSupplier concurrentUsers) {
        this.metrics = metrics;
        this.timing = new Timing(metrics, concurrentUsers);
    }

    /// An answer that has ended.
    ///
    /// @param ending `finished`, `stopped`, `failed`, or `rejected` when the question itself was at fault
    /// @param firstText from the question's arrival to the first text; empty when there was none
    /// @param asked what its model did; empty when none was asked
    /// @param degraded the steps that were left out
    /// @param steps the steps of its timeline
    public record Ended(
            Timing.Cause cause,
            String ending,
            Optional<Duration> firstText,
            Optional<Asked> asked,
            List<String> degraded,
            List<Step> steps) {
        public Ended {
            degraded = List.copyOf(degraded);
            steps = List.copyOf(steps);
        }
    }

    /// A model that was asked.
    ///
    /// @param provider whose it is
    /// @param firstToken from the call to the first text; empty when there was none
    public record Asked(String provider, Optional<Duration> firstToken, long promptTokens, long completionTokens) {}

    /// A step of the answer's timeline.
    public record Step(String name, Duration duration) {}

    /// Adds the answer to the metrics.
    public void ended(Ended answer) {
        metrics.count("freshet.answers", "ending", answer.ending());
        answer.firstText().ifPresent(duration -> metrics.time("freshet.first.chunk", duration));
        answer.asked().ifPresent(this::asked);
        answer.degraded().stream().distinct().forEach(step -> metrics.count("freshet.answers.degraded", "step", step));
        answer.steps().forEach(step -> timing.step(step.name(), step.duration(), answer.cause()));
    }

    private void asked(Asked model) {
        metrics.count("freshet.tokens", model.promptTokens(), "kind", "prompt");
        metrics.count("freshet.tokens", model.completionTokens(), "kind", "completion");
        model.firstToken()
                .ifPresent(
                        duration -> metrics.time("freshet.model.first.token", duration, "provider", model.provider()));
    }
}
