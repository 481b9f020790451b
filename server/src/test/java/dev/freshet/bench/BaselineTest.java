package dev.freshet.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.bench.load.Distribution;
import dev.freshet.core.AppException;
import dev.freshet.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BaselineTest {
    @TempDir
    private Path folder;

    @Test
    void readsWhatTheBenchWrote() throws IOException {
        Report report = report(phase(20, 100, 200, 100));
        Path file = Files.writeString(folder.resolve("report.json"), Json.write(report));

        Baseline.Change change = Baseline.read(file).compare(report);

        assertThat(change.regressions()).isEmpty();
        assertThat(change.lines())
                .containsExactly("openai, 20 users: first chunk mean 100 -> 100 ms (+0 %),"
                        + " p99 200 -> 200 ms (+0 %), max 200 -> 200 ms (+0 %)");
    }

    @Test
    void tellsRegressionsFromNoise() {
        Baseline baseline = new Baseline(report(phase(20, 100, 200, 100)));

        assertThat(regressions(baseline, phase(20, 119, 239, 99.5))).isEmpty();
        assertThat(regressions(baseline, phase(20, 121, 200, 100)))
                .containsExactly("openai, 20 users: the mean first chunk got slower");
        assertThat(regressions(baseline, phase(20, 100, 241, 100)))
                .containsExactly("openai, 20 users: the p99 of the first chunk got slower");
        assertThat(regressions(baseline, phase(20, 100, 200, 98)))
                .containsExactly("openai, 20 users: fewer answers came whole");
    }

    @Test
    void aFewMillisecondsAreNoiseHoweverManyPerCent() {
        Baseline baseline = new Baseline(report(phase(1, 5, 6, 100)));

        assertThat(regressions(baseline, phase(1, 15, 20, 100))).isEmpty();
    }

    @Test
    void namesPhasesThatAreNew() {
        Baseline baseline = new Baseline(report(phase(20, 100, 200, 100)));

        assertThat(baseline.compare(report(phase(1, 5, 6, 100))).lines())
                .containsExactly("openai, 1 user: not in the baseline");
    }

    @Test
    void refusesAFileThatIsNoReport() throws IOException {
        Path file = Files.writeString(folder.resolve("report.json"), "[]");

        assertThatThrownBy(() -> Baseline.read(file))
                .isInstanceOf(AppException.class)
                .hasMessageContaining("is no report");
    }

    @Test
    void targetsNameEverythingThatIsMissed() {
        Phase slow = new Phase(
                "ask",
                20,
                100,
                new Distribution(90, 700, 600, 1500, 1600, 1600),
                Distribution.NONE,
                Distribution.NONE,
                90,
                Map.of("timeout", 10),
                Map.of(),
                1,
                -1,
                0);

        assertThat(Targets.USUAL.misses(slow))
                .containsExactly(
                        "the longest first chunk took 1600 ms, more than 1500 ms",
                        "the longest first chunk is 2.29 times the mean, more than 2.00",
                        "90.0 % of the answers came whole, fewer than 95.0 %",
                        "10 answers timed out");
        assertThat(Targets.USUAL.within(Duration.ofMillis(10)).misses(phase(1, 5, 9, 100)))
                .isEmpty();
    }

    private static List<String> regressions(Baseline baseline, Phase now) {
        return baseline.compare(report(now)).regressions();
    }

    private static Report report(Phase phase) {
        return new Report("http://127.0.0.1:1", List.of(phase), List.of());
    }

    private static Phase phase(int users, double mean, double longest, double success) {
        Distribution first = new Distribution(1000, mean, mean, longest, longest, longest);
        int whole = (int) (success * 10);
        return new Phase(
                "openai", users, 1000, first, Distribution.NONE, first, whole, Map.of(), Map.of(), 1, 2.5, 0.5);
    }
}
