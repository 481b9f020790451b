package dev.freshet.benchmarks;

import java.nio.charset.StandardCharsets;

/// Reads one streamed answer of OpenAI's form as the bytes come: takes the chunks of HTTP/1.1 apart, finds the numbers
/// in the tokens of the scripted model and checks that none is missing, doubled or out of order.
final class StreamReader {
    private static final byte[] CONTENT = "\"content\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] DONE = "[DONE]".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] HEAD_END = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    /// Characters that are kept of what should not be there.
    private static final int BEGINNING = 200;

    private Part part = Part.HEAD;
    private int matched;
    private int chunkLeft;
    private boolean digits;

    private int content;
    private int done;
    private boolean inContent;
    private int number = -1;
    private int expected;
    private boolean ordered = true;
    private boolean complete;
    private final StringBuilder beginning = new StringBuilder(0);

    private enum Part {
        HEAD,
        LENGTH,
        BODY,
        CHUNK_END
    }

    /// Takes the next bytes.
    void feed(byte[] bytes, int length) {
        for (int i = 0; i < length; i++) {
            byte next = bytes[i];
            switch (part) {
                case HEAD -> head(next);
                case LENGTH -> chunkLength(next);
                case BODY -> {
                    body(next);
                    chunkLeft--;
                    part = chunkLeft == 0 ? Part.CHUNK_END : Part.BODY;
                }
                case CHUNK_END -> part = next == '\n' ? Part.LENGTH : Part.CHUNK_END;
            }
        }
    }

    private void head(byte next) {
        matched = next == HEAD_END[matched] ? matched + 1 : next == HEAD_END[0] ? 1 : 0;
        if (matched == HEAD_END.length) {
            part = Part.LENGTH;
        }
    }

    private void chunkLength(byte next) {
        int digit = Character.digit(next, 16);
        if (digit >= 0) {
            chunkLeft = digits ? chunkLeft * 16 + digit : digit;
            digits = true;
        } else if (next == '\n' && digits) {
            digits = false;
            part = chunkLeft > 0 ? Part.BODY : Part.CHUNK_END;
        }
    }

    private void body(byte next) {
        if (inContent) {
            text(next);
            return;
        }
        content = next == CONTENT[content] ? content + 1 : next == CONTENT[0] ? 1 : 0;
        inContent = content == CONTENT.length;
        done = next == DONE[done] ? done + 1 : next == DONE[0] ? 1 : 0;
        if (done == DONE.length) {
            complete = true;
            done = 0;
        }
    }

    private void text(byte next) {
        if (beginning.length() < BEGINNING && !ordered) {
            beginning.append((char) next);
        }
        ordered &= next != '*';
        if (next >= '0' && next <= '9') {
            number = Math.max(number, 0) * 10 + next - '0';
            return;
        }
        if (number >= 0) {
            ordered &= number == expected;
            expected++;
            number = -1;
        }
        if (next == '"') {
            inContent = false;
            content = 0;
        }
    }

    /// Tokens so far.
    int tokens() {
        return expected;
    }

    /// Whether each token followed the one before it.
    boolean ordered() {
        return ordered;
    }

    /// What came where the next token should have; the model's words hold no stars, errors do.
    String surprise() {
        return beginning.toString();
    }

    /// Whether the end mark has come.
    boolean complete() {
        return complete;
    }
}
