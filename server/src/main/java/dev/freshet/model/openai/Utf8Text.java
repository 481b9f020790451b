package dev.freshet.model.openai;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// The text of JSON strings as UTF-8, in a buffer that is used again. A surrogate pair whose halves come in two
/// strings is put together in the second; a half without its other half becomes U+FFFD.
final class Utf8Text {
    private static final int REPLACEMENT = 0xFFFD;

    private byte[] bytes = new byte[256];
    private int length;
    private int highSurrogate;

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    /// Takes the characters between the quotes.
    void set(JsonCursor json, byte[] source, int from, int to) {
        length = 0;
        boolean plain = true;
        for (int i = from; i < to; i++) {
            byte next = source[i];
            plain = plain && next >= 0;
            if (next == '\\') {
                i = escape(json, source, i + 1, to);
            } else {
                dropHalf();
                put(next);
            }
        }
        if (!plain) {
            repair();
        }
    }

    /// Decodes the escape whose letter stands at `at` and returns where its last character stands.
    private int escape(JsonCursor json, byte[] source, int at, int to) {
        if (source[at] == 'u') {
            if (at + 4 >= to) {
                throw json.malformed();
            }
            unit(hex(json, source, at + 1));
            return at + 4;
        }
        dropHalf();
        put(
                switch (source[at]) {
                    case 'n' -> (byte) '\n';
                    case 't' -> (byte) '\t';
                    case 'r' -> (byte) '\r';
                    case 'b' -> (byte) '\b';
                    case 'f' -> (byte) '\f';
                    case '"', '\\', '/' -> source[at];
                    default -> throw json.malformed();
                });
        return at;
    }

    private static int hex(JsonCursor json, byte[] source, int from) {
        int value = 0;
        for (int i = from; i < from + 4; i++) {
            int digit = Character.digit(source[i], 16);
            if (digit < 0) {
                throw json.malformed();
            }
            value = value * 16 + digit;
        }
        return value;
    }

    private void unit(int unit) {
        if (Character.isHighSurrogate((char) unit)) {
            dropHalf();
            highSurrogate = unit;
        } else if (Character.isLowSurrogate((char) unit)) {
            int high = highSurrogate;
            highSurrogate = 0;
            character(high == 0 ? REPLACEMENT : Character.toCodePoint((char) high, (char) unit));
        } else {
            dropHalf();
            character(unit);
        }
    }

    private void dropHalf() {
        if (highSurrogate != 0) {
            highSurrogate = 0;
            character(REPLACEMENT);
        }
    }

    private void character(int character) {
        if (character < 0x80) {
            put((byte) character);
            return;
        }
        for (byte one : Character.toString(character).getBytes(StandardCharsets.UTF_8)) {
            put(one);
        }
    }

    private void put(byte one) {
        if (length == bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * length);
        }
        bytes[length++] = one;
    }

    /// Bytes that are no UTF-8 must not reach clients.
    private void repair() {
        String text = new String(bytes, 0, length, StandardCharsets.UTF_8);
        if (text.indexOf(REPLACEMENT) >= 0) {
            bytes = text.getBytes(StandardCharsets.UTF_8);
            length = bytes.length;
            bytes = Arrays.copyOf(bytes, Math.max(256, length));
        }
    }
}
