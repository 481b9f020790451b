package dev.freshet.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.bench.fake.FakeModelServer;
import dev.freshet.bench.fake.Script;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Times here are lower bounds that the script sets; nothing has to be fast.
class LoadRunTest {
    private static final Expectation FIVE_TOKENS = new Expectation(true, 5);

    private FakeModelServer model;
    private LoadRun runner;

    @BeforeEach
    void start() {
        model = FakeModelServer.start(Script.USUAL.withTokens(5));
        runner = new LoadRun("http://127.0.0.1:" + model.port());
    }

    @AfterEach
    void stop() {
        runner.close();
        model.close();
    }

    @Test
    void sendsEveryRequestOnce() {
        Set<Integer> numbers = ConcurrentHashMap.newKeySet();

        Outcome outcome = runner.run(Load.atOnce(7, 3), FIVE_TOKENS, number -> {
                    numbers.add(number);
                    return call("scripted;first=0;interval=1");
                })
                .outcome();

        assertThat(numbers).hasSize(21);
        assertThat(model.counts().started()).isEqualTo(21);
        assertThat(outcome.firstChunk().count()).isEqualTo(21);
        assertThat(outcome.gapTimes().count()).isPositive();
        assertThat(outcome.failures()).isZero();
    }

    @Test
    void measuresFromBeforeTheRequestToTheFirstContent() {
        Distribution first = runner.run(Load.atOnce(2, 2), FIVE_TOKENS, number -> call("s;first=60;interval=20"))
                .outcome()
                .firstChunk();

        assertThat(first.p50()).isGreaterThanOrEqualTo(60);
    }

    /// One user, a question due every 10 ms, 60 ms for each answer's first token: question n waits for those before
    /// it, and that wait counts.
    @Test
    void countsTheWaitOfQuestionsThatWereDueInAnOpenLoop() {
        Load open = new Load(1, 8, false, Duration.ZERO, 100, Duration.ofSeconds(30));

        Distribution first = runner.run(open, FIVE_TOKENS, number -> call("s;first=60;interval=0"))
                .outcome()
                .firstChunk();

        assertThat(first.max()).isGreaterThanOrEqualTo(8 * 60 - 7 * 10);
        assertThat(first.p50()).isGreaterThanOrEqualTo(4 * 60 - 3 * 10);
    }

    @Test
    void aClosedLoopWaitsForTheAnswerBeforeItAsksAgain() {
        LoadRun.Done done = runner.run(Load.atOnce(1, 4), FIVE_TOKENS, number -> call("s;first=30;interval=0"));

        assertThat(done.elapsedNanos()).isGreaterThanOrEqualTo(4 * 30_000_000L);
    }

    @Test
    void inRoundsNobodyAsksAgainBeforeAllHaveTheirAnswers() {
        List<Integer> asked = Collections.synchronizedList(new ArrayList<>());

        runner.run(Load.atOnce(2, 3), FIVE_TOKENS, number -> {
            asked.add(number);
            return call(number % 2 == 0 ? "quick;first=0;interval=0" : "slow;first=80;interval=0");
        });

        assertThat(asked).containsExactly(0, 1, 2, 3, 4, 5);
    }

    @Test
    void usersBeginOneAfterTheOtherWhileRampingUp() {
        Load ramp = new Load(4, 1, false, Duration.ofMillis(200), 0, Duration.ofSeconds(30));

        LoadRun.Done done = runner.run(ramp, FIVE_TOKENS, number -> call("s;first=0;interval=0"));

        assertThat(done.elapsedNanos()).isGreaterThanOrEqualTo(149_000_000L);
    }

    @Test
    void namesWhatWentWrong() {
        Map<Integer, String> models = Map.of(
                0, "s;first=0;interval=1",
                1, "s;fault=server-error",
                2, "s;first=0;interval=1;fault=reset;after=2",
                3, "s;first=0;fault=rubbish",
                4, "s;first=0;interval=1;tokens=4",
                5, "s;fault=hang-before-headers");
        Load load = new Load(6, 1, false, Duration.ZERO, 0, Duration.ofSeconds(4));

        Outcome outcome = runner.run(load, FIVE_TOKENS, number -> call(models.get(number)))
                .outcome();

        assertThat(outcome.failuresByKind())
                .containsOnly(
                        Map.entry("status", 1), Map.entry("cut", 2), Map.entry("disorder", 1), Map.entry("timeout", 1));
        assertThat(outcome.failureExamples().get("status")).startsWith("500 ");
    }

    @Test
    void saysWhenNobodyListens() {
        model.close();

        Outcome outcome =
                runner.run(Load.atOnce(2, 2), FIVE_TOKENS, number -> call("s")).outcome();

        assertThat(outcome.failuresByKind()).containsOnly(Map.entry("connection", 4));
        model = FakeModelServer.start(Script.USUAL);
    }

    private static Call call(String model) {
        return new Call("/v1/chat/completions", "", "{\"model\":\"" + model + "\",\"stream\":true,\"messages\":[]}");
    }
}
