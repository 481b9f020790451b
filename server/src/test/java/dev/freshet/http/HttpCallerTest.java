package dev.freshet.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.core.AppException;
import dev.freshet.core.Deadline;
import dev.freshet.core.ErrorCode;
import dev.freshet.core.Parallel;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.StreamResetException;
import io.vertx.core.net.PfxOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpCallerTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Duration SHORT = Duration.ofMillis(100);
    private static final String OK = "HTTP/1.1 200 OK\r\n";

    private Network network;
    private HttpCaller caller;

    @BeforeEach
    void open() {
        network = Network.open(2);
        caller = HttpCaller.open(network, settings(LONG, LONG));
    }

    @AfterEach
    void close() {
        caller.close();
        network.close();
    }

    private static HttpCaller.Settings settings(Duration firstByte, Duration idle) {
        return new HttpCaller.Settings(100, LONG, firstByte, idle, 10_000, false, Set.of(), Duration.ofMillis(20));
    }

    private HttpReply get(ScriptedUpstream upstream) {
        return caller.send(HttpCall.get(upstream.uri("/path?q=1"), Map.of()), Deadline.in(LONG));
    }

    private static ErrorCode codeOf(Runnable call) {
        try {
            call.run();
        } catch (AppException.Upstream error) {
            return error.code();
        }
        throw new AssertionError("the call succeeded");
    }

    @Test
    void sendsTheCallAndGivesTheWholeAnswer() throws Exception {
        CompletableFuture<String> seen = new CompletableFuture<>();
        try (ScriptedUpstream upstream = new ScriptedUpstream((socket, head) -> {
            ScriptedUpstream.write(socket, "HTTP/1.1 429 Slow down\r\nRetry-After: 7\r\nContent-Length: 5\r\n\r\nhel");
            ScriptedUpstream.write(socket, "lo");
            if (head.startsWith("POST")) {
                seen.complete(head);
            }
        })) {
            HttpReply reply = get(upstream);
            assertThat(reply.status()).isEqualTo(429);
            assertThat(reply.header("retry-AFTER")).contains("7");
            assertThat(reply.text()).isEqualTo("hello");
            byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
            caller.send(
                    HttpCall.post(upstream.uri("/v1/x"), Map.of("Authorization", "Bearer k"), body), Deadline.in(LONG));
            assertThat(seen.get(20, TimeUnit.SECONDS))
                    .startsWith("POST /v1/x HTTP/1.1\r\n")
                    .containsIgnoringCase("authorization: Bearer k\r\n")
                    .containsIgnoringCase("content-length: 2\r\n");
        }
    }

    @Test
    void readsAnswersThatEndWithTheConnection() throws Exception {
        try (ScriptedUpstream upstream = new ScriptedUpstream(
                (socket, head) -> ScriptedUpstream.write(socket, OK + "Connection: close\r\n\r\nall"))) {
            assertThat(get(upstream).text()).isEqualTo("all");
        }
    }

    @Test
    void namesAHostThatRefuses() throws Exception {
        int port;
        try (ServerSocket unused = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = unused.getLocalPort();
        }
        HttpCall call = HttpCall.get(URI.create("http://127.0.0.1:" + port), Map.of("Authorization", "Bearer secret"));
        assertThatThrownBy(() -> caller.send(call, Deadline.in(LONG)))
                .isInstanceOfSatisfying(AppException.Upstream.class, error -> {
                    assertThat(error.code()).isEqualTo(ErrorCode.UPSTREAM_UNREACHABLE);
                    assertThat(error.sentence()).contains("127.0.0.1").doesNotContain("secret");
                });
    }

    @Test
    void namesAHostThatDoesNotExist() {
        HttpCall call = HttpCall.get(URI.create("http://no-such-host.invalid/"), Map.of());
        assertThat(codeOf(() -> caller.send(call, Deadline.in(LONG)))).isEqualTo(ErrorCode.UPSTREAM_UNREACHABLE);
    }

    @Test
    void failsWhenTheConnectionIsResetInTheBody() throws Exception {
        try (ScriptedUpstream upstream = new ScriptedUpstream((socket, head) -> {
            ScriptedUpstream.write(socket, OK + "Content-Length: 100\r\n\r\npart");
            socket.setSoLinger(true, 0);
        })) {
            assertThat(codeOf(() -> get(upstream))).isEqualTo(ErrorCode.UPSTREAM_FAILED);
        }
    }

    @Test
    void failsWhenTheConnectionEndsBeforeTheHead() throws Exception {
        try (ScriptedUpstream upstream = new ScriptedUpstream((socket, head) -> {})) {
            assertThat(codeOf(() -> get(upstream))).isEqualTo(ErrorCode.UPSTREAM_FAILED);
            assertThat(upstream.connections()).isEqualTo(1);
        }
    }

    @Test
    void failsWhenTheAnswerIsNoHttp() throws Exception {
        try (ScriptedUpstream upstream =
                new ScriptedUpstream((socket, head) -> ScriptedUpstream.write(socket, "nonsense nonsense\r\n\r\n"))) {
            assertThat(codeOf(() -> get(upstream))).isEqualTo(ErrorCode.UPSTREAM_FAILED);
        }
    }

    @Test
    void givesUpWhenNoHeadComes() throws Exception {
        try (ScriptedUpstream upstream = hangAfter("");
                HttpCaller hasty = HttpCaller.open(network, settings(SHORT, LONG))) {
            HttpCall call = HttpCall.get(upstream.uri("/"), Map.of());
            assertThat(codeOf(() -> hasty.send(call, Deadline.in(LONG)))).isEqualTo(ErrorCode.UPSTREAM_TIMEOUT);
            assertThat(upstream.clientHasLeft()).isTrue();
        }
    }

    @Test
    void closesTheSocketAtOnceWhenNobodyWaitsAnyLonger() throws Exception {
        for (String said : List.of("", OK + "Content-Length: 100\r\n\r\npart")) {
            CountDownLatch asked = new CountDownLatch(1);
            Deadline.Cancellation left = new Deadline.Cancellation();
            try (ScriptedUpstream upstream = hangAfter(said, asked)) {
                HttpCall call = HttpCall.get(upstream.uri("/"), Map.of());
                Parallel.Task<HttpReply> waiting =
                        Parallel.start(() -> caller.send(call, Deadline.in(LONG).until(left)));
                assertThat(asked.await(60, TimeUnit.SECONDS)).isTrue();
                left.cancel();
                assertThatThrownBy(waiting::join)
                        .isInstanceOfSatisfying(
                                AppException.Rejected.class,
                                error -> assertThat(error.code()).isEqualTo(ErrorCode.CANCELLED));
                assertThat(upstream.clientHasLeft()).isTrue();
            }
        }
    }

    @Test
    void makesNoCallThatNobodyWaitsFor() throws Exception {
        Deadline.Cancellation left = new Deadline.Cancellation();
        left.cancel();
        try (ScriptedUpstream upstream = hangAfter("")) {
            HttpCall call = HttpCall.get(upstream.uri("/"), Map.of());
            assertThatThrownBy(() -> caller.send(call, Deadline.in(LONG).until(left)))
                    .isInstanceOf(AppException.Rejected.class);
            assertThat(upstream.connections()).isZero();
        }
    }

    @Test
    void givesUpWhenTheBodyPauses() throws Exception {
        try (ScriptedUpstream upstream = hangAfter(OK + "Content-Length: 100\r\n\r\npart")) {
            HttpCall call = HttpCall.get(upstream.uri("/"), Map.of()).withIdle(SHORT);
            assertThat(codeOf(() -> caller.send(call, Deadline.in(LONG)))).isEqualTo(ErrorCode.UPSTREAM_TIMEOUT);
            assertThat(upstream.clientHasLeft()).isTrue();
        }
    }

    @Test
    void givesUpAtTheDeadline() throws Exception {
        try (ScriptedUpstream upstream = new ScriptedUpstream((socket, head) -> {
            ScriptedUpstream.write(socket, OK + "Transfer-Encoding: chunked\r\n\r\n");
            while (true) {
                ScriptedUpstream.write(socket, "1\r\nx\r\n");
                Thread.onSpinWait();
            }
        })) {
            HttpCaller.Settings roomy = new HttpCaller.Settings(
                    9, LONG, LONG, LONG, Long.MAX_VALUE, false, Set.of(), Duration.ofMillis(20));
            try (HttpCaller endless = HttpCaller.open(network, roomy)) {
                HttpCall call = HttpCall.get(upstream.uri("/"), Map.of());
                assertThat(codeOf(() -> endless.send(call, Deadline.in(SHORT)))).isEqualTo(ErrorCode.UPSTREAM_TIMEOUT);
                assertThat(upstream.clientHasLeft()).isTrue();
            }
        }
    }

    private ScriptedUpstream hangAfter(String text) throws IOException {
        return hangAfter(text, new CountDownLatch(1));
    }

    private ScriptedUpstream hangAfter(String text, CountDownLatch asked) throws IOException {
        ScriptedUpstream[] self = new ScriptedUpstream[1];
        self[0] = new ScriptedUpstream((socket, head) -> {
            ScriptedUpstream.write(socket, text);
            asked.countDown();
            self[0].untilClientLeaves(socket);
        });
        return self[0];
    }

    @Test
    void refusesAnAnswerAboveTheLimit() throws Exception {
        try (ScriptedUpstream upstream = new ScriptedUpstream((socket, head) ->
                ScriptedUpstream.write(socket, OK + "Content-Length: 20000\r\n\r\n" + "x".repeat(20_000)))) {
            assertThat(codeOf(() -> get(upstream))).isEqualTo(ErrorCode.UPSTREAM_MALFORMED);
        }
    }

    @Test
    void reusesConnections() throws Exception {
        try (ScriptedUpstream upstream = new ScriptedUpstream((socket, head) -> {
            for (int round = 0; round < 10; round++) {
                ScriptedUpstream.write(socket, OK + "Content-Length: 2\r\n\r\nok");
                ScriptedUpstream.readRequest(socket);
            }
        })) {
            EventLoop loop = network.nextLoop();
            for (int round = 0; round < 5; round++) {
                Events events = new Events();
                caller.stream(HttpCall.get(upstream.uri("/"), Map.of()), loop, events, Deadline.in(LONG));
                assertThat(events.untilOver()).last().isEqualTo("end");
            }
            assertThat(upstream.connections()).isEqualTo(1);
        }
    }

    @Test
    void speaksHttp2InClearTextWhereToldAndResetsOneStream() throws Exception {
        Vertx vertx = network.vertx();
        CompletableFuture<Throwable> reset = new CompletableFuture<>();
        HttpServer server = Network.await(vertx.createHttpServer(new HttpServerOptions().setHost("127.0.0.1"))
                .requestHandler(request -> {
                    request.response().exceptionHandler(reset::complete);
                    request.response().putHeader("version", request.version().name());
                    if (request.path().equals("/hang")) {
                        request.response().write("part");
                        return;
                    }
                    request.response().end("ok");
                })
                .listen(0));
        URI origin = URI.create("http://127.0.0.1:" + server.actualPort());
        HttpCaller.Settings settings = new HttpCaller.Settings(
                100, LONG, LONG, LONG, 10_000, false, Set.of(origin.toString()), Duration.ofMillis(20));
        try (HttpCaller multiplexing = HttpCaller.open(network, settings)) {
            Events events = new Events();
            multiplexing.stream(HttpCall.get(origin.resolve("/hang"), Map.of()), null, events, Deadline.in(LONG));
            assertThat(List.of(events.next(), events.next(), events.next()))
                    .containsExactly("opened", "head 200", "part");
            events.close.run();
            assertThat(reset.get(60, TimeUnit.SECONDS)).isInstanceOf(StreamResetException.class);
            HttpReply reply = multiplexing.send(HttpCall.get(origin.resolve("/"), Map.of()), Deadline.in(LONG));
            assertThat(reply.header("version")).contains("HTTP_2");
            assertThat(reply.text()).isEqualTo("ok");
        }
    }

    @Test
    void trustsNoCertificateOfItsOwnMaking(@TempDir Path folder) throws Exception {
        String keys = TestKeys.generate(folder).file().toString();
        HttpServerOptions options = new HttpServerOptions()
                .setHost("127.0.0.1")
                .setSsl(true)
                .setKeyCertOptions(new PfxOptions().setPath(keys).setPassword(TestKeys.PASSWORD));
        HttpServer server = Network.await(network.vertx()
                .createHttpServer(options)
                .requestHandler(request -> request.response().end("stolen"))
                .listen(0));
        URI uri = URI.create("https://127.0.0.1:" + server.actualPort());
        HttpCall call = HttpCall.get(uri, Map.of("Authorization", "Bearer secret"));
        assertThat(codeOf(() -> caller.send(call, Deadline.in(LONG)))).isEqualTo(ErrorCode.UPSTREAM_FAILED);
    }

    @Test
    void callsAgainWhenAKeptConnectionTurnsOutToBeClosed() throws Exception {
        try (ScriptedUpstream upstream = new ScriptedUpstream((socket, head) -> {
            ScriptedUpstream.write(socket, OK + "Content-Length: 2\r\n\r\nok");
            ScriptedUpstream.readRequest(socket);
        })) {
            EventLoop loop = network.nextLoop();
            for (int round = 0; round < 4; round++) {
                Events events = new Events();
                caller.stream(HttpCall.get(upstream.uri("/"), Map.of()), loop, events, Deadline.in(LONG));
                assertThat(events.untilOver()).containsExactly("opened", "head 200", "ok", "end");
            }
            assertThat(upstream.connections()).isEqualTo(4);
        }
    }

    @Test
    void refusesToBlockAnEventLoop() throws Exception {
        CompletableFuture<Throwable> thrown = new CompletableFuture<>();
        network.nextLoop().run(() -> {
            try {
                caller.send(HttpCall.get(URI.create("http://127.0.0.1:1/"), Map.of()), Deadline.in(LONG));
            } catch (IllegalStateException refused) {
                thrown.complete(refused);
            }
        });
        assertThat(thrown.get(20, TimeUnit.SECONDS)).hasMessageContaining("HttpCaller.send");
    }

    @Test
    void streamsOnTheGivenLoopInOrder() throws Exception {
        try (ScriptedUpstream upstream = new ScriptedUpstream((socket, head) -> ScriptedUpstream.write(
                socket, OK + "Transfer-Encoding: chunked\r\n\r\n2\r\nab\r\n2\r\ncd\r\n0\r\n\r\n"))) {
            for (int round = 0; round < 8; round++) {
                Events events = new Events();
                EventLoop loop = network.nextLoop();
                events.expected = loop;
                caller.stream(HttpCall.get(upstream.uri("/"), Map.of()), loop, events, Deadline.in(LONG));
                List<String> seen = events.untilOver();
                assertThat(seen).startsWith("opened", "head 200").endsWith("end");
                assertThat(String.join("", seen.subList(2, seen.size() - 1))).isEqualTo("abcd");
            }
        }
    }

    @Test
    void closingClosesTheSocketAndEndsTheCallOnce() throws Exception {
        try (ScriptedUpstream upstream = hangAfter(OK + "Content-Length: 100\r\n\r\npart")) {
            Events events = new Events();
            caller.stream(HttpCall.get(upstream.uri("/"), Map.of()), null, events, Deadline.in(LONG));
            assertThat(events.next()).isEqualTo("opened");
            assertThat(events.next()).isEqualTo("head 200");
            assertThat(events.next()).isEqualTo("part");
            events.close.run();
            events.close.run();
            assertThat(events.next()).isEqualTo("failed UPSTREAM_FAILED");
            assertThat(upstream.clientHasLeft()).isTrue();
            assertThat(events.seen.poll(50, TimeUnit.MILLISECONDS)).isNull();
        }
    }

    @Test
    void closingBeforeTheConnectionStandsEndsTheCall() throws Exception {
        try (ScriptedUpstream upstream = hangAfter("")) {
            Events events = new Events();
            events.closeAtOnce = true;
            caller.stream(HttpCall.get(upstream.uri("/"), Map.of()), null, events, Deadline.in(LONG));
            assertThat(events.untilOver()).containsExactly("opened", "failed UPSTREAM_FAILED");
        }
    }

    @Test
    void closingTheCallerEndsItsCalls() throws Exception {
        try (ScriptedUpstream upstream = hangAfter("")) {
            Events events = new Events();
            caller.stream(HttpCall.get(upstream.uri("/"), Map.of()), null, events, Deadline.in(LONG));
            assertThat(events.next()).isEqualTo("opened");
            caller.close();
            assertThat(events.untilOver()).containsExactly("failed UPSTREAM_FAILED");
            Events late = new Events();
            caller.stream(HttpCall.get(upstream.uri("/"), Map.of()), null, late, Deadline.in(LONG));
            assertThat(late.untilOver()).containsExactly("opened", "failed UPSTREAM_FAILED");
        }
    }

    @Test
    void hidesKeysAndRefusesWhatCannotBeSent() {
        URI uri = URI.create("http://my_service:8000/v1");
        HttpCall call = HttpCall.get(uri, Map.of("Authorization", "Bearer secret"));
        assertThat(call.toString()).doesNotContain("secret");
        assertThat(call.host()).isEqualTo("my_service");
        assertThatThrownBy(() -> HttpCall.get(uri, Map.of("Authorization", "Bearer a\r\nb")))
                .isInstanceOf(AppException.Rejected.class)
                .hasMessageNotContaining("Bearer");
        for (String odd : List.of("ftp://x/", "/path", "http:///x", "http://h:99999/", "mailto:a@b")) {
            assertThatThrownBy(() -> HttpCall.get(URI.create(odd), Map.of()))
                    .as(odd)
                    .isInstanceOf(AppException.Rejected.class);
        }
    }

    /// Writes down what a call does.
    private static final class Events implements CallListener {
        private final BlockingQueue<String> seen = new LinkedBlockingQueue<>();
        private volatile Runnable close = () -> {};
        private boolean closeAtOnce;
        private @Nullable EventLoop expected;

        private void add(String event) {
            boolean elsewhere = expected != null && !expected.isCurrent();
            seen.add(elsewhere ? "elsewhere " + event : event);
        }

        @Override
        public void opened(Runnable closing) {
            close = closing;
            add("opened");
            if (closeAtOnce) {
                closing.run();
            }
        }

        @Override
        public void head(int status, Map<String, String> headers) {
            add("head " + status);
        }

        @Override
        public void bytes(Buffer chunk) {
            add(chunk.toString(StandardCharsets.UTF_8));
        }

        @Override
        public void end() {
            add("end");
        }

        @Override
        public void failed(AppException.Upstream error) {
            add("failed " + error.code());
        }

        private String next() throws InterruptedException {
            String event = seen.poll(60, TimeUnit.SECONDS);
            return event == null ? "nothing" : event;
        }

        private List<String> untilOver() throws InterruptedException {
            List<String> events = new ArrayList<>();
            do {
                events.add(next());
            } while (!events.getLast().matches("end|failed .*|nothing"));
            return events;
        }
    }
}
