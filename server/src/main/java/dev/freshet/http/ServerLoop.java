package dev.freshet.http;

import dev.freshet.core.AppException;
import dev.freshet.core.Ids;
import dev.freshet.core.Refusal;
import dev.freshet.http.out.FlushPass;
import dev.freshet.observe.RequestId;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.HttpServerConnection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What one event loop does for the server: it accepts, pauses the body, and gives the request to a virtual
/// thread.
final class ServerLoop {
    private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);

    private final EventLoop loop;
    private final HttpSettings settings;
    private final Router router;
    private final HttpServer.Observer observer;
    private final LongAdder open;
    private final Sweep sweep;
    private final @Nullable FlushPass pass;
    private final Map<HttpConnection, Client> connections = new HashMap<>();

    ServerLoop(
            Vertx vertx,
            EventLoop loop,
            HttpSettings settings,
            Router router,
            HttpServer.Observer observer,
            LongAdder open) {
        this.loop = loop;
        this.settings = settings;
        this.router = router;
        this.observer = observer;
        this.open = open;
        this.sweep = new Sweep(vertx, loop, Math.clamp(settings.idleTimeout().toMillis() / 4, 20, 1000));
        this.pass = settings.framing() == HttpSettings.Framing.OWN ? new FlushPass(loop.netty()) : null;
    }

    void connected(HttpConnection connection) {
        Client client =
                new Client(channelOf(connection), sweep, settings.idleTimeout().toNanos());
        connections.put(connection, client);
        open.increment();
        client.open();
        connection.closeHandler(ignored -> disconnected(connection));
        connection.exceptionHandler(error -> LOG.debug("a client's connection broke", error));
    }

    private void disconnected(HttpConnection connection) {
        Client client = connections.remove(connection);
        if (client != null) {
            open.decrement();
            client.closed();
        }
    }

    void accept(HttpServerRequest incoming) {
        Exchange exchange = new Exchange(
                incoming, loop, requestId(incoming), connections.get(incoming.connection()), observer, pass);
        exchange.begin();
        String method = incoming.method().name();
        if (method.equals("OPTIONS")) {
            exchange.send(preflight(incoming.getHeader("Access-Control-Request-Headers")), null);
            return;
        }
        Thread.ofVirtual().name("request " + exchange.id()).start(() -> handle(exchange, method));
    }

    private static String requestId(HttpServerRequest incoming) {
        String given = incoming.getHeader("X-Request-Id");
        return given != null && given.matches("[A-Za-z0-9._:/+=-]{1,128}") ? given : Ids.next();
    }

    /// The answer to a browser's question whether it may send a request. Every origin may: tokens travel
    /// in headers and never in cookies, so no origin gains anything that it does not hold already.
    private static Response preflight(@Nullable String requestedHeaders) {
        String requested = requestedHeaders == null ? "" : requestedHeaders;
        boolean usable = !requested.isEmpty() && Response.isSendable("Access-Control-Allow-Headers", requested);
        String allowed = usable ? requested : "Authorization, Content-Type";
        return Response.empty(204)
                .withHeader("Access-Control-Allow-Methods", "GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS")
                .withHeader("Access-Control-Allow-Headers", allowed)
                .withHeader("Access-Control-Max-Age", "86400");
    }

    private void handle(Exchange exchange, String method) {
        ScopedValue.where(RequestId.CURRENT, exchange.id()).run(() -> {
            Router.Match match = router.match(method, UrlText.pathOf(exchange.uri()));
            exchange.matched(match.entry().route());
            Request request = new Request(exchange, settings, match);
            exchange.sendFrom(answer(request, match.entry()));
        });
    }

    /// The request edge: whatever a handler throws becomes an answer here, and shows up in the log once.
    private static Response answer(Request request, RouteTable.Entry entry) {
        try {
            return entry.route().handler().handle(request);
        } catch (Throwable error) {
            report(request, error);
            return mapped(request, entry, error);
        }
    }

    private static Response mapped(Request request, RouteTable.Entry entry, Throwable error) {
        try {
            return entry.errors().map(request, error);
        } catch (RuntimeException second) {
            LOG.error("request {}: its error could not be turned into an answer", request.requestId(), second);
            return Response.text(500, "internal error");
        }
    }

    private static void report(Request request, Throwable error) {
        if (error instanceof Refusal refusal) {
            LOG.debug("request {}: {}", request.requestId(), refusal.getMessage());
            return;
        }
        if (!(error instanceof AppException known)) {
            LOG.error("request {}: {} {} failed", request.requestId(), request.method(), request.path(), error);
            return;
        }
        String sentence = known.sentence();
        switch (known.code().kind()) {
            case USER -> LOG.debug("request {}: {} {}", request.requestId(), known.code(), sentence);
            case UPSTREAM, RESOURCES -> LOG.warn("request {}: {} {}", request.requestId(), known.code(), sentence);
            case INTERNAL -> LOG.error("request {}: {} failed", request.requestId(), request.path(), known);
        }
    }

    /// A client's connection as the sweep sees it. While no handler or stream has it, it is closed after a while
    /// without progress: nothing asked, a head that never ends, or an answer that is not read.
    static final class Client implements LongConsumer {
        private final Channel channel;
        private final Sweep sweep;
        private final long idleNanos;
        private int inFlight;
        private long idleSince;
        private long unsentBefore;

        private Client(Channel channel, Sweep sweep, long idleNanos) {
            this.channel = channel;
            this.sweep = sweep;
            this.idleNanos = idleNanos;
        }

        void begin() {
            inFlight++;
        }

        /// The handler is done; what is left of its answer goes out by itself.
        void finish() {
            inFlight--;
            idleSince = sweep.now();
            unsentBefore = Long.MAX_VALUE;
        }

        /// Starts to watch the connection.
        void open() {
            sweep.enter(this);
            idleSince = sweep.now();
        }

        void closed() {
            sweep.leave(this);
        }

        @Override
        public void accept(long now) {
            if (inFlight > 0 || now - idleSince <= idleNanos) {
                return;
            }
            long unsent = unsent(channel);
            if (unsent > 0 && unsent < unsentBefore) {
                unsentBefore = unsent;
                idleSince = now;
                return;
            }
            cut(channel);
        }
    }

    /// Bytes that the channel's socket has not taken yet.
    static long unsent(Channel channel) {
        ChannelOutboundBuffer waiting = channel.unsafe().outboundBuffer();
        return waiting == null ? 0 : waiting.totalPendingWriteBytes() - waiting.currentProgress();
    }

    /// Closes a connection at once. The library's own close first waits for what is queued, which a client that
    /// does not read can hold up for ever.
    static void cut(Channel channel) {
        channel.unsafe().close(channel.voidPromise());
    }

    /// The channel of a client's connection.
    static Channel channelOf(HttpConnection connection) {
        return ((HttpServerConnection) connection).channelHandlerContext().channel();
    }
}
