package dev.freshet.profile;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Prints a profile for people.
public final class ProfileReport {
    private static final int FRAMES = 12;

    private final PrintWriter out;

    public ProfileReport(PrintWriter out) {
        this.out = out;
    }

    /// Everything: where time went, how long steps took, and the two things that must not happen.
    public void print(Profile profile) {
        for (ThreadKind kind : ThreadKind.values()) {
            frames(kind, profile.samples().getOrDefault(kind, Map.of()));
        }
        steps(profile.steps());
        verdict("An event loop blocked", "No event loop blocked.", profile.blocked());
        verdict("A virtual thread was pinned", "No virtual thread was pinned.", profile.pinned());
        out.flush();
    }

    private void frames(ThreadKind kind, Map<String, Integer> counts) {
        int total = counts.values().stream().mapToInt(Integer::intValue).sum();
        out.printf(Locale.ROOT, "%s: %,d samples%n", kind.title(), total);
        mostFirst(counts).stream()
                .limit(FRAMES)
                .forEach(frame ->
                        out.printf(Locale.ROOT, "  %5.1f %%  %s%n", 100.0 * frame.getValue() / total, frame.getKey()));
        out.println();
    }

    private void steps(Map<String, List<Duration>> steps) {
        if (steps.isEmpty()) {
            out.println("steps of questions: none while recording");
            out.println();
            return;
        }
        out.printf("%-22s %8s %10s %10s %10s%n", "step of a question", "count", "median ms", "p95 ms", "max ms");
        steps.forEach((name, times) -> out.printf(
                Locale.ROOT,
                "%-22s %,8d %10.1f %10.1f %10.1f%n",
                name,
                times.size(),
                millis(times, 0.5),
                millis(times, 0.95),
                millis(times, 1)));
        out.println();
    }

    private void verdict(String bad, String good, Map<String, Integer> places) {
        if (places.isEmpty()) {
            out.println(good);
            return;
        }
        mostFirst(places)
                .forEach(place -> out.printf(Locale.ROOT, "%s (%,d x): %s%n", bad, place.getValue(), place.getKey()));
    }

    private static List<Map.Entry<String, Integer>> mostFirst(Map<String, Integer> counts) {
        return counts.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .toList();
    }

    private static double millis(List<Duration> sorted, double quantile) {
        int at = Math.min(sorted.size() - 1, (int) (quantile * sorted.size()));
        return sorted.get(at).toNanos() / 1e6;
    }
}
