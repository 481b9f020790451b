package dev.freshet.http;

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
        response().drainHandler(ignored -> drained());
        response().setChunked(true).writeHead();
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
        head.put("Connection", "keep-alive");
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
        return !over && !exchange.isGone() && !response().writeQueueFull();
    }

    /// Sends the bytes after the head; nothing happens when the client is gone.
    public void write(Buffer bytes) {
        open();
        if (opened && !over && !exchange.isGone()) {
            response().write(bytes);
        }
    }

    /// Sends bytes `from` to `to`, which are copied.
    public void write(byte[] bytes, int from, int to) {
        write(Buffer.buffer(to - from).appendBytes(bytes, from, to - from));
    }

    /// Ends the stream in order, so that the connection can be used again.
    public void end() {
        open();
        if (opened && !over && !exchange.isGone()) {
            over = true;
            onWritable = null;
            response().end();
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
