package dev.freshet.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// What a phase has to keep to pass.
///
/// @param firstChunk the longest time to a first chunk
/// @param maxToMean how many times the mean the longest may be; not judged below [#STEADY_MILLIS]
/// @param success whole answers, in per cent, at least
public record Targets(Duration firstChunk, double maxToMean, double success) {
    /// Where the longest first chunk is shorter than this, its ratio to the mean is the machine's noise.
    static final double STEADY_MILLIS = 100;

    /// Below 1.5 s, below twice the mean, above 95 %.
    public static final Targets USUAL = new Targets(Duration.ofMillis(1500), 2, 95);

    /// The same with another time.
    public Targets within(Duration longest) {
        return new Targets(longest, maxToMean, success);
    }

    /// What the phase misses, one sentence each; none when it passes.
    public List<String> misses(Phase phase) {
        List<String> misses = new ArrayList<>();
        double longest = phase.firstChunk().max();
        if (longest > firstChunk.toMillis()) {
            misses.add(
                    "the longest first chunk took %.0f ms, more than %d ms".formatted(longest, firstChunk.toMillis()));
        }
        if (longest > STEADY_MILLIS && phase.firstChunk().maxToMean() > maxToMean) {
            misses.add("the longest first chunk is %.2f times the mean, more than %.2f"
                    .formatted(phase.firstChunk().maxToMean(), maxToMean));
        }
        if (phase.success() < success) {
            misses.add("%.1f %% of the answers came whole, fewer than %.1f %%".formatted(phase.success(), success));
        }
        if (phase.hasTimeouts()) {
            misses.add(phase.failures().get("timeout") + " answers timed out");
        }
        return misses;
    }
}
