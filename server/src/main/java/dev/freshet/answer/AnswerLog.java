package dev.freshet.answer;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The texts and marks of an answer as frame writers see them. Valid on the answer's loop only.
public final class AnswerLog {
    private final TextLog answer = new TextLog();
    private final TextLog thinking = new TextLog();

    /// Replaced as a whole, since the thread that stores the answer reads it.
    private volatile List<Mark> marks = List.of();

    private int lastMark;
    private int appends;
    private @Nullable LastWord lastWord;

    AnswerLog() {}

    /// Bytes of the answer so far.
    public int answerLength() {
        return answer.length();
    }

    /// Bytes of the thinking so far.
    public int thinkingLength() {
        return thinking.length();
    }

    /// Appends the answer from byte `from` on as the inside of a JSON string.
    public void answerAsJson(FrameBuffer out, int from) {
        answer.asJson(out, from);
    }

    /// Appends the thinking from byte `from` on as the inside of a JSON string.
    public void thinkingAsJson(FrameBuffer out, int from) {
        thinking.asJson(out, from);
    }

    /// The answer so far.
    public String answerText() {
        return answer.text();
    }

    /// The thinking so far.
    public String thinkingText() {
        return thinking.text();
    }

    /// How often something was appended: about the number of the model's tokens.
    int appends() {
        return appends;
    }

    int bytes() {
        return answer.length() + thinking.length();
    }

    /// Memory that an append of so many bytes would take besides what is held.
    int growth(boolean toThinking, int added) {
        return (toThinking ? thinking : answer).growth(added);
    }

    void append(boolean toThinking, byte[] utf8, int from, int to) {
        (toThinking ? thinking : answer).append(utf8, from, to);
        appends++;
    }

    /// Adds a mark. A place in the queue is worth nothing once there is a newer one, so it replaces the last.
    void mark(String event, String data) {
        List<Mark> next = new ArrayList<>(marks);
        if (event.equals(Mark.QUEUE)) {
            next.removeIf(mark -> mark.event().equals(Mark.QUEUE));
        }
        next.add(new Mark(++lastMark, event, data));
        marks = List.copyOf(next);
    }

    /// Takes marks over as they were.
    void restore(List<Mark> stored) {
        marks = List.copyOf(stored);
        stored.forEach(mark -> lastMark = Math.max(lastMark, mark.number()));
    }

    /// All marks that still mean something, in order; safe on any thread.
    List<Mark> marks() {
        return marks;
    }

    int lastMark() {
        return lastMark;
    }

    /// What the last frames are made of; null while the answer is under way.
    @Nullable
    LastWord lastWord() {
        return lastWord;
    }

    void close(LastWord word) {
        lastWord = word;
    }

    /// Whether there is text beyond what a client was sent.
    public boolean hasMoreThan(FrameWriter.Position sent) {
        return answer.length() > sent.answer() || thinking.length() > sent.thinking();
    }

    /// Where a client stands that was sent everything, coming from another position. It is inside of the
    /// thinking when that was all it was sent.
    public FrameWriter.Position end(FrameWriter.Position from) {
        boolean inThinking = answer.length() <= from.answer()
                && (thinking.length() > from.thinking() || from.stage() == FrameWriter.Stage.THINKING);
        return new FrameWriter.Position(
                Math.max(from.answer(), answer.length()),
                Math.max(from.thinking(), thinking.length()),
                from.marks(),
                inThinking ? FrameWriter.Stage.THINKING : FrameWriter.Stage.ANSWER);
    }
}
