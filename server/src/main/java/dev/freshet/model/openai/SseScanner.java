package dev.freshet.model.openai;

import dev.freshet.core.AppException;
import dev.freshet.core.ErrorCode;
import java.util.Arrays;

/// Finds the `data:` lines in a stream of server-sent events, however the network has cut it. Lines end with LF,
/// CR LF or CR; comments and other fields are passed over. A provider's event is one line.
final class SseScanner {
    /// The longest line that is taken: an answer of the usual limit in one piece, every character escaped.
    static final int LONGEST_LINE = 2 << 20;

    private static final byte[] DATA = {'d', 'a', 't', 'a', ':'};

    private final DeltaScanner events;
    private byte[] rest = {};
    private int restLength;

    SseScanner(DeltaScanner events) {
        this.events = events;
    }

    /// Takes the next bytes.
    ///
    /// @throws AppException.Upstream when a line is too long or an event is no JSON
    void feed(byte[] bytes) {
        int from = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n' || bytes[i] == '\r') {
                line(bytes, from, i);
                from = i + 1;
            }
        }
        keep(bytes, from);
    }

    /// A last line that nothing has ended.
    void end() {
        line(rest, 0, 0);
    }

    private void line(byte[] bytes, int from, int to) {
        if (restLength == 0) {
            event(bytes, from, to);
            return;
        }
        append(bytes, from, to);
        int length = restLength;
        restLength = 0;
        event(rest, 0, length);
    }

    private void event(byte[] bytes, int from, int to) {
        if (to - from < DATA.length || !Arrays.equals(bytes, from, from + DATA.length, DATA, 0, DATA.length)) {
            return;
        }
        int start = from + DATA.length;
        while (start < to && bytes[start] == ' ') {
            start++;
        }
        if (start < to) {
            events.event(bytes, start, to);
        }
    }

    private void keep(byte[] bytes, int from) {
        if (from < bytes.length) {
            append(bytes, from, bytes.length);
        }
    }

    private void append(byte[] bytes, int from, int to) {
        int needed = restLength + to - from;
        if (needed > LONGEST_LINE) {
            throw new AppException.Upstream(ErrorCode.UPSTREAM_MALFORMED, "the model sent a line of more than 2 MiB");
        }
        if (needed > rest.length) {
            rest = Arrays.copyOf(rest, Math.max(needed, Math.min(2 * rest.length, LONGEST_LINE)));
        }
        System.arraycopy(bytes, from, rest, restLength, to - from);
        restLength = needed;
    }
}
