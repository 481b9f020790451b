package dev.freshet.answer;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// UTF-8 text that only grows. Belongs to one event loop.
final class TextLog {
    private static final byte[] EMPTY = new byte[0];
    private static final int SMALLEST = 256;

    private byte[] bytes = EMPTY;
    private int length;

    void append(byte[] utf8, int from, int to) {
        int added = to - from;
        int more = growth(added);
        if (more > 0) {
            bytes = Arrays.copyOf(bytes, bytes.length + more);
        }
        System.arraycopy(utf8, from, bytes, length, added);
        length += added;
    }

    /// How much longer the array becomes for so many bytes more.
    int growth(int added) {
        int needed = length + added;
        return needed <= bytes.length ? 0 : Math.max(needed, Math.max(SMALLEST, bytes.length * 2)) - bytes.length;
    }

    int length() {
        return length;
    }

    /// Appends the text from a byte on as the inside of a JSON string; a place inside of a character, which
    /// only a client that makes ids up can name, means the beginning of the character.
    void asJson(FrameBuffer out, int from) {
        int start = Math.min(from, length);
        while (start > 0 && start < length && (bytes[start] & 0xC0) == 0x80) {
            start--;
        }
        out.escaped(bytes, start, length);
    }

    String text() {
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }
}
