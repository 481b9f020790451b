package dev.freshet.answer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.answer.Clients.Client;
import dev.freshet.answer.Ending.Finished;
import dev.freshet.answer.Ending.StopReason;
import dev.freshet.answer.Ending.Stopped;
import dev.freshet.core.AppException;
import dev.freshet.core.Deadline;
import dev.freshet.core.ErrorCode;
import dev.freshet.http.EventLoop;
import dev.freshet.model.TokenSink.Channel;
import dev.freshet.model.TokenSink.FinishReason;
import dev.freshet.model.Usage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnswerTest {
    private static final Deadline PATIENT = Deadline.in(Duration.ofMinutes(5));
    private static final AppException BROKEN = new AppException.Upstream(ErrorCode.UPSTREAM_FAILED, "the model broke");
    private static final long HOUR = Duration.ofHours(1).toNanos();

    @TempDir
    Path folder;

    private Clients clients;
    private final AtomicInteger closings = new AtomicInteger();

    @BeforeEach
    void start() {
        clients = new Clients(folder);
    }

    @AfterEach
    void stop() {
        clients.close();
    }

    @Test
    void cutsAtItsByteLimitBetweenCharactersAndClosesTheUpstream() throws Exception {
        assertThat(cut("x".repeat(1020), "€€")).isEqualTo("x".repeat(1020) + "€");
        assertThat(cut("x".repeat(1023), "€")).isEqualTo("x".repeat(1023));
        assertThat(cut("x".repeat(1000), "😀".repeat(10))).isEqualTo("x".repeat(1000) + "😀".repeat(6));
        assertThat(cut("x".repeat(1024), "y")).isEqualTo("x".repeat(1024));
    }

    /// What is kept of the pieces when an answer has room for 1024 bytes.
    private String cut(String... pieces) throws Exception {
        closings.set(0);
        Answer answer = limited(1024);
        Ending ending = on(answer, () -> {
            answer.opened(closings::incrementAndGet);
            for (String piece : pieces) {
                append(answer, Channel.ANSWER, piece);
            }
            append(answer, Channel.ANSWER, "late");
            answer.finished(FinishReason.STOP);
            return answer.awaitUpstream(PATIENT);
        });
        assertThat(ending.cause()).isEqualTo(new Finished(FinishReason.LENGTH));
        assertThat(closings).hasValue(1);
        return ending.answer();
    }

    @Test
    void countsTheThinkingTowardsTheLimit() throws Exception {
        Answer answer = limited(1024);
        Ending ending = on(answer, () -> {
            answer.opened(closings::incrementAndGet);
            append(answer, Channel.THINKING, "t".repeat(1000));
            append(answer, Channel.ANSWER, "x".repeat(30));
            return answer.awaitUpstream(PATIENT);
        });
        assertThat(ending.thinking()).hasSize(1000);
        assertThat(ending.answer()).hasSize(24);
        assertThat(ending.cause()).isEqualTo(new Finished(FinishReason.LENGTH));
    }

    @Test
    void sendsTheFirstDeltaAtOnceAndThenEverySixteen() throws Exception {
        assertThat(AnswerSettings.usual().gatherTokens()).isEqualTo(16);
        try (Client client = clients.connect()) {
            TextFrames frames = TextFrames.cumulative();
            Answer answer = followed(client, frames);
            assertThat(on(answer, () -> {
                        append(answer, Channel.ANSWER, "a");
                        return List.copyOf(frames.running);
                    }))
                    .containsExactly(1);
            assertThat(on(answer, () -> {
                        "b".repeat(15).chars().forEach(letter -> append(answer, Channel.ANSWER, "b"));
                        return List.copyOf(frames.running);
                    }))
                    .containsExactly(1);
            assertThat(on(answer, () -> {
                        append(answer, Channel.ANSWER, "c");
                        return List.copyOf(frames.running);
                    }))
                    .containsExactly(1, 17);
            end(answer);
        }
    }

    @Test
    void sendsWhatHasGatheredWhenItsTimeHasPassed() throws Exception {
        assertThat(AnswerSettings.usual().gatherTime()).isEqualTo(Duration.ofMillis(100));
        try (Client client = clients.connect()) {
            TextFrames frames = TextFrames.cumulative();
            Answer answer = followed(client, frames);
            on(answer, () -> {
                append(answer, Channel.ANSWER, "a");
                append(answer, Channel.ANSWER, "b");
                long now = System.nanoTime();
                assertThat(answer.sweep(now + HOUR / 2)).isTrue();
                assertThat(frames.running).containsExactly(1);
                assertThat(answer.sweep(now + HOUR)).isFalse();
                assertThat(frames.running).containsExactly(1, 2);
                assertThat(answer.sweep(now + 3 * HOUR)).isFalse();
                assertThat(frames.running).containsExactly(1, 2);
                return 0;
            });
            end(answer);
            assertThat(client.read()).isEqualTo("aab[DONE]");
        }
    }

    @Test
    void needsNoFurtherDeltaToSendWhatHasGathered() throws Exception {
        try (Client client = clients.connect()) {
            Answer answer = new RunningAnswers(AnswerSettings.usual())
                    .open(client.stream().loop());
            answer.follow(new Cursor(client.stream(), TextFrames.cumulative()));
            on(answer, () -> {
                append(answer, Channel.ANSWER, "a");
                append(answer, Channel.ANSWER, "b");
                return 0;
            });
            StringBuilder read = new StringBuilder();
            while (!read.toString().endsWith("data:\"a\"\n\ndata:\"ab\"\n\n")) {
                read.append((char) client.socket().getInputStream().read());
            }
            end(answer);
        }
    }

    @Test
    void aFramesWriterOfDeltasWaitsForNothing() throws Exception {
        try (Client client = clients.connect()) {
            TextFrames frames = TextFrames.deltas();
            Answer answer = followed(client, frames);
            on(answer, () -> {
                append(answer, Channel.ANSWER, "a");
                append(answer, Channel.ANSWER, "bc");
                return 0;
            });
            assertThat(frames.running).containsExactly(1, 3);
            end(answer);
        }
    }

    @Test
    void closesAnUpstreamOnceThatOpensAfterTheStop() throws Exception {
        Answer answer = limited(1024);
        answer.stop(StopReason.REQUESTED);
        Ending ending = on(answer, () -> {
            answer.opened(closings::incrementAndGet);
            append(answer, Channel.ANSWER, "late");
            return answer.awaitUpstream(PATIENT);
        });
        answer.stop(StopReason.CLIENT_LEFT);
        assertThat(ending.cause()).isEqualTo(new Stopped(StopReason.REQUESTED));
        assertThat(ending.answer()).isEmpty();
        assertThat(closed(answer)).isEqualTo(1);
    }

    @Test
    void closesAnOpenUpstreamOnceAndKeepsWhatWasSaid() throws Exception {
        Answer answer = limited(1024);
        on(answer, () -> {
            answer.opened(closings::incrementAndGet);
            append(answer, Channel.ANSWER, "Half");
            return 0;
        });
        answer.stop(StopReason.CLIENT_LEFT);
        answer.stop(StopReason.REQUESTED);
        answer.failed(BROKEN);
        Ending ending = answer.awaitUpstream(PATIENT);
        assertThat(ending.cause()).isEqualTo(new Stopped(StopReason.CLIENT_LEFT));
        assertThat(ending.answer()).isEqualTo("Half");
        assertThat(closed(answer)).isEqualTo(1);
    }

    @Test
    void leavesAnUpstreamOpenThatHasEndedByItself() throws Exception {
        Answer answer = limited(1024);
        on(answer, () -> {
            answer.opened(closings::incrementAndGet);
            answer.finished(FinishReason.STOP);
            return 0;
        });
        answer.stop(StopReason.REQUESTED);
        assertThat(answer.awaitUpstream(PATIENT).cause()).isEqualTo(new Finished(FinishReason.STOP));
        assertThat(closed(answer)).isZero();
    }

    @Test
    void closesTheUpstreamWhenTheDeadlinePasses() throws Exception {
        Answer answer = limited(1024);
        on(answer, () -> {
            answer.opened(closings::incrementAndGet);
            append(answer, Channel.ANSWER, "Half");
            return 0;
        });
        Ending ending = answer.awaitUpstream(Deadline.in(Duration.ZERO));
        assertThat(ending.cause())
                .isInstanceOfSatisfying(
                        Ending.Failed.class,
                        failed -> assertThat(failed.error().code()).isEqualTo(ErrorCode.DEADLINE_EXCEEDED));
        assertThat(ending.answer()).isEqualTo("Half");
        assertThat(closed(answer)).isEqualTo(1);
    }

    @Test
    void endsOnceWhateverRaces() throws Exception {
        long seed = System.nanoTime();
        System.out.println("AnswerTest.endsOnceWhateverRaces: seed " + seed);
        Random random = new Random(seed);
        for (int round = 0; round < 60; round++) {
            race(random, "seed " + seed + ", round " + round);
        }
    }

    private void race(Random random, String which) throws Exception {
        closings.set(0);
        TextFrames frames = TextFrames.deltas();
        try (Client client = clients.connect()) {
            EventLoop loop = random.nextBoolean() ? client.stream().loop() : clients.otherLoop(client);
            Answer answer = new RunningAnswers(settings(1024)).open(loop);
            answer.follow(new Cursor(client.stream(), frames));
            List<Ending> endings = Collections.synchronizedList(new ArrayList<>());
            List<Runnable> ends = ends(answer, endings, random);
            CountDownLatch go = new CountDownLatch(1);
            List<Thread> threads = ends.stream()
                    .map(end -> Thread.ofPlatform().start(() -> {
                        await(go);
                        end.run();
                    }))
                    .toList();
            go.countDown();
            for (Thread thread : threads) {
                thread.join();
            }
            Ending ending = answer.awaitUpstream(PATIENT);
            assertThat(endings).as(which).allSatisfy(one -> assertThat(one).isSameAs(ending));
            answer.complete(completed(ending.answer()));
            answer.fail(BROKEN);
            answer.complete(completed("other"));
            String read = client.read();
            assertThat(read).as(which).matches("x*\\[(DONE|FAILED)]");
            assertThat(frames.last).as(which).hasSize(1);
            boolean byItself = ending.cause().equals(new Finished(FinishReason.STOP));
            assertThat(closed(answer)).as(which).isBetween(byItself ? 0 : 1, 1);
        }
    }

    /// All that can end an answer, and the upstream's opening, in random order.
    private List<Runnable> ends(Answer answer, List<Ending> endings, Random random) {
        List<Runnable> ends = new ArrayList<>(List.of(
                () -> answer.stop(StopReason.REQUESTED),
                () -> answer.loop().run(() -> answer.finished(FinishReason.STOP)),
                () -> answer.failed(BROKEN),
                () -> answer.loop().run(() -> append(answer, Channel.ANSWER, "x".repeat(1025))),
                () -> endings.add(answer.awaitUpstream(Deadline.in(Duration.ZERO))),
                () -> endings.add(answer.abandon(BROKEN))));
        Collections.shuffle(ends, random);
        ends = new ArrayList<>(ends.subList(0, 1 + random.nextInt(ends.size())));
        ends.add(
                random.nextInt(ends.size() + 1),
                () -> answer.loop().run(() -> answer.opened(closings::incrementAndGet)));
        if (random.nextInt(4) == 0) {
            ends.add(() -> answer.fail(BROKEN));
        }
        return ends;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    @Test
    void writesNothingForAReaderThatTakesNothingAndThenEverythingAtOnce() throws Exception {
        String block = "x".repeat(1 << 16);
        try (Client client = clients.connect()) {
            TextFrames frames = TextFrames.deltas();
            Answer answer =
                    new RunningAnswers(settings(64 << 20)).open(client.stream().loop());
            answer.follow(new Cursor(client.stream(), frames));
            int blocks = 0;
            while (takesMore(answer, client)) {
                append(answer, block);
                blocks++;
            }
            int written = frames.running.size();
            long unsent = on(answer, client.stream()::unsent);
            for (int i = 0; i < 50; i++) {
                append(answer, block);
            }
            assertThat(frames.running).hasSize(written);
            assertThat(on(answer, client.stream()::unsent)).isLessThanOrEqualTo(unsent);

            int all = (blocks + 50) * block.length();
            String taken = take(client, all);
            assertThat(frames.running).hasSize(written + 1);
            assertThat(frames.running.getLast()).isEqualTo(all);
            assertThat(taken).hasSizeGreaterThan(all);
            end(answer);
            assertThat(client.socket().getInputStream().readAllBytes())
                    .asString()
                    .endsWith("data:[DONE]\n\n");
        }
    }

    /// Whether the socket takes more, also when what is on its way has had a moment to arrive.
    private static boolean takesMore(Answer answer, Client client) throws Exception {
        if (on(answer, client.stream()::writable)) {
            return true;
        }
        LockSupport.parkNanos(100_000_000);
        return on(answer, client.stream()::writable);
    }

    /// Reads until so many letters of the text have come.
    private static String take(Client client, int letters) throws Exception {
        StringBuilder taken = new StringBuilder();
        byte[] some = new byte[1 << 16];
        int counted = -1;
        while (counted < letters) {
            int length = client.socket().getInputStream().read(some);
            String text = new String(some, 0, length, StandardCharsets.US_ASCII);
            if (counted < 0) {
                text = text.substring(text.indexOf("\r\n\r\n"));
                counted = 0;
            }
            counted += (int) text.chars().filter(letter -> letter == 'x').count();
            taken.append(text);
        }
        assertThat(counted).isEqualTo(letters);
        return taken.toString();
    }

    private static void awaitFrames(TextFrames frames, int count) {
        while (frames.running.size() < count) {
            Thread.onSpinWait();
        }
    }

    @Test
    void everyCursorGetsTheWholeTextWheneverItComes() throws Exception {
        try (Client first = clients.connect();
                Client second = clients.connect();
                Client late = clients.connect()) {
            Answer answer = followed(first, TextFrames.deltas());
            answer.follow(new Cursor(second.stream(), TextFrames.cumulative()));
            append(answer, "One ");
            append(answer, "two ");
            answer.follow(new Cursor(late.stream(), TextFrames.deltas()));
            append(answer, "three");
            end(answer);
            assertThat(first.read()).isEqualTo("One two three[DONE]");
            assertThat(second.read()).endsWith("One two three[DONE]");
            assertThat(late.read()).isEqualTo("One two three[DONE]");
        }
    }

    @Test
    void wakesACursorOnAnotherLoopOnceForAllThatHasComeMeanwhile() throws Exception {
        try (Client client = clients.connect()) {
            TextFrames frames = TextFrames.deltas();
            Answer answer = new RunningAnswers(settings(1 << 20)).open(clients.otherLoop(client));
            CountDownLatch busy = new CountDownLatch(1);
            answer.follow(new Cursor(client.stream(), frames));
            client.stream().loop().run(() -> await(busy));
            for (int i = 0; i < 100; i++) {
                append(answer, "x");
            }
            assertThat(frames.running).containsExactly(1);
            busy.countDown();
            awaitFrames(frames, 2);
            assertThat(frames.running).containsExactly(1, 100);
            end(answer);
            assertThat(client.read()).isEqualTo("x".repeat(100) + "[DONE]");
        }
    }

    private Answer followed(Client client, TextFrames frames) {
        Answer answer =
                new RunningAnswers(settings(1 << 20)).open(client.stream().loop());
        answer.follow(new Cursor(client.stream(), frames));
        return answer;
    }

    private Answer limited(int bytes) {
        return new RunningAnswers(settings(bytes)).open(clients.loop());
    }

    /// Settings under which time alone never sends anything during a test.
    private static AnswerSettings settings(int bytes) {
        return new AnswerSettings(bytes, 16, Duration.ofHours(1), AnswerSettings.Following.usual());
    }

    private int closed(Answer answer) throws Exception {
        return on(answer, closings::get);
    }

    private static <T> T on(Answer answer, Callable<T> task) throws Exception {
        return Clients.on(answer.loop(), task);
    }

    private static void append(Answer answer, Channel channel, String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        answer.append(channel, utf8, 0, utf8.length);
    }

    private static void append(Answer answer, String text) throws Exception {
        on(answer, () -> {
            append(answer, Channel.ANSWER, text);
            return 0;
        });
    }

    private static void end(Answer answer) throws Exception {
        on(answer, () -> {
            answer.finished(FinishReason.STOP);
            answer.complete(completed(""));
            return 0;
        });
    }

    private static CompletedAnswer completed(String text) {
        return new CompletedAnswer(
                text, "", References.NONE, false, "", Usage.NONE, FinishReason.STOP, 1, List.of(), false);
    }
}
