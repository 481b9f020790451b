package dev.freshet.model.openai;

import dev.freshet.model.TokenSink;
import dev.freshet.model.TokenSink.Channel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Sends what a model writes between `<think>` and `</think>` at the beginning of its answer to the thinking
/// channel, however the marks are cut into deltas. The same words later in an answer are the answer's.
final class ThinkFilter {
    private static final byte[] OPEN = "<think>".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CLOSE = "</think>".getBytes(StandardCharsets.US_ASCII);

    private final TokenSink sink;
    private State state = State.BEFORE;

    /// Bytes that may turn out to be the beginning of a mark.
    private byte[] held = {};

    private enum State {
        BEFORE,
        THINKING,
        AFTER_THINKING,
        ANSWER
    }

    ThinkFilter(TokenSink sink) {
        this.sink = sink;
    }

    void accept(byte[] bytes, int length) {
        if (state == State.ANSWER) {
            send(Channel.ANSWER, bytes, 0, length);
            return;
        }
        byte[] text = Arrays.copyOf(held, held.length + length);
        System.arraycopy(bytes, 0, text, held.length, length);
        held = new byte[0];
        if (length > 0) {
            step(text, 0);
        }
    }

    private void step(byte[] text, int from) {
        switch (state) {
            case BEFORE -> begin(text);
            case THINKING -> think(text, from);
            case AFTER_THINKING -> skipBlanks(text, from);
            case ANSWER -> send(Channel.ANSWER, text, from, text.length);
        }
    }

    private void begin(byte[] text) {
        int start = firstVisible(text, 0);
        int same = Arrays.mismatch(text, start, text.length, OPEN, 0, OPEN.length);
        if (same == -1 || same == OPEN.length) {
            state = State.THINKING;
            step(text, start + OPEN.length);
        } else if (start + same == text.length) {
            held = text;
        } else {
            state = State.ANSWER;
            step(text, 0);
        }
    }

    private void think(byte[] text, int from) {
        for (int i = from; i < text.length; i++) {
            int same = Arrays.mismatch(text, i, text.length, CLOSE, 0, CLOSE.length);
            if (same == -1 || same == CLOSE.length) {
                send(Channel.THINKING, text, from, i);
                state = State.AFTER_THINKING;
                step(text, i + CLOSE.length);
                return;
            }
            if (i + same == text.length) {
                send(Channel.THINKING, text, from, i);
                held = Arrays.copyOfRange(text, i, text.length);
                return;
            }
        }
        send(Channel.THINKING, text, from, text.length);
    }

    /// The blank lines between the thinking and the answer belong to neither.
    private void skipBlanks(byte[] text, int from) {
        int start = firstVisible(text, from);
        if (start < text.length) {
            state = State.ANSWER;
            step(text, start);
        }
    }

    private static int firstVisible(byte[] text, int from) {
        int start = from;
        while (start < text.length && text[start] >= 0 && text[start] <= ' ') {
            start++;
        }
        return start;
    }

    /// What was held back was no mark after all.
    void end() {
        send(state == State.THINKING ? Channel.THINKING : Channel.ANSWER, held, 0, held.length);
        held = new byte[0];
    }

    private void send(Channel channel, byte[] bytes, int from, int to) {
        if (from < to) {
            sink.append(channel, bytes, from, to);
        }
    }
}
