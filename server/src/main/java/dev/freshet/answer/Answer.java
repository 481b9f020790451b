package dev.freshet.answer;

import dev.freshet.answer.Ending.Cause;
import dev.freshet.answer.Ending.Pace;
import dev.freshet.answer.Ending.StopReason;
import dev.freshet.core.AnswerId;
import dev.freshet.core.AppException;
import dev.freshet.core.Deadline;
import dev.freshet.core.ErrorCode;
import dev.freshet.http.EventLoop;
import dev.freshet.http.EventStream;
import dev.freshet.json.Json;
import dev.freshet.model.TokenSink;
import dev.freshet.model.Usage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// An answer under way: the log that the model appends to and that clients follow with cursors.
///
/// The log and the cursors belong to one event loop, that of the client who asked; other threads post to it.
/// The thread that runs the question waits in [#awaitUpstream], then stores the answer, then calls
/// [#complete] or [#fail], which sends the last frames.
public final class Answer implements TokenSink {
    private final AnswerId id;
    private final EventLoop loop;
    private final Origin origin;
    private final Shared shared;
    private final CountDownLatch upstreamEnd = new CountDownLatch(1);
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile @Nullable StopReason stopped;
    private volatile @Nullable Ending ending;

    private final AnswerLog log = new AnswerLog();
    private final List<Cursor> cursors = new ArrayList<>(1);
    private final List<Runnable> onStopped = new ArrayList<>(0);
    private @Nullable Runnable closeUpstream;
    private @Nullable Usage usage;
    private @Nullable Cause cause;
    private long opened;
    private long firstToken;
    private int attending;
    private final AtomicInteger held = new AtomicInteger();
    private final AtomicBoolean forgotten = new AtomicBoolean();
    private int stored;
    private long storedAt = System.nanoTime();
    private long idleSince;
    private boolean begun;
    private boolean full;
    private boolean goesOn;

    Answer(AnswerId id, EventLoop loop, Origin origin, Shared shared) {
        this.id = id;
        this.loop = loop;
        this.origin = origin;
        this.shared = shared;
        this.goesOn = origin.resumable();
    }

    /// What all answers of a loop have in common.
    record Shared(AnswerSettings settings, Gatherer gatherer, LogMemory memory, RunningAnswers.Listener listener) {}

    public AnswerId id() {
        return id;
    }

    /// The request that asked.
    public Origin origin() {
        return origin;
    }

    AnswerSettings settings() {
        return shared.settings();
    }

    @Override
    public EventLoop loop() {
        return loop;
    }

    /// Lets a client follow from where its cursor stands. When the last one leaves, the answer is stopped,
    /// unless its asker can resume.
    public void follow(Cursor cursor) {
        loop.run(() -> {
            cursors.add(cursor);
            cursor.attachTo(this);
            if (begun) {
                cursor.begin();
            }
            advance(cursor);
        });
    }

    /// Counts a client that waits for the answer in one piece like one that follows it.
    ///
    /// @param client its end of the connection, which is not written to
    public void attend(EventStream client) {
        loop.run(() -> attending++);
        client.loop()
                .run(() -> client.onClosed(() -> loop.run(() -> {
                    attending--;
                    deserted();
                })));
    }

    /// The question is stored and the answer is under way: clients that can resume are told so.
    public void begun() {
        loop.run(() -> {
            begun = true;
            cursors.forEach(Cursor::begin);
        });
    }

    /// Tells clients that can resume how many are in front of them. From any thread.
    ///
    /// @param position 1 for who is next
    /// @param expected how long that will take, about
    public void queued(int position, Duration expected) {
        mark(Mark.QUEUE, "{\"position\":" + position + ",\"expected_wait_ms\":" + expected.toMillis() + "}");
    }

    /// Tells clients that can resume that a step was left out, failed or was late. From any thread.
    public void degraded(String note) {
        mark(Mark.DEGRADED, "{\"note\":" + Json.write(note) + "}");
    }

    private void mark(String event, String data) {
        loop.run(() -> {
            log.mark(event, data);
            advanceAll();
        });
    }

    /// Says a whole text without a model and ends. From any thread.
    public void say(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        loop.run(() -> {
            append(Channel.ANSWER, utf8, 0, utf8.length);
            finished(FinishReason.STOP);
        });
    }

    /// Closes the upstream and keeps what has been said. From any thread; later calls and calls after the end
    /// do nothing.
    public void stop(StopReason reason) {
        long asked = System.nanoTime();
        stopped = reason;
        loop.run(() -> {
            boolean open = closeUpstream != null;
            endUpstream(new Ending.Stopped(reason));
            if (open) {
                shared.listener().closed(Duration.ofNanos(System.nanoTime() - asked));
            }
            onStopped.forEach(Runnable::run);
            onStopped.clear();
        });
    }

    /// Has the task run, on the loop, when the answer is stopped; at once when it is. For steps that wait.
    public void onStopped(Runnable task) {
        loop.run(() -> {
            if (stopped == null) {
                onStopped.add(task);
                return;
            }
            task.run();
        });
    }

    /// Throws when the answer was stopped: called between the steps that come before the model.
    ///
    /// @throws AppException.Rejected with [ErrorCode#CANCELLED]
    public void checkStopped() {
        if (stopped != null) {
            throw new AppException.Rejected(ErrorCode.CANCELLED, "the answer was stopped");
        }
    }

    /// Waits until the model has ended, one way or another; when the deadline passes first, the upstream is
    /// closed and the answer ends as failed.
    public Ending awaitUpstream(Deadline deadline) {
        if (!await(upstreamEnd, deadline)) {
            return abandon(new AppException.Exhausted(
                    ErrorCode.DEADLINE_EXCEEDED, "the model did not finish its answer in time"));
        }
        return ending();
    }

    /// Closes the upstream when it is still open and gives what had been said: for a failure beside it.
    public Ending abandon(AppException error) {
        failed(error);
        awaitForEver(upstreamEnd);
        return ending();
    }

    private Ending ending() {
        Ending end = ending;
        if (end == null) {
            throw new IllegalStateException("an answer's end is set before its latch opens");
        }
        return end;
    }

    /// Waits until the last frames are made, and tells what they are made of; null when the deadline passes
    /// first.
    public @Nullable LastWord awaitLastWord(Deadline deadline) {
        return await(closing, deadline) ? log.lastWord() : null;
    }

    private static boolean await(CountDownLatch latch, Deadline deadline) {
        try {
            return latch.await(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException interrupt) {
            throw interrupted(interrupt);
        }
    }

    private static void awaitForEver(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupt) {
            throw interrupted(interrupt);
        }
    }

    private static AppException.Broken interrupted(InterruptedException interrupt) {
        Thread.currentThread().interrupt();
        return new AppException.Broken("interrupted while waiting for the model", interrupt);
    }

    /// Sends the last frames of a stored answer.
    public void complete(CompletedAnswer completed) {
        loop.run(() -> close(new LastWord.Completed(completed)));
    }

    /// Sends the frames of an error; nothing is sent twice.
    public void fail(AppException error) {
        loop.run(() -> close(new LastWord.Failed(error)));
    }

    @Override
    public void opened(Runnable close) {
        if (cause != null) {
            close.run();
            return;
        }
        opened = System.nanoTime();
        closeUpstream = close;
    }

    @Override
    public void append(Channel channel, byte[] utf8, int from, int to) {
        if (cause != null) {
            return;
        }
        boolean toThinking = channel == Channel.THINKING;
        int room = room(toThinking, to - from);
        int end = to - from > room ? wholeCharacters(utf8, from, from + room) : to;
        log.append(toThinking, utf8, from, end);
        if (firstToken == 0) {
            firstToken = System.nanoTime();
        }
        if (end < to) {
            full = true;
            endUpstream(new Ending.Finished(FinishReason.LENGTH));
        }
        advanceAll();
    }

    /// How many of these bytes the limits allow.
    private int room(boolean toThinking, int added) {
        int room = Math.min(added, shared.settings().bytes() - log.bytes());
        int growth = log.growth(toThinking, room);
        if (growth > 0) {
            if (!shared.memory().take(growth) && !shared.listener().madeRoom(growth)) {
                return 0;
            }
            held.addAndGet(growth);
        }
        return room;
    }

    @Override
    public void usage(Usage counted) {
        usage = counted;
    }

    @Override
    public void finished(FinishReason reason) {
        endUpstream(new Ending.Finished(reason));
    }

    @Override
    public void failed(AppException error) {
        loop.run(() -> endUpstream(new Ending.Failed(error)));
    }

    /// Sends what has gathered for too long; called by the loop's sweep.
    ///
    /// @return whether something still waits
    boolean sweep(long now) {
        boolean waiting = false;
        for (int i = cursors.size() - 1; i >= 0; i--) {
            waiting |= !cursors.get(i).advance(this, log, now);
        }
        return waiting;
    }

    /// Looks at the time, once a second or so. Who attends has the last word and needs no log.
    ///
    /// @return whether nobody needs the log any more
    boolean look(long now) {
        List.copyOf(cursors).forEach(cursor -> cursor.look(this, now));
        checkpoint(now);
        return log.lastWord() != null
                && cursors.isEmpty()
                && now - idleSince > shared.settings().following().kept().toNanos();
    }

    private void checkpoint(long now) {
        long interval = shared.settings().following().checkpoint().toNanos();
        if (interval == 0 || cause != null || log.bytes() == stored || now - storedAt < interval) {
            return;
        }
        stored = log.bytes();
        storedAt = now;
        shared.listener().grown(id, log.answerText(), log.thinkingText());
    }

    /// Gives the log's memory back, from any thread; the log itself goes with its last reader.
    void forget() {
        if (forgotten.compareAndSet(false, true)) {
            shared.memory().giveBack(held.get());
        }
    }

    boolean isClosed() {
        return log.lastWord() != null;
    }

    /// Makes the log what it was, before anybody follows.
    void restore(RunningAnswers.FinishedLog finished) {
        byte[] answer = finished.text().getBytes(StandardCharsets.UTF_8);
        byte[] thinking = finished.thinking().getBytes(StandardCharsets.UTF_8);
        log.append(true, thinking, 0, thinking.length);
        log.append(false, answer, 0, answer.length);
        log.restore(finished.marks());
        begun = true;
        idleSince = System.nanoTime();
        log.close(finished.lastWord());
        closing.countDown();
    }

    void advance(Cursor cursor) {
        if (!cursor.advance(this, log, System.nanoTime())) {
            shared.gatherer().await(this);
        }
    }

    /// A client has disconnected.
    void left(Cursor cursor) {
        if (cursors.remove(cursor)) {
            deserted();
        }
    }

    /// A client was cut off by us, which is no wish of its own.
    void dropped(Cursor cursor) {
        if (cursors.remove(cursor)) {
            goesOn = true;
            idleSince = System.nanoTime();
        }
    }

    /// A client has been sent everything.
    void served(Cursor cursor) {
        cursors.remove(cursor);
        idleSince = System.nanoTime();
    }

    private void deserted() {
        idleSince = System.nanoTime();
        if (cursors.isEmpty() && attending == 0 && !goesOn && log.lastWord() == null) {
            stop(StopReason.CLIENT_LEFT);
        }
    }

    /// From the last to the first, since one that is served leaves the list.
    private void advanceAll() {
        for (int i = cursors.size() - 1; i >= 0; i--) {
            advance(cursors.get(i));
        }
    }

    /// A provider that ends the stream by itself keeps its connection, which can serve again; our own limit
    /// has to close it.
    private void endUpstream(Cause reason) {
        if (cause != null) {
            return;
        }
        cause = reason;
        if (closeUpstream != null && (full || !(reason instanceof Ending.Finished))) {
            closeUpstream.run();
        }
        closeUpstream = null;
        Pace pace = new Pace(opened, firstToken, System.nanoTime());
        ending = new Ending(reason, log.answerText(), log.thinkingText(), usage, pace);
        upstreamEnd.countDown();
    }

    private void close(LastWord word) {
        if (log.lastWord() != null) {
            return;
        }
        endUpstream(new Ending.Stopped(StopReason.REQUESTED));
        onStopped.clear();
        log.close(word);
        idleSince = System.nanoTime();
        closing.countDown();
        advanceAll();
    }

    /// The marks that still mean something; from any thread.
    public List<Mark> marks() {
        return log.marks();
    }

    private static int wholeCharacters(byte[] utf8, int from, int to) {
        int end = to;
        while (end > from && (utf8[end] & 0xC0) == 0x80) {
            end--;
        }
        return end;
    }
}
