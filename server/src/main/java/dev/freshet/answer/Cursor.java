package dev.freshet.answer;

import dev.freshet.answer.FrameWriter.Position;
import dev.freshet.answer.FrameWriter.Stage;
import dev.freshet.http.EventStream;

/// One client's place in an answer. When its socket takes data it gets everything new in one write; when not,
/// nothing piles up: the place simply stays where it is.
///
/// It lives on the answer's loop. A client whose connection has another loop is handed one write at a time,
/// and the next when it has taken that.
public final class Cursor {
    private static final String COMMENT = ":\n\n";

    private final EventStream stream;
    private final FrameWriter frames;
    private final boolean numbered;
    private Position sent;
    private int appendsSent;
    private long lastWrite = System.nanoTime();
    private boolean begun;
    private boolean away;
    private boolean ready = true;
    private boolean over;

    /// Only touched on the stream's loop.
    private long unsent;

    private long stalledSince;

    /// A client that gets the wire's own frames from the start.
    public Cursor(EventStream stream, FrameWriter frames) {
        this(stream, frames, false, Position.START);
    }

    private Cursor(EventStream stream, FrameWriter frames, boolean numbered, Position from) {
        this.stream = stream;
        this.frames = frames;
        this.numbered = numbered;
        this.sent = from;
    }

    /// A client that can resume: its frames carry ids, and marks are events.
    ///
    /// @param from what it has been sent already
    public static Cursor resumable(EventStream stream, FrameWriter frames, Position from) {
        return new Cursor(stream, frames, true, from);
    }

    /// Has the answer told when the client leaves and when its socket takes data again.
    void attachTo(Answer answer) {
        away = !stream.loop().equals(answer.loop());
        onStream(() -> {
            stream.onClosed(() -> answer.loop().run(() -> answer.left(this)));
            stream.onWritable(() -> answer.loop().run(() -> {
                ready = true;
                answer.advance(this);
            }));
        });
    }

    /// Sends the head to a client that can resume, so that it learns the answer's id before the first token.
    void begin() {
        if (numbered) {
            onStream(stream::open);
        }
    }

    /// Sends what is due; false when something is left that waits for more to gather.
    boolean advance(Answer answer, AnswerLog log, long now) {
        if (over || !ready()) {
            return true;
        }
        LastWord word = log.lastWord();
        if (word != null) {
            finish(answer, log, word);
            return true;
        }
        boolean marked = numbered && log.lastMark() > sent.marks();
        boolean more = log.hasMoreThan(sent);
        boolean waits = more && begun && frames.gathers() && gathering(log, answer.settings(), now);
        if (marked || (more && !waits)) {
            send(answer, running(log, marked, more && !waits, now), false);
        }
        return !waits;
    }

    private FrameBuffer running(AnswerLog log, boolean marked, boolean more, long now) {
        FrameBuffer out = new FrameBuffer(numbered);
        if (marked) {
            marks(out, log);
        }
        if (more) {
            frames.running(out, log, sent);
            sent = log.end(sent);
            begun = true;
            appendsSent = log.appends();
        }
        lastWrite = now;
        return out;
    }

    private void finish(Answer answer, AnswerLog log, LastWord word) {
        over = true;
        FrameBuffer out = new FrameBuffer(numbered);
        if (sent.stage() != Stage.END) {
            if (numbered && sent.stage() != Stage.FINAL) {
                marks(out, log);
            }
            switch (word) {
                case LastWord.Completed completed -> frames.finished(out, log, sent, completed.answer());
                case LastWord.Failed failed -> frames.failed(out, log, sent, failed.error());
            }
        }
        send(answer, out, true);
        answer.served(this);
    }

    private void marks(FrameBuffer out, AnswerLog log) {
        for (Mark mark : log.marks()) {
            if (mark.number() > sent.marks()) {
                sent = sent.markedTo(mark.number());
                out.at(sent).add("event:" + mark.event() + "\ndata:" + mark.data() + "\n\n");
            }
        }
        sent = sent.markedTo(Math.max(sent.marks(), log.lastMark()));
    }

    private boolean gathering(AnswerLog log, AnswerSettings settings, long now) {
        return log.appends() - appendsSent < settings.gatherTokens()
                && now - lastWrite < settings.gatherTime().toNanos();
    }

    /// Looks at the time: a silent stream gets a comment, a reader that takes nothing is cut off.
    void look(Answer answer, long now) {
        AnswerSettings.Following following = answer.settings().following();
        long beat = (numbered ? following.heartbeat() : following.plainHeartbeat()).toNanos();
        if (beat > 0 && now - lastWrite >= beat && !over && ready()) {
            lastWrite = now;
            send(answer, new FrameBuffer().add(COMMENT), false);
        }
        long patience = following.patience().toNanos();
        onStream(() -> {
            if (stalled(now, patience)) {
                stream.drop();
                answer.loop().run(() -> answer.dropped(this));
            }
        });
    }

    private boolean stalled(long now, long patience) {
        long waiting = stream.writable() ? 0 : stream.unsent();
        boolean moves = waiting == 0 || waiting != unsent;
        unsent = waiting;
        if (moves) {
            stalledSince = now;
        }
        return !moves && now - stalledSince > patience;
    }

    private boolean ready() {
        return away ? ready : stream.writable();
    }

    private void send(Answer answer, FrameBuffer out, boolean last) {
        if (!away) {
            write(out, last);
            return;
        }
        ready = false;
        onStream(() -> {
            write(out, last);
            if (stream.writable()) {
                answer.loop().run(() -> {
                    ready = true;
                    answer.advance(this);
                });
            }
        });
    }

    private void write(FrameBuffer out, boolean last) {
        if (out.length() > 0) {
            stream.write(out.bytes(), 0, out.length());
        }
        if (last) {
            stream.end();
        }
    }

    private void onStream(Runnable task) {
        stream.loop().run(task);
    }
}
