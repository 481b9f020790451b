package dev.freshet.bench;

import dev.freshet.core.AppException;
import dev.freshet.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/// An earlier run to compare with, as `--json` printed it.
public final class Baseline {
    /// A time that grew by less than this share, or by fewer milliseconds, is noise.
    private static final double TOLERATED_SHARE = 0.20;

    private static final double TOLERATED_MILLIS = 20;
    private static final double TOLERATED_SUCCESS = 1;

    private final Map<String, Phase> earlier;

    Baseline(Report report) {
        earlier =
                report.phases().stream().collect(Collectors.toMap(Phase::name, phase -> phase, (one, other) -> other));
    }

    /// Reads the file.
    ///
    /// @throws AppException when it cannot be read or is no report
    public static Baseline read(Path file) {
        try {
            return new Baseline(Json.read(Files.readString(file), Report.class));
        } catch (IOException error) {
            throw new AppException.Broken(file + " cannot be read", error);
        } catch (IllegalStateException error) {
            throw new AppException.Broken(file + " is no report of `freshet bench --json`", error);
        }
    }

    /// How a run has changed.
    ///
    /// @param lines one for each phase that both runs have
    /// @param regressions what got worse by more than noise
    public record Change(List<String> lines, List<String> regressions) {
        public Change {
            lines = List.copyOf(lines);
            regressions = List.copyOf(regressions);
        }
    }

    /// Compares phase by phase.
    public Change compare(Report now) {
        List<String> lines = new ArrayList<>();
        List<String> regressions = new ArrayList<>();
        for (Phase phase : now.phases()) {
            Phase before = earlier.get(phase.name());
            if (before == null) {
                lines.add(phase.name() + ": not in the baseline");
                continue;
            }
            lines.add(phase.name() + ": first chunk mean "
                    + change(before, phase, one -> one.firstChunk().mean())
                    + ", p99 " + change(before, phase, one -> one.firstChunk().p99())
                    + ", max " + change(before, phase, one -> one.firstChunk().max()));
            regressions.addAll(regressions(before, phase));
        }
        return new Change(lines, regressions);
    }

    private static List<String> regressions(Phase before, Phase now) {
        List<String> found = new ArrayList<>();
        if (isWorse(before.firstChunk().mean(), now.firstChunk().mean())) {
            found.add(now.name() + ": the mean first chunk got slower");
        }
        if (isWorse(before.firstChunk().p99(), now.firstChunk().p99())) {
            found.add(now.name() + ": the p99 of the first chunk got slower");
        }
        if (now.success() < before.success() - TOLERATED_SUCCESS) {
            found.add(now.name() + ": fewer answers came whole");
        }
        return found;
    }

    private static boolean isWorse(double before, double now) {
        return now - before > Math.max(before * TOLERATED_SHARE, TOLERATED_MILLIS);
    }

    private static String change(Phase before, Phase now, ToDoubleFunction<Phase> value) {
        double old = value.applyAsDouble(before);
        double percent = old == 0 ? 0 : 100 * (value.applyAsDouble(now) - old) / old;
        return String.format(Locale.ROOT, "%.0f -> %.0f ms (%+.0f %%)", old, value.applyAsDouble(now), percent);
    }
}
