package dev.freshet.api.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.answer.admission.Admission;
import dev.freshet.answer.admission.AdmissionSettings;
import dev.freshet.answer.admission.Asker;
import dev.freshet.core.AnswerId;
import dev.freshet.core.AppException;
import dev.freshet.core.Deadline;
import dev.freshet.core.TenantId;
import dev.freshet.db.Db;
import dev.freshet.db.TestDatabases;
import dev.freshet.observe.AnswerMeter;
import dev.freshet.observe.MetricHelp;
import dev.freshet.observe.Metrics;
import dev.freshet.observe.Timing;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Compares what is served with `docs/reference/metrics.md`.
@Timeout(300)
class MetricsReferenceTest {
    private static final Path PAGE = Path.of("../docs/reference/metrics.md");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(\\w+)` \\| (\\w+) \\|");
    private static final Path RULES = Path.of("../examples/prometheus/freshet.rules.yml");
    private static final Pattern HELP = Pattern.compile("(?m)^# HELP (\\w+) (.*)$");
    private static final Pattern TYPE = Pattern.compile("(?m)^# TYPE (\\w+) (\\w+)$");

    @TempDir
    Path folder;

    @Test
    void everyServedNameStandsOnThePageWithItsKind() throws Exception {
        Map<String, String> documented = names(ROW, Files.readString(PAGE));
        assertThat(documented).containsAllEntriesOf(names(TYPE, text()));
    }

    @Test
    void everyNameOfOursOnThePageIsServed() throws Exception {
        Map<String, String> documented = names(ROW, Files.readString(PAGE));
        documented.keySet().removeIf(name -> !name.startsWith("freshet_"));
        assertThat(names(TYPE, text())).containsAllEntriesOf(documented);
    }

    @Test
    void everyServedNameTellsWhatItIs() {
        String text = text();
        assertThat(names(HELP, text).keySet()).isEqualTo(names(TYPE, text).keySet());
        assertThat(names(HELP, text))
                .allSatisfy(
                        (name, help) -> assertThat(help).as(name).isNotBlank().isNotEqualTo(name.replace('_', ' ')));
    }

    @Test
    void everyDescribedNameStandsOnThePage() throws Exception {
        Set<String> documented = names(ROW, Files.readString(PAGE)).keySet();
        assertThat(MetricHelp.names()).allSatisfy(name -> {
            String written = name.replace('.', '_');
            assertThat(documented).containsAnyOf(written, written + "_total", written + "_seconds");
        });
    }

    @Test
    void everyNameInTheShippedRulesIsServed() throws Exception {
        String served = text();
        List<String> named = Pattern.compile("freshet_\\w+")
                .matcher(Files.readString(RULES))
                .results()
                .map(MatchResult::group)
                .distinct()
                .toList();
        assertThat(named)
                .hasSizeGreaterThan(8)
                .allSatisfy(name -> assertThat(served).containsPattern("(?m)^" + name + "[{ ]"));
    }

    /// What a server serves that has done all there is to measure.
    private String text() {
        try (Metrics metrics = new Metrics();
                Db db = TestDatabases.sqlite(folder)) {
            ServerGauges gauges = new ServerGauges(metrics);
            gauges.database(db);
            gauges.answers(() -> 1);
            gauges.admission(admission(metrics));
            gauges.connections(() -> 3);
            gauges.upstreamConnections(() -> 2);
            gauges.logs(() -> 1);
            gauges.executors();
            answers(metrics);
            gauges.queue("embedder", () -> 4);
            metrics.request("GET", "/", 200, Duration.ofMillis(1));
            metrics.time("freshet.embedding", Duration.ofMillis(1), "provider", "Builtin");
            metrics.time("freshet.rerank", Duration.ofMillis(1), "provider", "Jina");
            metrics.count("freshet.retrieval.degraded", "step", "rerank");
            Timing.Cause cause = Timing.Cause.of(new TenantId("0".repeat(32)), new AnswerId("1".repeat(32)));
            new Timing(metrics, () -> 1).step("search", Duration.ofMillis(1), cause);
            collect(metrics);
            return metrics.text();
        }
    }

    /// Waits for a garbage collection to be measured, because its timers appear with the first one only: a test
    /// that left them to chance would fail on the day that one falls into it.
    private static void collect(Metrics metrics) {
        System.gc();
        while (!metrics.text().contains("jvm_gc_pause_seconds_count")) {
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
    }

    /// An answer that ended, with everything that is measured of it.
    private static void answers(Metrics metrics) {
        Optional<Duration> moment = Optional.of(Duration.ofMillis(1));
        AnswerMeter.Asked asked = new AnswerMeter.Asked("Builtin", moment, 10, 2);
        Timing.Cause cause = Timing.Cause.of(new TenantId("0".repeat(32)), new AnswerId("1".repeat(32)));
        AnswerMeter.Step step = new AnswerMeter.Step("search", Duration.ofMillis(1));
        new AnswerMeter(metrics, () -> 1)
                .ended(new AnswerMeter.Ended(
                        cause, "failed", moment, Optional.of(asked), List.of("rerank"), List.of(step)));
        metrics.time("freshet.answers.stop", Duration.ofMillis(1));
    }

    /// An admission that has let one question pass and refused another.
    private static Admission admission(Metrics metrics) {
        AdmissionSettings.Limits one = new AdmissionSettings.Limits(1, 0, 0);
        AdmissionSettings.Limits none = new AdmissionSettings.Limits(0, 0, 0);
        Admission admission = new Admission(
                new AdmissionSettings(1, one, none, AdmissionSettings.usual().adaptive()), metrics);
        Asker asker = new Asker(new TenantId("0".repeat(32)), "");
        Deadline deadline = Deadline.in(Duration.ofMinutes(1));
        try (Admission.Reservation place = admission.reserve(asker, "m", deadline)) {
            place.compute(() -> 1);
            assertThatThrownBy(() -> admission.reserve(asker, "m", deadline)).isInstanceOf(AppException.class);
        }
        return admission;
    }

    private static Map<String, String> names(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .collect(Collectors.toMap(
                        found -> found.group(1), MetricsReferenceTest::kind, (first, second) -> first, TreeMap::new));
    }

    private static String kind(MatchResult found) {
        return found.group(2);
    }
}
