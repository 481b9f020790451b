package dev.freshet.answer;

/// The texts of an answer as frame writers see them. Valid on the answer's loop only.
public final class AnswerLog {
    private final TextLog answer = new TextLog();
    private final TextLog thinking = new TextLog();
    private int appends;

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
        out.escaped(answer.bytes(), from, answer.length());
    }

    /// Appends the thinking from byte `from` on as the inside of a JSON string.
    public void thinkingAsJson(FrameBuffer out, int from) {
        out.escaped(thinking.bytes(), from, thinking.length());
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

    void append(boolean toThinking, byte[] utf8, int from, int to) {
        (toThinking ? thinking : answer).append(utf8, from, to);
        appends++;
    }

    FrameWriter.Position position() {
        return new FrameWriter.Position(answer.length(), thinking.length());
    }
}
