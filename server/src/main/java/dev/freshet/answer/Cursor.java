package dev.freshet.answer;

import dev.freshet.core.AppException;
import dev.freshet.http.EventStream;

/// One client's place in an answer. When its socket takes data it gets everything new in one write; when not,
/// nothing piles up: the place simply stays where it is. Lives on the answer's loop.
public final class Cursor {
    private final EventStream stream;
    private final FrameWriter frames;
    private FrameWriter.Position sent = FrameWriter.Position.START;
    private int appendsSent;
    private long lastWrite;
    private boolean begun;

    public Cursor(EventStream stream, FrameWriter frames) {
        this.stream = stream;
        this.frames = frames;
    }

    /// Has the answer told when the client leaves and when its socket takes data again.
    void attachTo(Answer answer) {
        stream.onClosed(() -> answer.detach(this));
        stream.onWritable(() -> answer.advance(this));
    }

    /// Sends what is due; false when something is left that waits for more to gather.
    boolean advance(AnswerLog log, AnswerSettings settings, long now) {
        if (log.appends() == appendsSent || !stream.writable()) {
            return true;
        }
        if (begun && frames.gathers() && gathering(log, settings, now)) {
            return false;
        }
        FrameBuffer out = new FrameBuffer();
        frames.running(out, log, sent);
        write(out);
        begun = true;
        sent = log.position();
        appendsSent = log.appends();
        lastWrite = now;
        return true;
    }

    void finish(AnswerLog log, CompletedAnswer completed) {
        FrameBuffer out = new FrameBuffer();
        frames.finished(out, log, sent, completed);
        write(out);
        stream.end();
    }

    void fail(AnswerLog log, AppException error) {
        FrameBuffer out = new FrameBuffer();
        frames.failed(out, log, sent, error);
        write(out);
        stream.end();
    }

    private boolean gathering(AnswerLog log, AnswerSettings settings, long now) {
        return log.appends() - appendsSent < settings.gatherTokens()
                && now - lastWrite < settings.gatherTime().toNanos();
    }

    private void write(FrameBuffer out) {
        if (out.length() > 0) {
            stream.write(out.bytes(), 0, out.length());
        }
    }
}
