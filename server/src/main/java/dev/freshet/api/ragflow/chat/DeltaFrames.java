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
    private boolean thinking;

    DeltaFrames(Frames frames) {
        this.frames = frames;
    }

    @Override
    public boolean gathers() {
        return false;
    }

    @Override
    public void running(FrameBuffer out, AnswerLog log, Position since) {
        if (log.thinkingLength() > since.thinking()) {
            if (!thinking) {
                mark(out, "start_to_think");
                thinking = true;
            }
            begin(out);
            log.thinkingAsJson(out, since.thinking());
            close(out);
        }
        if (log.answerLength() > since.answer()) {
            endThinking(out);
            begin(out);
            log.answerAsJson(out, since.answer());
            close(out);
        }
    }

    @Override
    public void finished(FrameBuffer out, AnswerLog log, Position since, CompletedAnswer completed) {
        running(out, log, since);
        endThinking(out);
        frames.begin(out)
                .add("{\"answer\":\"\",\"final\":true,\"final_content\":")
                .quoted(completed.text());
        frames.summary(out, completed);
        frames.ids(out.add(",\"audio_binary\":null")).add("}");
        Frames.end(out);
        frames.terminator(out);
    }

    @Override
    public void failed(FrameBuffer out, AnswerLog log, Position since, AppException error) {
        frames.error(out, error);
    }

    private void endThinking(FrameBuffer out) {
        if (thinking) {
            mark(out, "end_to_think");
            thinking = false;
        }
    }

    private void begin(FrameBuffer out) {
        frames.begin(out).add("{\"answer\":\"");
    }

    private void close(FrameBuffer out) {
        out.add("\",\"reference\":{\"chunks\":[]},\"audio_binary\":null,\"final\":false");
        frames.ids(out).add("}");
        Frames.end(out);
    }

    private void mark(FrameBuffer out, String key) {
        frames.begin(out)
                .add("{\"answer\":\"\",\"reference\":{\"chunks\":[]},\"audio_binary\":null,\"final\":false,\"");
        frames.ids(out.add(key).add("\":true")).add("}");
        Frames.end(out);
    }
}
