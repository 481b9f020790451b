package dev.freshet.http;

import dev.freshet.http.out.ChunkedOutput;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The client's end of a server-sent event stream. It lives on the event loop of the client's connection: all
/// methods but [#loop()] are called there and only there. It frames nothing; what is written is what is sent.
public final class EventStream {
    private final Exchange exchange;
    private final Map<String, String> headers;
    private boolean opened;
    private boolean over;
    private @Nullable Runnable onWritable;

    /// What was last given to the library; when it has reached the socket, ours can follow.
    private Future<Void> sent = Future.succeededFuture();

    private boolean framing;
    private @Nullable ChunkedOutput output;

    EventStream(Exchange exchange, Map<String, String> headers) {
        this.exchange = exchange;
        this.headers = Response.checked(headers);
    }

    /// The loop that the stream lives on; safe anywhere.
    public EventLoop loop() {
        return exchange.loop();
    }

    /// Sends the head, once; the request's own body is not wanted from here on.
    public void open() {
        if (opened || over || exchange.isGone() || response().headWritten()) {
            return;
        }
        opened = true;
        exchange.head(200, head());
        exchange.discardBody();
        framing = exchange.mayFrame();
        response().drainHandler(ignored -> drained());
        sent = exchange.beginStream();
    }

    private void drained() {
        if (onWritable != null) {
            onWritable.run();
        }
    }

    private Map<String, String> head() {
        Map<String, String> head = new LinkedHashMap<>();
        head.put("Content-Type", "text/event-stream; charset=utf-8");
        head.put("Cache-control", "no-cache");
        head.put("Connection", exchange.knowsChunks() ? "keep-alive" : "close");
        head.put("X-Accel-Buffering", "no");
        head.putAll(headers);
        return head;
    }

    /// Whether the head has been sent.
    public boolean opened() {
        return opened;
    }

    /// Whether the client's socket takes more without piling up here.
    public boolean writable() {
        if (over || exchange.isGone()) {
            return false;
        }
        return output == null ? !response().writeQueueFull() : output.writable();
    }

    /// Bytes that wait for the client to read; those already given to its socket are not counted.
    public long unsent() {
        return over || exchange.isGone() ? 0 : exchange.unsent();
    }

    /// Sends bytes `from` to `to`, which are copied, after the head; nothing happens when the client is gone.
    public void write(byte[] bytes, int from, int to) {
        open();
        if (!opened || over || exchange.isGone()) {
            return;
        }
        ChunkedOutput own = output();
        if (own == null) {
            sent = response().write(Buffer.buffer(to - from).appendBytes(bytes, from, to - from));
        } else {
            own.write(bytes, from, to);
        }
    }

    /// Our own way to the socket, which is open as soon as nothing of the library's waits before it.
    private @Nullable ChunkedOutput output() {
        if (output == null && framing && sent.succeeded()) {
            output = exchange.output(this::drained);
            framing = output != null;
        }
        return output;
    }

    /// Ends the stream in order, so that the connection can be used again.
    public void end() {
        open();
        if (opened && !over && !exchange.isGone()) {
            over = true;
            onWritable = null;
            if (output != null) {
                output.close();
            }
            exchange.endStream();
        }
    }

    /// Has the task run each time the socket takes more again after it did not.
    public void onWritable(Runnable task) {
        onWritable = task;
    }

    /// Has the task run when the client disconnects before the end; at once when it has already.
    public void onClosed(Runnable task) {
        exchange.onGone(task);
    }

    /// Cuts the client off at once; this counts as no disconnect of the client.
    public void drop() {
        if (!over) {
            over = true;
            onWritable = null;
            exchange.drop();
        }
    }

    private HttpServerResponse response() {
        return exchange.outgoing();
    }
}
