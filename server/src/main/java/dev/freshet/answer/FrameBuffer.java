package dev.freshet.answer;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Bytes of frames on their way to one client: text is added as UTF-8, an answer's text as the inside of a
/// JSON string, without making a String of it.
public final class FrameBuffer {
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private final boolean numbered;
    private byte[] bytes = new byte[256];
    private int length;

    /// Frames without ids.
    public FrameBuffer() {
        this(false);
    }

    /// @param numbered whether events carry the ids that [#at] names
    FrameBuffer(boolean numbered) {
        this.numbered = numbered;
    }

    /// Begins an event behind which the client stands at that position.
    public FrameBuffer at(FrameWriter.Position position) {
        return numbered ? add("id:").add(position.text()).add("\n") : this;
    }

    /// Adds text as it stands.
    public FrameBuffer add(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return add(utf8, 0, utf8.length);
    }

    /// Adds bytes as they stand.
    public FrameBuffer add(byte[] utf8, int from, int to) {
        room(to - from);
        System.arraycopy(utf8, from, bytes, length, to - from);
        length += to - from;
        return this;
    }

    /// Adds text as a JSON string with its quotes.
    public FrameBuffer quoted(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        put('"');
        escaped(utf8, 0, utf8.length);
        put('"');
        return this;
    }

    /// How many bytes there are.
    public int length() {
        return length;
    }

    /// The bytes, of which the first [#length()] count; not a copy.
    public byte[] bytes() {
        return bytes;
    }

    /// Adds UTF-8 as the inside of a JSON string. Characters beyond ASCII stay as they are, but for the three
    /// line ends among them (U+0085, U+2028, U+2029), at which some clients would break the frame in two.
    void escaped(byte[] utf8, int from, int to) {
        int start = from;
        for (int i = from; i < to; i++) {
            byte next = utf8[i];
            if (next < 0) {
                int end = lineEnd(utf8, i, to);
                if (end > i) {
                    add(utf8, start, i).add(end - i == 2 ? "\\u0085" : "\\u202" + (char) ('8' + (utf8[i + 2] & 1)));
                    start = end;
                    i = end - 1;
                }
                continue;
            }
            if (next >= 0x20 && next != '"' && next != '\\') {
                continue;
            }
            add(utf8, start, i);
            escape(next);
            start = i + 1;
        }
        add(utf8, start, to);
    }

    /// Where the line end that begins at `at` ends; `at` itself when none begins there.
    private static int lineEnd(byte[] utf8, int at, int to) {
        if (utf8[at] == (byte) 0xC2 && at + 1 < to && utf8[at + 1] == (byte) 0x85) {
            return at + 2;
        }
        boolean separator =
                utf8[at] == (byte) 0xE2 && at + 2 < to && utf8[at + 1] == (byte) 0x80 && (utf8[at + 2] & 0xFE) == 0xA8;
        return separator ? at + 3 : at;
    }

    private void escape(byte control) {
        put('\\');
        switch (control) {
            case '"', '\\' -> put((char) control);
            case '\n' -> put('n');
            case '\r' -> put('r');
            case '\t' -> put('t');
            default -> {
                add("u00");
                put((char) HEX[(control >> 4) & 15]);
                put((char) HEX[control & 15]);
            }
        }
    }

    private void put(char ascii) {
        room(1);
        bytes[length++] = (byte) ascii;
    }

    private void room(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(length + more, bytes.length * 2));
        }
    }
}
