package dev.freshet.bench;

import com.google.errorprone.annotations.FormatMethod;
import dev.freshet.bench.load.Distribution;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Phases as lines for people.
final class ReportText {
    private ReportText() {}

    static List<String> of(Phase phase, List<String> misses) {
        List<String> lines = new ArrayList<>();
        lines.add(phase.name() + ", " + phase.requests() + " requests in " + phase.seconds() + " s");
        Distribution first = phase.firstChunk();
        lines.add("  first chunk  " + times(first) + format("   max/mean %.2f", first.maxToMean()));
        if (phase.gaps().count() > 0) {
            lines.add("  gaps         " + times(phase.gaps()));
        }
        lines.add("  whole        " + times(phase.durations()));
        lines.add(format("  success      %.1f %% (%d of %d)", phase.success(), phase.whole(), phase.requests()));
        phase.failures()
                .forEach((kind, count) -> lines.add("  failed       " + count + " " + kind + ", such as: "
                        + phase.examples().getOrDefault(kind, "")));
        lines.add("  CPU          " + server(phase)
                + format("load and scripted model %.1f ms a request", phase.loadCpu()));
        misses.forEach(miss -> lines.add("  MISSED       " + miss));
        return lines;
    }

    private static String server(Phase phase) {
        return phase.serverCpu() < 0 ? "" : format("server %.1f ms, ", phase.serverCpu());
    }

    private static String times(Distribution times) {
        return format(
                "mean %.0f  p50 %.0f  p95 %.0f  p99 %.0f  max %.0f ms",
                times.mean(), times.p50(), times.p95(), times.p99(), times.max());
    }

    @FormatMethod
    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
