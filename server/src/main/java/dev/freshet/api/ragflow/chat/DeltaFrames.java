package dev.freshet.api.ragflow.chat;

import dev.freshet.answer.AnswerLog;
import dev.freshet.answer.CompletedAnswer;
import dev.freshet.answer.FrameBuffer;
import dev.freshet.answer.FrameWriter;
import dev.freshet.core.AppException;

/// Frames that carry what is new, with marks where thinking begins and ends and a last frame with
/// `"final":true`. The last frame also has `final_content`, the whole answer with its citations.
final class DeltaFrames implements FrameWriter {
    private final Frames frames;

    DeltaFrames(Frames frames) {
        this.frames = frames;
    }

    @Override
    public boolean gathers() {
        return false;
    }

    @Override
    public void running(FrameBuffer out, AnswerLog log, Position since) {
        Position now = since;
        if (log.thinkingLength() > now.thinking()) {
            if (now.stage() != Stage.THINKING) {
                now = mark(out, now.at(Stage.THINKING), "start_to_think");
            }
            begin(out, now.thinkingTo(log.thinkingLength()));
            log.thinkingAsJson(out, now.thinking());
            now = now.thinkingTo(log.thinkingLength());
            close(out);
        }
        if (log.answerLength() > now.answer()) {
            now = endThinking(out, now);
            begin(out, now.answerTo(log.answerLength()));
            log.answerAsJson(out, now.answer());
            close(out);
        }
    }

    @Override
    public void finished(FrameBuffer out, AnswerLog log, Position since, CompletedAnswer completed) {
        if (since.stage() != Stage.FINAL) {
            running(out, log, since);
            endThinking(out, log.end(since));
            last(out, completed);
        }
        frames.terminator(out);
    }

    private void last(FrameBuffer out, CompletedAnswer completed) {
        frames.begin(out.at(Position.START.at(Stage.FINAL)))
                .add("{\"answer\":\"\",\"final\":true,\"final_content\":")
                .quoted(completed.text());
        frames.summary(out, completed);
        if (frames.session() != null) {
            out.add(",\"audio_binary\":null");
        }
        frames.ids(out).add("}");
        Frames.end(out);
    }

    @Override
    public void failed(FrameBuffer out, AnswerLog log, Position since, AppException error) {
        if (since.stage() != Stage.FINAL) {
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
        return new DeltaFrames(Frames.of(form));
    }

    private Position endThinking(FrameBuffer out, Position now) {
        return now.stage() == Stage.THINKING ? mark(out, now.at(Stage.ANSWER), "end_to_think") : now;
    }

    private void begin(FrameBuffer out, Position behind) {
        frames.begin(out.at(behind)).add("{\"answer\":\"");
    }

    private void close(FrameBuffer out) {
        frames.beside(out.add("\"")).add(",\"final\":false");
        frames.ids(out).add("}");
        Frames.end(out);
    }

    private Position mark(FrameBuffer out, Position behind, String key) {
        frames.beside(frames.begin(out.at(behind)).add("{\"answer\":\"\"")).add(",\"final\":false,\"");
        frames.ids(out.add(key).add("\":true")).add("}");
        Frames.end(out);
        return behind;
    }
}
