package dev.freshet.api.ragflow.chat;

import dev.freshet.answer.AnswerLog;
import dev.freshet.answer.CompletedAnswer;
import dev.freshet.answer.FrameBuffer;
import dev.freshet.answer.FrameWriter;
import dev.freshet.core.AppException;

/// Frames that carry the whole answer so far, thinking in front of it between `<think>` and `</think>`.
final class CumulativeFrames implements FrameWriter {
    private final Frames frames;

    CumulativeFrames(Frames frames) {
        this.frames = frames;
    }

    @Override
    public boolean gathers() {
        return true;
    }

    @Override
    public void running(FrameBuffer out, AnswerLog log, Position since) {
        frames.begin(out.at(log.end(since))).add("{\"answer\":\"");
        if (log.thinkingLength() > 0) {
            out.add("<think>");
            log.thinkingAsJson(out, 0);
            out.add("</think>");
        }
        log.answerAsJson(out, 0);
        frames.beside(out.add("\""));
        if (frames.plain()) {
            out.add(",\"prompt\":\"\",\"created_at\":").add(Double.toString(System.currentTimeMillis() / 1000.0));
        }
        frames.ids(out).add("}");
        Frames.end(out);
    }

    @Override
    public void finished(FrameBuffer out, AnswerLog log, Position since, CompletedAnswer completed) {
        boolean unchanged = completed.text().equals(log.answerText());
        if (frames.plain() && unchanged) {
            if (log.hasMoreThan(since)) {
                running(out, log, since);
            }
        } else if (since.stage() != Stage.FINAL) {
            frames.begin(out.at(Position.START.at(Stage.FINAL)))
                    .add("{\"answer\":")
                    .quoted(whole(completed));
            frames.summary(out, completed);
            frames.ids(out).add("}");
            Frames.end(out);
        }
        frames.terminator(out);
    }

    @Override
    public void failed(FrameBuffer out, AnswerLog log, Position since, AppException error) {
        if (since.stage() != Stage.FINAL && log.hasMoreThan(since)) {
            running(out, log, since);
        }
        frames.error(out, since, error);
    }

    @Override
    public String form() {
        return frames.form();
    }

    @Override
    public FrameWriter again(String form) {
        return new CumulativeFrames(Frames.of(form));
    }

    /// The answer with its thinking in front.
    static String whole(CompletedAnswer completed) {
        return completed.thinking().isEmpty()
                ? completed.text()
                : "<think>" + completed.thinking() + "</think>" + completed.text();
    }
}
