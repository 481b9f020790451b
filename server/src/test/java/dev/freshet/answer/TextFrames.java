package dev.freshet.answer;

import dev.freshet.core.AppException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Frames of bare text that remember how many bytes of the answer each of them covered.
final class TextFrames implements FrameWriter {
    /// Bytes of the answer behind each running frame.
    final List<Integer> running = new CopyOnWriteArrayList<>();

    /// The last frames that were made.
    final List<String> last = new CopyOnWriteArrayList<>();

    private final boolean gathers;

    private TextFrames(boolean gathers) {
        this.gathers = gathers;
    }

    /// Each frame has what is new.
    static TextFrames deltas() {
        return new TextFrames(false);
    }

    /// Each frame has all so far, so that they gather.
    static TextFrames cumulative() {
        return new TextFrames(true);
    }

    @Override
    public boolean gathers() {
        return gathers;
    }

    @Override
    public void running(FrameBuffer out, AnswerLog log, Position since) {
        running.add(log.answerLength());
        text(out, log, since);
    }

    private void text(FrameBuffer out, AnswerLog log, Position since) {
        out.at(log.end(since)).add("data:\"");
        log.answerAsJson(out, gathers ? 0 : since.answer());
        out.add("\"\n\n");
    }

    @Override
    public void finished(FrameBuffer out, AnswerLog log, Position since, CompletedAnswer completed) {
        end(out, log, since, "[DONE]");
    }

    @Override
    public void failed(FrameBuffer out, AnswerLog log, Position since, AppException error) {
        end(out, log, since, "[FAILED]");
    }

    private void end(FrameBuffer out, AnswerLog log, Position since, String mark) {
        if (log.hasMoreThan(since)) {
            text(out, log, since);
        }
        last.add(mark);
        out.add("data:" + mark + "\n\n");
    }
}
