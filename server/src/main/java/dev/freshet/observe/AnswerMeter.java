package dev.freshet.observe;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Counts and times answers when they have ended.
public final class AnswerMeter {
    private final Metrics metrics;

    public AnswerMeter(Metrics metrics) {
        this.metrics = metrics;
    }

    /// An answer that has ended.
    ///
    /// @param ending `finished`, `stopped` or `failed`
    /// @param firstText from the question's arrival to the first text; empty when there was none
    /// @param asked what its model did; empty when none was asked
    /// @param degraded the steps that were left out
    public record Ended(String ending, Optional<Duration> firstText, Optional<Asked> asked, List<String> degraded) {
        public Ended {
            degraded = List.copyOf(degraded);
        }
    }

    /// A model that was asked.
    ///
    /// @param provider whose it is
    /// @param firstToken from the call to the first text; empty when there was none
    public record Asked(String provider, Optional<Duration> firstToken, long promptTokens, long completionTokens) {}

    /// Adds the answer to the metrics.
    public void ended(Ended answer) {
        metrics.count("freshet.answers", "ending", answer.ending());
        answer.firstText().ifPresent(duration -> metrics.time("freshet.first.chunk", duration));
        answer.asked().ifPresent(this::asked);
        answer.degraded().stream().distinct().forEach(step -> metrics.count("freshet.answers.degraded", "step", step));
    }

    private void asked(Asked model) {
        metrics.count("freshet.tokens", model.promptTokens(), "kind", "prompt");
        metrics.count("freshet.tokens", model.completionTokens(), "kind", "completion");
        model.firstToken()
                .ifPresent(
                        duration -> metrics.time("freshet.model.first.token", duration, "provider", model.provider()));
    }
}
