package dev.freshet.http;

import dev.freshet.http.out.ChunkedOutput;
import dev.freshet.http.out.FlushPass;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One request and its answer, as its event loop sees them. What is not said to be safe elsewhere is called on
/// the loop alone.
final class Exchange {
    private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);

    /// What proxies log for a client that did not wait for its answer.
    private static final int CLIENT_LEFT = 499;

    private final HttpServerRequest incoming;
    private final HttpServerResponse outgoing;
    private final EventLoop loop;
    private final String id;
    private final ServerLoop.@Nullable Client client;
    private final HttpServer.Observer observer;
    private final @Nullable FlushPass pass;
    private final long begun = System.nanoTime();
    private volatile @Nullable Route route;
    private volatile String readableBy = "*";
    private int sentStatus = CLIENT_LEFT;
    private boolean finished;
    private boolean gone;
    private @Nullable Runnable onGone;
    private @Nullable BodyReader reader;

    /// @param pass sends what streams gather; null when the library is to frame them
    Exchange(
            HttpServerRequest incoming,
            EventLoop loop,
            String id,
            ServerLoop.@Nullable Client client,
            HttpServer.Observer observer,
            @Nullable FlushPass pass) {
        this.incoming = incoming;
        this.outgoing = incoming.response();
        this.loop = loop;
        this.id = id;
        this.client = client;
        this.observer = observer;
        this.pass = pass;
    }

    void begin() {
        incoming.pause();
        if (client != null) {
            client.begin();
        }
        incoming.exceptionHandler(ignored -> gone());
        outgoing.exceptionHandler(ignored -> gone());
        outgoing.closeHandler(ignored -> gone());
        outgoing.endHandler(ignored -> finish());
    }

    /// Safe anywhere.
    EventLoop loop() {
        return loop;
    }

    /// The request's id; safe anywhere.
    String id() {
        return id;
    }

    /// The request target as it was sent; safe anywhere.
    String uri() {
        return incoming.uri();
    }

    /// Remembers the route that answers; safe anywhere.
    void matched(Route found) {
        route = found;
    }

    HttpServerRequest incoming() {
        return incoming;
    }

    HttpServerResponse outgoing() {
        return outgoing;
    }

    /// Whether the client knows where a body of chunks ends; one of HTTP/1.0 has to see the connection close.
    boolean knowsChunks() {
        return incoming.version() != HttpVersion.HTTP_1_0;
    }

    /// Whether the body may be framed by ourselves.
    boolean mayFrame() {
        return pass != null && knowsChunks();
    }

    /// Sends the head of a stream. The library would send chunks to a client of HTTP/1.0 too.
    Future<Void> beginStream() {
        if (!knowsChunks()) {
            outgoing.headersEndHandler(ignored -> outgoing.headers().remove("Transfer-Encoding"));
        }
        return outgoing.setChunked(true).writeHead();
    }

    /// Ends a stream of which everything has been written.
    void endStream() {
        Future<Void> end = outgoing.end();
        if (!knowsChunks()) {
            end.onComplete(ignored -> incoming.connection().close());
        }
    }

    /// The body's way past the library; null when there is none.
    @Nullable
    ChunkedOutput output(Runnable onWritable) {
        return pass == null ? null : ChunkedOutput.open(ServerLoop.channelOf(incoming.connection()), pass, onWritable);
    }

    /// Whether nothing can be sent any more.
    boolean isGone() {
        return gone || outgoing.closed();
    }

    /// Has the task run when the client disconnects before the answer's end; at once when it has.
    void onGone(Runnable task) {
        if (gone) {
            task.run();
            return;
        }
        onGone = finished ? null : task;
    }

    /// Lets the reader have the body; it begins to flow when the reader asks for it.
    void read(BodyReader bodyReader) {
        if (gone || finished) {
            bodyReader.lost();
            return;
        }
        reader = bodyReader;
        incoming.handler(bodyReader::piece);
        incoming.endHandler(ignored -> bodyReader.end());
        if ("100-continue".equalsIgnoreCase(incoming.getHeader("Expect"))) {
            outgoing.writeContinue();
        }
        incoming.fetch(BodyReader.WINDOW);
    }

    /// Bytes of the connection that its socket has not taken yet.
    long unsent() {
        return ServerLoop.unsent(ServerLoop.channelOf(incoming.connection()));
    }

    /// Cuts the client off.
    void drop() {
        onGone = null;
        ServerLoop.cut(ServerLoop.channelOf(incoming.connection()));
    }

    private void gone() {
        if (gone || finished) {
            return;
        }
        gone = true;
        BodyReader waiting = reader;
        Runnable listener = onGone;
        finish();
        if (waiting != null) {
            waiting.lost();
        }
        if (listener != null) {
            listener.run();
        }
    }

    /// A connection that is kept alive remembers its last exchange, which must not remember an answer.
    private void finish() {
        if (finished) {
            return;
        }
        finished = true;
        onGone = null;
        reader = null;
        if (client != null) {
            client.finish();
        }
        report();
    }

    private void report() {
        Route found = route;
        observer.handled(
                incoming.method().name(),
                found == null ? Router.UNMATCHED : found.template(),
                sentStatus,
                Duration.ofNanos(System.nanoTime() - begun));
    }

    /// Sends a handler's answer; called on its virtual thread, where a file may be opened.
    void sendFrom(Response response) {
        if (!(response.content() instanceof Response.FileContent content)) {
            loop.run(() -> send(response, null));
            return;
        }
        try {
            FileChannel file = FileChannel.open(content.file(), StandardOpenOption.READ);
            loop.run(() -> send(response, file));
        } catch (IOException missing) {
            LOG.error("request {}: the file of the answer cannot be read", id, missing);
            loop.run(() -> send(Response.text(500, "internal error"), null));
        }
    }

    void send(Response response, @Nullable FileChannel file) {
        if (response.content() instanceof Response.Events) {
            return;
        }
        if (isGone() || outgoing.headWritten()) {
            close(file);
            return;
        }
        head(response.status(), response.headers());
        finish();
        discardBody();
        if (file != null) {
            outgoing.sendFile(file).onComplete(ignored -> close(file));
            return;
        }
        byte[] bytes = response.content() instanceof Response.Bytes content ? content.bytes() : new byte[0];
        end(response.status(), bytes);
    }

    private void end(int status, byte[] bytes) {
        Future<Void> sent = status == 204 || status == 304 ? outgoing.end() : outgoing.end(Buffer.buffer(bytes));
        sent.onFailure(error -> LOG.debug("request {}: the client left before its answer", id, error));
    }

    /// Lets only pages of this origin read the answer.
    void showTo(String origin) {
        readableBy = origin;
    }

    /// Sets the status and the headers; the first write sends them.
    void head(int status, Map<String, String> headers) {
        sentStatus = status;
        outgoing.setStatusCode(status);
        outgoing.putHeader("Access-Control-Allow-Origin", readableBy);
        if (!readableBy.equals("*")) {
            outgoing.putHeader("Vary", "Origin");
        }
        outgoing.putHeader("Access-Control-Expose-Headers", "*, Authorization");
        outgoing.putHeader("X-Request-Id", id);
        headers.forEach(outgoing::putHeader);
    }

    /// Lets the rest of a body that nobody wants flow by, so that the client gets to read the answer.
    void discardBody() {
        if (incoming.isEnded()) {
            return;
        }
        reader = null;
        incoming.handler(null);
        incoming.endHandler(null);
        incoming.resume();
    }

    private static void close(@Nullable FileChannel file) {
        if (file == null) {
            return;
        }
        try {
            file.close();
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        }
    }
}
