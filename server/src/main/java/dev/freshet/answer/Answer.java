package dev.freshet.answer;

import dev.freshet.answer.Ending.Cause;
import dev.freshet.answer.Ending.StopReason;
import dev.freshet.core.AnswerId;
import dev.freshet.core.AppException;
import dev.freshet.core.Deadline;
import dev.freshet.core.ErrorCode;
import dev.freshet.http.EventLoop;
import dev.freshet.model.TokenSink;
import dev.freshet.model.Usage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// An answer under way: the log that the model appends to and that clients follow with cursors.
///
/// The log and the cursors belong to one event loop, that of the client who asked; other threads post to it.
/// The thread that runs the question waits in [#awaitUpstream], then stores the answer, then calls
/// [#complete] or [#fail], which sends the last frames.
public final class Answer implements TokenSink {
    private final AnswerId id;
    private final EventLoop loop;
    private final AnswerSettings settings;
    private final Gatherer gatherer;
    private final CountDownLatch upstreamEnd = new CountDownLatch(1);
    private volatile @Nullable StopReason stopped;
    private volatile @Nullable Ending ending;

    private final AnswerLog log = new AnswerLog();
    private final List<Cursor> cursors = new ArrayList<>(1);
    private @Nullable Runnable closeUpstream;
    private @Nullable Usage usage;
    private @Nullable Cause cause;
    private boolean full;
    private boolean closed;

    Answer(AnswerId id, EventLoop loop, AnswerSettings settings, Gatherer gatherer) {
        this.id = id;
        this.loop = loop;
        this.settings = settings;
        this.gatherer = gatherer;
    }

    public AnswerId id() {
        return id;
    }

    @Override
    public EventLoop loop() {
        return loop;
    }

    /// Lets a client follow from the start. A client that leaves stops the answer when nobody else follows
    /// it.
    public void follow(Cursor cursor) {
        loop.run(() -> {
            cursors.add(cursor);
            cursor.attachTo(this);
            advance(cursor);
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
        stopped = reason;
        loop.run(() -> endUpstream(new Ending.Stopped(reason)));
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
        try {
            if (!upstreamEnd.await(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS)) {
                failed(new AppException.Exhausted(
                        ErrorCode.DEADLINE_EXCEEDED, "the model did not finish its answer in time"));
                upstreamEnd.await();
            }
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
            throw new AppException.Broken("interrupted while waiting for the model", interrupt);
        }
        Ending end = ending;
        if (end == null) {
            throw new IllegalStateException("an answer's end is set before its latch opens");
        }
        return end;
    }

    /// Sends the last frames of a stored answer.
    public void complete(CompletedAnswer completed) {
        loop.run(() -> close(cursor -> cursor.finish(log, completed)));
    }

    /// Sends the frames of an error; nothing is sent twice.
    public void fail(AppException error) {
        loop.run(() -> close(cursor -> cursor.fail(log, error)));
    }

    @Override
    public void opened(Runnable close) {
        if (cause != null) {
            close.run();
            return;
        }
        closeUpstream = close;
    }

    @Override
    public void append(Channel channel, byte[] utf8, int from, int to) {
        if (cause != null) {
            return;
        }
        int room = settings.bytes() - log.bytes();
        if (to - from > room) {
            log.append(channel == Channel.THINKING, utf8, from, wholeCharacters(utf8, from, from + room));
            full = true;
            endUpstream(new Ending.Finished(FinishReason.LENGTH));
            return;
        }
        log.append(channel == Channel.THINKING, utf8, from, to);
        advanceAll();
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
        for (int i = 0; i < cursors.size(); i++) {
            waiting |= !cursors.get(i).advance(log, settings, now);
        }
        return waiting && !closed;
    }

    void advance(Cursor cursor) {
        if (!closed && !cursor.advance(log, settings, System.nanoTime())) {
            gatherer.await(this);
        }
    }

    void detach(Cursor cursor) {
        cursors.remove(cursor);
        if (cursors.isEmpty() && !closed) {
            stop(StopReason.CLIENT_LEFT);
        }
    }

    private void advanceAll() {
        for (int i = 0; i < cursors.size(); i++) {
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
        ending = new Ending(reason, log.answerText(), log.thinkingText(), usage);
        upstreamEnd.countDown();
    }

    private void close(Consumer<Cursor> lastWords) {
        if (closed) {
            return;
        }
        closed = true;
        endUpstream(new Ending.Stopped(StopReason.REQUESTED));
        List.copyOf(cursors).forEach(lastWords);
        cursors.clear();
    }

    private static int wholeCharacters(byte[] utf8, int from, int to) {
        int end = to;
        while (end > from && (utf8[end] & 0xC0) == 0x80) {
            end--;
        }
        return end;
    }
}
