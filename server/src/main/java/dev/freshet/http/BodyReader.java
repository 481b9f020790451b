package dev.freshet.http;

import dev.freshet.core.AppException;
import dev.freshet.core.ErrorCode;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A request's body as a blocking stream for the handler's virtual thread. The loop lets a window of pieces
/// come in and stops reading from the socket when nobody takes them.
final class BodyReader extends InputStream {
    /// Pieces that may wait here.
    static final int WINDOW = 16;

    private static final Arrival END = new Arrival(Kind.END, Buffer.buffer());
    private static final Arrival LOST = new Arrival(Kind.LOST, Buffer.buffer());

    private final Exchange exchange;
    private final long limit;
    private final long pauseNanos;
    private final long started = System.nanoTime();
    private final LinkedBlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();
    private byte[] piece = new byte[0];
    private int at;
    private int taken;
    private long received;
    private boolean ended;

    /// What the loop hands over.
    private record Arrival(Kind kind, Buffer bytes) {}

    private enum Kind {
        BYTES,
        END,
        LOST
    }

    /// @param limit bytes above which the body is refused
    BodyReader(Exchange exchange, long limit, long pauseNanos) {
        this.exchange = exchange;
        this.limit = limit;
        this.pauseNanos = pauseNanos;
    }

    /// Begins to read, unless the head says already that the body is too large.
    void start(long announced) {
        if (announced > limit) {
            throw tooLarge();
        }
        exchange.loop().run(() -> exchange.read(this));
    }

    /// On the loop: a piece has come.
    void piece(Buffer buffer) {
        if (buffer.length() > 0) {
            arrivals.add(new Arrival(Kind.BYTES, buffer));
        }
    }

    /// On the loop: the body is complete.
    void end() {
        arrivals.add(END);
    }

    /// On the loop: the client is gone.
    void lost() {
        arrivals.add(LOST);
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        if (length == 0) {
            return 0;
        }
        if (at == piece.length && !advance()) {
            return -1;
        }
        int count = Math.min(length, piece.length - at);
        System.arraycopy(piece, at, target, offset, count);
        at += count;
        return count;
    }

    /// The whole body.
    byte[] readAll() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        while (at < piece.length || advance()) {
            all.write(piece, at, piece.length - at);
            at = piece.length;
        }
        return all.toByteArray();
    }

    private boolean advance() {
        if (ended) {
            return false;
        }
        Arrival next = take();
        return switch (next.kind()) {
            case BYTES -> accept(next.bytes().getBytes());
            case LOST ->
                throw new AppException.Rejected(ErrorCode.CANCELLED, "the client left before its request was complete");
            case END -> {
                ended = true;
                yield false;
            }
        };
    }

    private boolean accept(byte[] next) {
        received += next.length;
        if (received > limit) {
            throw tooLarge();
        }
        piece = next;
        at = 0;
        askForMore();
        return true;
    }

    private Arrival take() {
        try {
            Arrival next = arrivals.poll(pauseNanos, TimeUnit.NANOSECONDS);
            if (next != null && !crawls()) {
                return next;
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        exchange.loop().run(exchange::drop);
        throw new AppException.Rejected(ErrorCode.CANCELLED, "the request's body came too slowly");
    }

    /// Whether the body comes so slowly that it is meant to hold the connection.
    private boolean crawls() {
        long elapsed = System.nanoTime() - started - pauseNanos;
        return elapsed > 0 && received < elapsed / 1e9 * HttpSettings.MINIMUM_BODY_RATE;
    }

    private void askForMore() {
        taken++;
        if (taken % (WINDOW / 2) == 0) {
            exchange.loop().run(() -> exchange.incoming().fetch(WINDOW / 2));
        }
    }

    private AppException.Rejected tooLarge() {
        return new AppException.Rejected(ErrorCode.TOO_LARGE, "the request's body is larger than " + limit + " bytes");
    }

    /// The announced length of a body, or -1.
    static long announced(@Nullable String contentLength) {
        if (contentLength == null || !contentLength.matches("\\d{1,18}")) {
            return -1;
        }
        return Long.parseLong(contentLength);
    }
}
