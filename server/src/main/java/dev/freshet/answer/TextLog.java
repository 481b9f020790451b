package dev.freshet.answer;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// UTF-8 text that only grows. Belongs to one event loop.
final class TextLog {
    private static final byte[] EMPTY = new byte[0];

    private byte[] bytes = EMPTY;
    private int length;

    void append(byte[] utf8, int from, int to) {
        int added = to - from;
        if (length + added > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(length + added, Math.max(256, bytes.length * 2)));
        }
        System.arraycopy(utf8, from, bytes, length, added);
        length += added;
    }

    int length() {
        return length;
    }

    byte[] bytes() {
        return bytes;
    }

    String text() {
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }
}
