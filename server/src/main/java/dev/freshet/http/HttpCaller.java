package dev.freshet.http;

import dev.freshet.core.AppException;
import dev.freshet.core.Deadline;
import dev.freshet.core.ErrorCode;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The only way out. Each loop has a client of its own, made and used on that loop alone, so that a call never
/// changes threads and no pool is shared.
public final class HttpCaller implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpCaller.class);

    private final Network network;
    private final Settings settings;
    private final Map<EventLoop, LoopClient> clients;
    private final LongAdder connections = new LongAdder();

    private HttpCaller(Network network, Settings settings) {
        this.network = network;
        this.settings = settings;
        this.clients = network.loops().stream()
                .collect(Collectors.toUnmodifiableMap(
                        loop -> loop, loop -> new LoopClient(network.vertx(), loop, settings, connections)));
    }

    /// How calls are made.
    ///
    /// @param poolSize connections a loop may hold to one host; at least as many as answers may run at once
    /// @param connect how long name, connection and TLS may take together
    /// @param firstByte how long the head of an answer may take
    /// @param idle how long an answer may pause
    /// @param maxReplyBytes the largest answer that [HttpCaller#send] takes
    /// @param http2 whether HTTP/2 is offered to https hosts
    /// @param clearTextHttp2 origins such as `http://model:8000` that speak HTTP/2 without TLS
    /// @param sweep how often time-outs are looked at, and so how exact they are
    public record Settings(
            int poolSize,
            Duration connect,
            Duration firstByte,
            Duration idle,
            long maxReplyBytes,
            boolean http2,
            Set<String> clearTextHttp2,
            Duration sweep) {
        public Settings {
            clearTextHttp2 = Set.copyOf(clearTextHttp2);
            if (poolSize < 1 || maxReplyBytes < 1) {
                throw new IllegalArgumentException("a limit of the caller is at least 1");
            }
        }

        /// What the product uses unless it is told otherwise.
        public static Settings standard() {
            return new Settings(
                    20_000,
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(60),
                    Duration.ofSeconds(60),
                    64L << 20,
                    true,
                    Set.of(),
                    Duration.ofMillis(250));
        }

        /// The same with room for so many connections.
        public Settings withPool(int connections) {
            return new Settings(connections, connect, firstByte, idle, maxReplyBytes, http2, clearTextHttp2, sweep);
        }

        /// The same with HTTP/2 elsewhere.
        ///
        /// @param secure whether it is offered to https hosts
        /// @param clearText addresses whose scheme, host and port speak it without TLS
        public Settings withHttp2(boolean secure, Collection<URI> clearText) {
            Set<String> origins = clearText.stream().map(HttpCall::originOf).collect(Collectors.toSet());
            return new Settings(poolSize, connect, firstByte, idle, maxReplyBytes, secure, origins, sweep);
        }
    }

    public static HttpCaller open(Network network, Settings settings) {
        return new HttpCaller(network, settings);
    }

    /// Connections that are open now, those that wait for their next call too.
    public long connections() {
        return connections.sum();
    }

    /// Makes a call and waits for the whole answer, on a virtual thread.
    ///
    /// @throws AppException.Upstream when no complete answer comes in time, or it is too large
    /// @throws AppException.Rejected with [ErrorCode#CANCELLED] when nobody waits any longer
    public HttpReply send(HttpCall call, Deadline deadline) {
        EventLoop.refuseBlocking("HttpCaller.send");
        HttpReply.Collector collector = new HttpReply.Collector(call.host(), settings.maxReplyBytes());
        stream(call, null, collector, deadline);
        return collector.await(deadline);
    }

    /// Makes a call and returns; everything else happens on the loop.
    ///
    /// @param loop the loop to stay on, or null for any
    /// @param deadline the moment after which the call is given up; its cancellation closes the call at once
    public void stream(HttpCall call, @Nullable EventLoop loop, CallListener listener, Deadline deadline) {
        LoopClient client = clients.get(loop == null ? network.nextLoop() : loop);
        if (client == null) {
            throw new IllegalArgumentException("the loop belongs to another network");
        }
        client.loop.run(() -> client.start(new Outgoing(client, call, listener, deadline)));
    }

    /// Gives up all calls under way and closes all connections.
    @Override
    public void close() {
        List<Future<Void>> closed = clients.values().stream()
                .map(client -> Future.<Void>future(
                        promise -> client.loop.later(() -> client.close().onComplete(promise))))
                .toList();
        Network.await(Future.join(closed));
    }

    /// What the caller owns on one loop; touched there alone.
    private static final class LoopClient {
        /// About what servers allow, and few enough that one lost connection is no disaster.
        private static final int STREAMS_A_CONNECTION = 100;

        /// Bytes that may be under way to us on one connection; the standard 64 KiB would let its streams wait for
        /// each other over any distance.
        private static final int CONNECTION_WINDOW = 4 << 20;

        private final Vertx vertx;
        private final EventLoop loop;
        private final Settings settings;
        private final LongAdder connections;
        private final Sweep sweep;
        private final Set<Outgoing> running = new HashSet<>();
        private final Set<HttpConnection> used = Collections.newSetFromMap(new WeakHashMap<>());
        private @Nullable HttpClient http1;
        private @Nullable HttpClient http2;
        private boolean closed;

        private LoopClient(Vertx vertx, EventLoop loop, Settings settings, LongAdder connections) {
            this.connections = connections;
            this.vertx = vertx;
            this.loop = loop;
            this.settings = settings;
            this.sweep = new Sweep(vertx, loop, settings.sweep().toMillis());
        }

        private void start(Outgoing call) {
            running.add(call);
            sweep.enter(call);
            call.begin(closed);
        }

        private void over(Outgoing call) {
            running.remove(call);
            sweep.leave(call);
        }

        private Future<HttpClientRequest> request(HttpCall call) {
            return client(call).request(options(call));
        }

        private static RequestOptions options(HttpCall call) {
            RequestOptions options = new RequestOptions()
                    .setMethod(HttpMethod.valueOf(call.method()))
                    .setHost(call.host())
                    .setPort(call.port())
                    .setSsl(call.isSecure())
                    .setURI(call.target())
                    .putHeader("User-Agent", "freshet");
            call.headers().forEach(options::putHeader);
            return options;
        }

        private HttpClient client(HttpCall call) {
            boolean multiplex = call.isSecure()
                    ? settings.http2()
                    : settings.clearTextHttp2().contains(call.origin());
            return multiplex ? http2() : http1();
        }

        private HttpClient http1() {
            HttpClient known = http1;
            if (known == null) {
                known = client(common());
                http1 = known;
            }
            return known;
        }

        private HttpClient http2() {
            HttpClient known = http2;
            if (known == null) {
                HttpClientOptions options = common().setProtocolVersion(HttpVersion.HTTP_2)
                        .setUseAlpn(true)
                        .setHttp2ClearTextUpgrade(false)
                        .setHttp2MultiplexingLimit(STREAMS_A_CONNECTION)
                        .setHttp2ConnectionWindowSize(CONNECTION_WINDOW);
                known = client(options);
                http2 = known;
            }
            return known;
        }

        private HttpClient client(HttpClientOptions options) {
            return vertx.httpClientBuilder()
                    .with(options)
                    .with(pool())
                    .withConnectHandler(this::connected)
                    .build();
        }

        /// Calls tell of connections that break; what breaks between two calls concerns nobody.
        private void connected(HttpConnection connection) {
            connections.increment();
            connection.closeHandler(ignored -> connections.decrement());
            connection.exceptionHandler(error -> LOG.debug("a connection to a host broke", error));
        }

        private HttpClientOptions common() {
            return new HttpClientOptions()
                    .setConnectTimeout((int) settings.connect().toMillis())
                    .setSslHandshakeTimeout(settings.connect().toMillis())
                    .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
                    .setTcpNoDelay(true)
                    .setKeepAlive(true)
                    .setVerifyHost(true)
                    .setDecompressionSupported(false)
                    .setMaxHeaderSize(64 << 10)
                    .setMaxChunkSize(64 << 10);
        }

        private PoolOptions pool() {
            return new PoolOptions()
                    .setHttp1MaxSize(settings.poolSize())
                    .setHttp2MaxSize(Math.max(4, settings.poolSize() / STREAMS_A_CONNECTION))
                    .setMaxWaitQueueSize(-1);
        }

        private Future<Void> close() {
            closed = true;
            List.copyOf(running).forEach(Outgoing::close);
            Future<Void> first = http1 == null ? Future.succeededFuture() : http1.close();
            Future<Void> second = http2 == null ? Future.succeededFuture() : http2.close();
            return Future.join(first, second).mapEmpty();
        }
    }

    /// One call under way, on its loop.
    private static final class Outgoing implements LongConsumer {
        /// HTTP/2's code for a stream that is no longer wanted.
        private static final long CANCEL = 8;

        /// Kept connections in a row that a call may find closed.
        private static final int REPEATS = 3;

        private final LoopClient client;
        private final String host;
        private @Nullable HttpCall call;
        private @Nullable CallListener listener;
        private final Deadline deadline;
        private final long idleNanos;
        private Step step = Step.CONNECTING;
        private long since;
        private boolean reused;
        private int again;
        private Runnable forgetCancellation = () -> {};
        private @Nullable HttpClientRequest request;
        private @Nullable HttpClientResponse response;

        private enum Step {
            CONNECTING,
            WAITING,
            READING,
            OVER
        }

        private Outgoing(LoopClient client, HttpCall call, CallListener listener, Deadline deadline) {
            this.client = client;
            this.call = call;
            this.host = call.host();
            this.listener = listener;
            this.deadline = deadline;
            Duration idle = call.idle() == null ? client.settings.idle() : call.idle();
            this.idleNanos = idle.toNanos();
        }

        private void begin(boolean refused) {
            since = client.sweep.now();
            if (listener != null) {
                listener.opened(() -> client.loop.run(this::close));
            }
            forgetCancellation = deadline.onCancelled(() -> client.loop.run(this::close));
            if (refused) {
                close();
            }
            if (call != null) {
                client.request(call).onComplete(this::connected);
            }
        }

        private void connected(AsyncResult<HttpClientRequest> result) {
            HttpCall sending = call;
            if (sending == null) {
                if (result.succeeded()) {
                    result.result().reset();
                }
                return;
            }
            if (result.failed()) {
                fail(unreachable(result.cause()));
                return;
            }
            step = Step.WAITING;
            since = client.sweep.now();
            request = result.result();
            reused = !client.used.add(request.connection());
            request.send(Buffer.buffer(sending.body())).onComplete(this::answered);
        }

        private void answered(AsyncResult<HttpClientResponse> result) {
            HttpCall sent = call;
            if (sent == null) {
                return;
            }
            if (result.failed()) {
                withoutHead(sent, result.cause());
                return;
            }
            call = null;
            step = Step.READING;
            since = client.sweep.now();
            HttpClientResponse head = result.result();
            response = head;
            head.handler(this::piece);
            head.endHandler(ignored -> complete());
            head.exceptionHandler(this::broken);
            if (listener != null) {
                listener.head(head.statusCode(), headers(head.headers()));
            }
        }

        /// A kept connection may be closed by the other side just when a call goes out on it. Nobody has worked
        /// on such a call, so it is made again; on a new connection it is not.
        private void withoutHead(HttpCall sent, Throwable cause) {
            boolean closed = cause instanceof HttpClosedException || cause instanceof IOException;
            if (closed && reused && again < REPEATS) {
                again++;
                step = Step.CONNECTING;
                since = client.sweep.now();
                request = null;
                client.request(sent).onComplete(this::connected);
                return;
            }
            fail(upstream(ErrorCode.UPSTREAM_FAILED, "closed the connection without an answer", cause));
        }

        private void piece(Buffer bytes) {
            if (listener != null) {
                since = client.sweep.now();
                listener.bytes(bytes);
            }
        }

        private void complete() {
            CallListener last = listener;
            if (last != null) {
                release();
                last.end();
            }
        }

        private void broken(Throwable cause) {
            fail(upstream(ErrorCode.UPSTREAM_FAILED, "broke off in the middle of its answer", cause));
        }

        private void close() {
            fail(upstream(ErrorCode.UPSTREAM_FAILED, "was not waited for any longer", null));
        }

        private void fail(AppException.Upstream error) {
            CallListener last = listener;
            if (last == null) {
                return;
            }
            HttpClientRequest open = request;
            release();
            if (open != null) {
                open.reset(CANCEL);
            }
            client.loop.later(() -> last.failed(error));
        }

        /// A pooled connection remembers its last stream, so the stream must not remember the call, and so not
        /// the prompt and the answer.
        private void release() {
            step = Step.OVER;
            client.over(this);
            forgetCancellation.run();
            if (response != null) {
                response.handler(null);
                response.endHandler(null);
                response.exceptionHandler(null);
            }
            request = null;
            response = null;
            call = null;
            listener = null;
        }

        @Override
        public void accept(long now) {
            if (System.nanoTime() - deadline.nanoTime() >= 0) {
                fail(upstream(ErrorCode.UPSTREAM_TIMEOUT, "did not finish in time", null));
                return;
            }
            long waited = now - since;
            switch (step) {
                case CONNECTING -> {
                    if (waited > client.settings.connect().toNanos()) {
                        fail(upstream(ErrorCode.UPSTREAM_UNREACHABLE, "could not be reached in time", null));
                    }
                }
                case WAITING -> {
                    if (waited > client.settings.firstByte().toNanos()) {
                        fail(upstream(ErrorCode.UPSTREAM_TIMEOUT, "did not begin to answer in time", null));
                    }
                }
                case READING -> {
                    if (waited > idleNanos) {
                        fail(upstream(ErrorCode.UPSTREAM_TIMEOUT, "paused too long in its answer", null));
                    }
                }
                case OVER -> {}
            }
        }

        private AppException.Upstream unreachable(Throwable cause) {
            return switch (cause) {
                case UnknownHostException unknown ->
                    upstream(ErrorCode.UPSTREAM_UNREACHABLE, "is not a known host", cause);
                case ConnectException refused ->
                    upstream(ErrorCode.UPSTREAM_UNREACHABLE, "could not be reached", cause);
                case SSLException untrusted ->
                    upstream(ErrorCode.UPSTREAM_FAILED, "has no valid TLS certificate or speaks no TLS", cause);
                default -> upstream(ErrorCode.UPSTREAM_UNREACHABLE, "could not be reached", cause);
            };
        }

        private AppException.Upstream upstream(ErrorCode code, String what, @Nullable Throwable cause) {
            return new AppException.Upstream(code, host + " " + what, cause);
        }

        private static Map<String, String> headers(MultiMap headers) {
            Map<String, String> joined = new HashMap<>();
            headers.forEach((name, value) ->
                    joined.merge(name.toLowerCase(Locale.ROOT), value, (first, second) -> first + ", " + second));
            return Map.copyOf(joined);
        }
    }
}
