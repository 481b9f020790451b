package dev.freshet.answer.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.answer.admission.Admission.Reservation;
import dev.freshet.answer.admission.AdmissionSettings.Adaptive;
import dev.freshet.answer.admission.AdmissionSettings.Limits;
import dev.freshet.core.AppException;
import dev.freshet.core.Deadline;
import dev.freshet.core.ErrorCode;
import dev.freshet.core.Parallel;
import dev.freshet.core.TenantId;
import dev.freshet.observe.Metrics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AdmissionTest {
    private static final Asker CROWD = new Asker(new TenantId("crowd"), "");
    private static final Asker OTHER = new Asker(new TenantId("other"), "");
    private static final Deadline AMPLE = Deadline.in(Duration.ofMinutes(5));
    private static final Adaptive FIXED = new Adaptive(false, Duration.ofSeconds(5));

    private final Metrics metrics = new Metrics();
    private final AtomicLong nanos = new AtomicLong();

    @AfterEach
    void close() {
        metrics.close();
    }

    @Test
    void answersAnotherTenantWhileOneHasAThousandQuestions() throws InterruptedException {
        Admission admission = admission(new Limits(10, 0, 0), new Limits(2_000, 1_000, 0), FIXED);
        CountDownLatch model = new CountDownLatch(1);
        List<Parallel.Task<Boolean>> crowd = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            crowd.add(Parallel.start(() -> ask(admission, CROWD, model)));
        }
        await(() -> admission.running().waiting() == 991);

        assertThat(ask(admission, OTHER, new CountDownLatch(0))).isTrue();

        assertThat(admission.running().taken()).isEqualTo(9);
        model.countDown();
        assertThat(crowd).allMatch(Parallel.Task::join);
        assertThat(admission.taken()).isZero();
        assertThat(admission.running().taken()).isZero();
    }

    @Test
    void refusesWhatIsTooMuchBeforeAnythingElseHappens() {
        Admission admission = admission(new Limits(10, 0, 0), new Limits(10, 2, 0), FIXED);
        List<Reservation> places = new ArrayList<>();
        for (int i = 0; i < 11; i++) {
            places.add(admission.reserve(CROWD, "m", AMPLE));
        }
        assertThatThrownBy(() -> admission.reserve(CROWD, "m", AMPLE))
                .isInstanceOfSatisfying(AppException.Exhausted.class, full -> {
                    assertThat(full.code()).isEqualTo(ErrorCode.BUSY);
                    assertThat(full.retryAfter()).isEqualTo(Duration.ofSeconds(1));
                });
        assertThat(metrics.text()).contains("freshet_admission_refused_total{limit=\"tenant\"} 1.0");

        places.add(admission.reserve(OTHER, "m", AMPLE));
        places.forEach(Reservation::close);
        places.forEach(Reservation::close);
        assertThat(admission.taken()).isZero();
    }

    @Test
    void keepsTheLastPlacesForTenantsThatHaveNone() {
        Admission admission = admission(new Limits(10, 0, 0), new Limits(10, 100, 0), FIXED);
        for (int i = 0; i < 18; i++) {
            admission.reserve(CROWD, "m", AMPLE);
        }
        assertThatThrownBy(() -> admission.reserve(CROWD, "m", AMPLE)).hasMessageContaining("the server");
        admission.reserve(OTHER, "m", AMPLE);
        assertThatThrownBy(() -> admission.reserve(OTHER, "m", AMPLE)).hasMessageContaining("the server");
    }

    @Test
    void advisesToComeAgainWhenTheQueueIsLikelyToBeDone() {
        Admission admission = admission(new Limits(2, 0, 0), new Limits(1, 100, 0), FIXED);
        try (Reservation runs = admission.reserve(CROWD, "m", AMPLE);
                Reservation alsoRuns = admission.reserve(OTHER, "m", AMPLE)) {
            runs.awaitPermit(place -> {});
            alsoRuns.awaitPermit(place -> {});
            nanos.addAndGet(Duration.ofSeconds(205).toNanos());
            runs.release(Observed.NOTHING);
            runs.awaitPermit(place -> {});
            assertThatThrownBy(() -> admission.reserve(CROWD, "m", AMPLE))
                    .isInstanceOfSatisfying(
                            AppException.Exhausted.class,
                            full -> assertThat(full.retryAfter()).isEqualTo(Duration.ofMillis(12_500)));
        }
    }

    @Test
    void givesUpThePlaceInTheLineOfWhoIsStopped() throws InterruptedException {
        Admission admission = admission(new Limits(2, 0, 0), new Limits(10, 10, 0), FIXED);
        BlockingQueue<QueuePlace> told = new LinkedBlockingQueue<>();
        Reservation runs = admission.reserve(CROWD, "m", AMPLE);
        runs.awaitPermit(told::add);
        Deadline.Cancellation stop = new Deadline.Cancellation();
        Reservation waits = admission.reserve(CROWD, "m", AMPLE.until(stop));
        Parallel.Task<Boolean> waiting = Parallel.start(() -> {
            waits.awaitPermit(told::add);
            return true;
        });
        assertThat(told.poll(1, TimeUnit.MINUTES)).isEqualTo(new QueuePlace(1, Duration.ofMillis(2_500)));
        assertThat(told).isEmpty();

        stop.cancel();

        assertThatThrownBy(waiting::join)
                .isInstanceOfSatisfying(
                        AppException.Rejected.class,
                        error -> assertThat(error.code()).isEqualTo(ErrorCode.CANCELLED));
        assertThat(admission.running().waiting()).isZero();
        assertThatThrownBy(() -> waits.compute(() -> "never")).hasMessage("the answer was stopped");
        assertThat(admission.running().taken()).isEqualTo(1);
        assertThat(admission.processing().taken()).isZero();
    }

    @Test
    void leavesTheLineForAProcessorWhenAWaitOutsideItEndsAfterTheStop() {
        Admission admission = admission(new Limits(2, 0, 0), new Limits(10, 10, 0), FIXED);
        Deadline.Cancellation stop = new Deadline.Cancellation();
        Reservation asks = admission.reserve(CROWD, "m", AMPLE.until(stop));
        assertThatThrownBy(() -> asks.processing()
                        .compute(place -> place.outside(() -> {
                            assertThat(admission.processing().taken()).isZero();
                            stop.cancel();
                            return "never";
                        })))
                .hasMessage("the answer was stopped");
        assertThat(admission.processing().taken()).isZero();
        assertThat(admission.processing().waiting()).isZero();
    }

    @Test
    void keepsThePermitOfWhoIsStoppedUntilTheUpstreamHasEnded() {
        Admission admission = admission(new Limits(2, 0, 0), new Limits(10, 10, 0), FIXED);
        Deadline.Cancellation stop = new Deadline.Cancellation();
        Reservation runs = admission.reserve(CROWD, "m", AMPLE.until(stop));
        runs.awaitPermit(place -> {});
        stop.cancel();
        assertThat(admission.running().taken()).isEqualTo(1);
        runs.release(Observed.NOTHING);
        assertThat(admission.running().taken()).isZero();
        assertThat(admission.taken()).isEqualTo(1);
        runs.close();
        assertThat(admission.taken()).isZero();
    }

    @Test
    void waitsNoLongerThanItsDeadline() {
        Admission admission = admission(new Limits(2, 0, 0), new Limits(10, 10, 0), FIXED);
        admission.reserve(CROWD, "m", AMPLE).awaitPermit(place -> {});
        Reservation late = admission.reserve(CROWD, "m", Deadline.in(Duration.ZERO));
        assertThatThrownBy(() -> late.awaitPermit(place -> {}))
                .isInstanceOfSatisfying(
                        AppException.Exhausted.class,
                        error -> assertThat(error.code()).isEqualTo(ErrorCode.DEADLINE_EXCEEDED));
        assertThat(admission.running().waiting()).isZero();
    }

    @Test
    void doesNoMoreWorkAtOnceThanThereArePlacesForProcessing() {
        Admission admission = new Admission(
                new AdmissionSettings(3, new Limits(100, 0, 0), new Limits(100, 100, 0), FIXED), metrics, nanos::get);
        AtomicInteger busy = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        List<Parallel.Task<Boolean>> all = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            Asker asker = new Asker(new TenantId("t" + i % 5), "");
            all.add(Parallel.start(() -> admission.reserve(asker, "m", AMPLE).compute(() -> {
                most.accumulateAndGet(busy.incrementAndGet(), Math::max);
                Thread.yield();
                return busy.decrementAndGet() >= 0;
            })));
        }
        assertThat(all).allMatch(Parallel.Task::join);
        assertThat(most).hasValueBetween(1, 3);
        assertThat(admission.processing().taken()).isZero();
    }

    @Test
    void limitsAModelWithoutHoldingUpTheOthers() {
        Admission admission = admission(new Limits(100, 0, 1), new Limits(10, 10, 1), FIXED);
        Reservation slow = admission.reserve(CROWD, "slow", AMPLE);
        slow.awaitPermit(place -> {});
        Reservation waits = admission.reserve(CROWD, "slow", AMPLE);
        Parallel.Task<Boolean> waiting = Parallel.start(() -> {
            waits.awaitPermit(place -> {});
            return true;
        });
        await(() -> admission.waitingForModels() == 1);
        assertThatThrownBy(() -> admission.reserve(CROWD, "slow", AMPLE)).hasMessageContaining("this model");

        admission.reserve(CROWD, "fast", AMPLE).awaitPermit(place -> {});

        assertThat(admission.running().taken()).isEqualTo(2);
        slow.release(Observed.NOTHING);
        assertThat(waiting.join()).isTrue();
    }

    @Test
    void lowersAndRaisesTheLimitOfAModelByWhatItDoes() {
        Admission admission =
                admission(new Limits(100, 0, 0), new Limits(10, 10, 0), new Adaptive(true, Duration.ofSeconds(2)));
        Reservation first = admission.reserve(CROWD, "m", AMPLE);
        first.awaitPermit(place -> {});
        assertThat(admission.lowestModelLimit()).isEqualTo(16);

        first.release(new Observed(true, Duration.ZERO));
        assertThat(admission.lowestModelLimit()).isEqualTo(11);
        first.release(new Observed(true, Duration.ZERO));
        assertThat(admission.lowestModelLimit())
                .as("signs that come together are one")
                .isEqualTo(11);

        nanos.addAndGet(Duration.ofSeconds(2).toNanos());
        first.release(new Observed(false, Duration.ofSeconds(3)));
        assertThat(admission.lowestModelLimit()).as("a late first token").isEqualTo(7);

        first.release(new Observed(false, Duration.ofMillis(100)));
        assertThat(admission.lowestModelLimit()).as("a limit that is not used").isEqualTo(7);

        List<Reservation> busy = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            Reservation place = admission.reserve(CROWD, "m", AMPLE);
            place.awaitPermit(standing -> {});
            busy.add(place);
        }
        for (int i = 0; i < 8; i++) {
            first.release(new Observed(false, Duration.ofMillis(100)));
        }
        assertThat(admission.lowestModelLimit()).isEqualTo(8);
        busy.forEach(Reservation::close);
    }

    private static boolean ask(Admission admission, Asker asker, CountDownLatch model) throws InterruptedException {
        try (Reservation place = admission.reserve(asker, "m", AMPLE)) {
            place.awaitPermit(standing -> {});
            model.await();
            place.release(Observed.NOTHING);
            return true;
        }
    }

    private Admission admission(Limits running, Limits waiting, Adaptive adaptive) {
        return new Admission(new AdmissionSettings(0, running, waiting, adaptive), metrics, nanos::get);
    }

    private static void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            Thread.onSpinWait();
        }
    }
}
