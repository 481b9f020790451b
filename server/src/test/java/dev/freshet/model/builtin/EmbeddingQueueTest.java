package dev.freshet.model.builtin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.core.AppException;
import dev.freshet.core.Deadline;
import dev.freshet.core.ErrorCode;
import dev.freshet.core.Parallel;
import dev.freshet.core.Vector;
import dev.freshet.model.EmbeddingModel.Purpose;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EmbeddingQueueTest {
    private static final Deadline AMPLE = Deadline.in(Duration.ofMinutes(1));
    private static final int POISON = -1;

    private final AtomicBoolean questionsCompute = new AtomicBoolean();
    private final BlockingQueue<Run> runs = new LinkedBlockingQueue<>();
    private final EmbeddingQueue queue = new EmbeddingQueue(2, questionsCompute::get, this::network);

    @AfterEach
    void close() {
        runs.forEach(run -> run.hold().countDown());
        queue.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"CITATION", "INGESTION"})
    void aQuestionPassesWhileOthersAreHeld(Purpose purpose) throws InterruptedException {
        Parallel.Task<List<Vector>> behind = start(3, purpose, 400);
        Run held = taken();
        Parallel.Task<List<Vector>> question = start(1, Purpose.QUESTION, 9);
        Run asked = taken();
        assertThat(asked.texts()).singleElement().isEqualTo(9);
        asked.hold().countDown();
        assertThat(question.join()).hasSize(1);
        assertThat(runs).as("nothing but questions takes the last thread").isEmpty();
        held.hold().countDown();
        taken().hold().countDown();
        taken().hold().countDown();
        assertThat(behind.join()).hasSize(3);
    }

    @Test
    void questionsGoBeforeCitationsAndThoseBeforeIngestion() throws InterruptedException {
        start(1, Purpose.QUESTION, 500);
        start(1, Purpose.QUESTION, 501);
        Run first = taken();
        Run second = taken();
        start(1, Purpose.INGESTION, 3);
        await(Purpose.INGESTION, 1);
        start(1, Purpose.CITATION, 2);
        await(Purpose.CITATION, 1);
        start(1, Purpose.QUESTION, 1);
        await(Purpose.QUESTION, 1);
        first.hold().countDown();
        for (int expected : new int[] {1, 2, 3}) {
            Run run = taken();
            assertThat(run.texts()).containsExactly(expected);
            run.hold().countDown();
        }
        second.hold().countDown();
    }

    @Test
    void whoStandsBackForQuestionsGoesOnWhenTheyHaveEnded() throws InterruptedException {
        questionsCompute.set(true);
        Parallel.Task<List<Vector>> citation = start(1, Purpose.CITATION, 2);
        Parallel.Task<List<Vector>> question = start(1, Purpose.QUESTION, 1);
        Run first = taken();
        assertThat(first.texts()).containsExactly(1);
        first.hold().countDown();
        question.join();
        questionsCompute.set(false);
        taken().hold().countDown();
        assertThat(citation.join()).hasSize(1);
    }

    @Test
    void whoStandsBackForQuestionsGetsARunNowAndThen() throws InterruptedException {
        questionsCompute.set(true);
        Parallel.Task<List<Vector>> ingestion = start(1, Purpose.INGESTION, 3);
        taken().hold().countDown();
        assertThat(ingestion.join()).hasSize(1);
    }

    @Test
    void waitingQuestionsShareARun() throws InterruptedException {
        start(1, Purpose.QUESTION, 500);
        start(1, Purpose.QUESTION, 501);
        Run first = taken();
        Run second = taken();
        for (int i = 1; i <= 20; i++) {
            start(1, Purpose.QUESTION, 10);
        }
        await(Purpose.QUESTION, 20);
        first.hold().countDown();
        Run shared = taken();
        assertThat(shared.texts()).hasSize(EmbeddingQueue.LARGEST_RUN);
        shared.hold().countDown();
        Run rest = taken();
        assertThat(rest.texts()).hasSize(20 - EmbeddingQueue.LARGEST_RUN);
        rest.hold().countDown();
        second.hold().countDown();
    }

    @Test
    void questionsGatherWhileAFewOthersCompute() throws InterruptedException {
        start(1, Purpose.QUESTION, 10);
        Run first = taken();
        start(1, Purpose.QUESTION, 11);
        start(1, Purpose.QUESTION, 12);
        await(Purpose.QUESTION, 2);
        assertThat(runs).as("a thread is free").isEmpty();
        first.hold().countDown();
        Run gathered = taken();
        assertThat(gathered.texts()).containsExactlyInAnyOrder(11, 12);
        gathered.hold().countDown();
    }

    @Test
    void aFullRunDoesNotWaitForAFewOthers() throws InterruptedException {
        start(1, Purpose.QUESTION, 10);
        Run first = taken();
        start(EmbeddingQueue.LARGEST_RUN, Purpose.QUESTION, 11);
        Run full = taken();
        assertThat(full.texts()).hasSize(EmbeddingQueue.LARGEST_RUN);
        full.hold().countDown();
        first.hold().countDown();
    }

    @Test
    void longTextsGoAlone() throws InterruptedException {
        Parallel.Task<List<Vector>> texts = start(4, Purpose.CITATION, 200);
        Run first = taken();
        assertThat(first.texts()).hasSize(2);
        first.hold().countDown();
        Run second = taken();
        assertThat(second.texts()).hasSize(2);
        second.hold().countDown();
        assertThat(texts.join()).hasSize(4);
    }

    @Test
    void whoGivesUpLeavesNoWorkBehind() throws InterruptedException {
        start(1, Purpose.QUESTION, 500);
        start(1, Purpose.QUESTION, 501);
        Run first = taken();
        Run second = taken();
        assertThatThrownBy(() -> queue.embed(List.of(new int[7]), Purpose.QUESTION, Deadline.in(Duration.ofMillis(20))))
                .isInstanceOfSatisfying(
                        AppException.Exhausted.class,
                        error -> assertThat(error.code()).isEqualTo(ErrorCode.DEADLINE_EXCEEDED));
        start(1, Purpose.QUESTION, 8);
        await(Purpose.QUESTION, 2);
        first.hold().countDown();
        Run next = taken();
        assertThat(next.texts()).containsExactly(8);
        next.hold().countDown();
        second.hold().countDown();
    }

    @Test
    void aFailedRunFailsItsCallerAndNobodyElse() throws InterruptedException {
        Parallel.Task<List<Vector>> bad =
                Parallel.start(() -> queue.embed(List.of(new int[] {POISON}), Purpose.QUESTION, AMPLE));
        assertThatThrownBy(bad::join).isInstanceOf(AppException.Broken.class);
        Parallel.Task<List<Vector>> good = start(1, Purpose.QUESTION, 5);
        taken().hold().countDown();
        assertThat(good.join()).hasSize(1);
    }

    @Test
    void refusesAtOnceWhenTooMuchWaits() throws InterruptedException {
        start(1, Purpose.QUESTION, 500);
        start(1, Purpose.QUESTION, 501);
        Run first = taken();
        Run second = taken();
        start(EmbeddingQueue.LONGEST_QUEUE, Purpose.QUESTION, 512);
        await(Purpose.QUESTION, EmbeddingQueue.LONGEST_QUEUE);
        assertThatThrownBy(() -> queue.embed(List.of(new int[1]), Purpose.QUESTION, AMPLE))
                .isInstanceOfSatisfying(
                        AppException.Exhausted.class,
                        error -> assertThat(error.code()).isEqualTo(ErrorCode.BUSY));
        Parallel.Task<Void> closing = Parallel.start(() -> {
            queue.close();
            return null;
        });
        while (queue.depth(Purpose.QUESTION) > 0) {
            Thread.sleep(1); // else the first's thread might take what waits before it is refused
        }
        first.hold().countDown();
        second.hold().countDown();
        closing.join();
    }

    @Test
    void closingRefusesWhoWaits() throws InterruptedException {
        start(1, Purpose.QUESTION, 500);
        start(1, Purpose.QUESTION, 501);
        Run first = taken();
        Run second = taken();
        Parallel.Task<List<Vector>> waiting = start(1, Purpose.CITATION, 4);
        await(Purpose.CITATION, 1);
        Parallel.Task<Void> closing = Parallel.start(() -> {
            queue.close();
            return null;
        });
        assertThatThrownBy(waiting::join).isInstanceOf(AppException.Exhausted.class);
        first.hold().countDown();
        second.hold().countDown();
        closing.join();
    }

    private Parallel.Task<List<Vector>> start(int count, Purpose purpose, int pieces) {
        return Parallel.start(() -> queue.embed(Collections.nCopies(count, new int[pieces]), purpose, AMPLE));
    }

    private Run taken() throws InterruptedException {
        Run run = runs.poll(60, TimeUnit.SECONDS);
        assertThat(run).as("a run of the network").isNotNull();
        return java.util.Objects.requireNonNull(run);
    }

    private void await(Purpose purpose, int depth) throws InterruptedException {
        while (queue.depth(purpose) < depth) {
            Thread.sleep(1);
        }
    }

    /// A network that is held until the test lets it go.
    private List<Vector> network(List<int[]> texts) {
        if (texts.getFirst()[0] == POISON) {
            throw new IllegalStateException("poison");
        }
        Run run = new Run(texts.stream().map(text -> text.length).toList(), new CountDownLatch(1));
        runs.add(run);
        try {
            assertThat(run.hold().await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
        return texts.stream()
                .map(text -> Vector.unit(new float[] {text.length}))
                .toList();
    }

    private record Run(List<Integer> texts, CountDownLatch hold) {}
}
