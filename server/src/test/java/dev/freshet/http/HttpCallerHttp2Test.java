package dev.freshet.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.core.AppException;
import dev.freshet.core.Deadline;
import dev.freshet.core.Parallel;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.StreamResetException;
import io.vertx.core.net.PfxOptions;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Calls by HTTP/2: without TLS where told, behind TLS where the other side can.
class HttpCallerHttp2Test {
    private static final Duration LONG = Duration.ofSeconds(60);

    private final Set<Object> connections = ConcurrentHashMap.newKeySet();
    private final LinkedBlockingQueue<Throwable> resets = new LinkedBlockingQueue<>();
    private Network network;

    @BeforeEach
    void open() {
        network = Network.open(2);
    }

    @AfterEach
    void close() {
        network.close();
    }

    private void answer(HttpServerRequest request) {
        connections.add(request.connection());
        request.response().exceptionHandler(resets::add);
        request.response().putHeader("version", request.version().name());
        if (request.path().equals("/hang")) {
            request.response().setChunked(true).write("part");
            return;
        }
        request.response().end("ok");
    }

    private HttpServer listen(HttpServerOptions options) {
        return Network.await(network.vertx()
                .createHttpServer(options.setHost("127.0.0.1"))
                .requestHandler(this::answer)
                .listen(0));
    }

    private HttpCaller caller(boolean secure, List<URI> clearText) {
        return HttpCaller.open(
                network, HttpCaller.Settings.standard().withPool(1_000).withHttp2(secure, clearText));
    }

    private static HttpReply get(HttpCaller caller, URI uri) {
        return caller.send(HttpCall.get(uri, Map.of()), Deadline.in(LONG));
    }

    @Test
    void manyStreamsShareFewConnectionsAndTheNextOnesGetAnother() throws Exception {
        HttpServer server = listen(new HttpServerOptions());
        URI origin = URI.create("http://127.0.0.1:" + server.actualPort() + "/v1/");
        try (HttpCaller caller = caller(false, List.of(origin))) {
            EventLoop loop = network.nextLoop();
            for (int i = 0; i < 150; i++) {
                Hanging stream = new Hanging();
                caller.stream(HttpCall.get(origin.resolve("/hang"), Map.of()), loop, stream, Deadline.in(LONG));
                assertThat(stream.begun.await(60, TimeUnit.SECONDS)).isTrue();
            }
            assertThat(connections).hasSize(2);
        }
    }

    @Test
    void aStreamThatIsClosedIsResetAndTheOthersOfItsConnectionGoOn() throws Exception {
        HttpServer server = listen(new HttpServerOptions());
        URI origin = URI.create("http://127.0.0.1:" + server.actualPort());
        try (HttpCaller caller = caller(false, List.of(origin))) {
            EventLoop loop = network.nextLoop();
            Hanging first = new Hanging();
            Hanging second = new Hanging();
            for (Hanging stream : List.of(first, second)) {
                caller.stream(HttpCall.get(origin.resolve("/hang"), Map.of()), loop, stream, Deadline.in(LONG));
                assertThat(stream.begun.await(60, TimeUnit.SECONDS)).isTrue();
            }
            first.close.run();
            assertThat(resets.poll(60, TimeUnit.SECONDS))
                    .isInstanceOfSatisfying(
                            StreamResetException.class,
                            reset -> assertThat(reset.getCode()).isEqualTo(8));
            assertThat(first.failed.await(60, TimeUnit.SECONDS)).isTrue();
            assertThat(second.failed.getCount()).isEqualTo(1);
            assertThat(get(caller, origin).header("version")).contains("HTTP_2");
            assertThat(resets).noneMatch(StreamResetException.class::isInstance);
        }
    }

    @Test
    void aCallThatNobodyWaitsForAnyLongerIsResetAndItsConnectionStays() throws Exception {
        HttpServer server = listen(new HttpServerOptions());
        URI origin = URI.create("http://127.0.0.1:" + server.actualPort());
        try (HttpCaller caller = caller(false, List.of(origin))) {
            EventLoop loop = network.nextLoop();
            Deadline.Cancellation left = new Deadline.Cancellation();
            Hanging stream = new Hanging();
            caller.stream(
                    HttpCall.get(origin.resolve("/hang"), Map.of()),
                    loop,
                    stream,
                    Deadline.in(LONG).until(left));
            assertThat(stream.begun.await(60, TimeUnit.SECONDS)).isTrue();
            left.cancel();
            assertThat(resets.poll(60, TimeUnit.SECONDS)).isInstanceOf(StreamResetException.class);
            assertThat(stream.failed.await(60, TimeUnit.SECONDS)).isTrue();
            assertThat(caller.connections()).isEqualTo(1);
        }
    }

    @Test
    void offersHttp2BehindTlsAndSpeaksWhatTheOtherSideCan(@TempDir Path folder) throws Exception {
        Path keys = TestKeys.generate(folder).file();
        System.setProperty("javax.net.ssl.trustStore", keys.toString());
        System.setProperty("javax.net.ssl.trustStorePassword", TestKeys.PASSWORD);
        try {
            for (HttpVersion version : List.of(HttpVersion.HTTP_2, HttpVersion.HTTP_1_1)) {
                HttpServer server = listen(new HttpServerOptions()
                        .setSsl(true)
                        .setUseAlpn(true)
                        .setAlpnVersions(List.of(version))
                        .setKeyCertOptions(
                                new PfxOptions().setPath(keys.toString()).setPassword(TestKeys.PASSWORD)));
                URI origin = URI.create("https://127.0.0.1:" + server.actualPort());
                try (HttpCaller offering = caller(true, List.of());
                        HttpCaller plain = caller(false, List.of())) {
                    assertThat(get(offering, origin).header("version")).contains(version.name());
                    List<Callable<String>> calls = IntStream.range(0, 50)
                            .<Callable<String>>mapToObj(
                                    i -> () -> get(offering, origin).text())
                            .toList();
                    assertThat(Parallel.all(calls)).containsOnly("ok");
                    if (version == HttpVersion.HTTP_1_1) {
                        assertThat(get(plain, origin).header("version")).contains("HTTP_1_1");
                    }
                }
            }
        } finally {
            System.clearProperty("javax.net.ssl.trustStore");
            System.clearProperty("javax.net.ssl.trustStorePassword");
        }
    }

    /// A call whose answer begins and does not end.
    private static final class Hanging implements CallListener {
        private final CountDownLatch begun = new CountDownLatch(1);
        private final CountDownLatch failed = new CountDownLatch(1);
        private volatile Runnable close = () -> {};

        @Override
        public void opened(Runnable closing) {
            close = closing;
        }

        @Override
        public void head(int status, Map<String, String> headers) {
            assertThat(status).isEqualTo(200);
        }

        @Override
        public void bytes(Buffer chunk) {
            begun.countDown();
        }

        @Override
        public void end() {
            throw new AssertionError("it never ends");
        }

        @Override
        public void failed(AppException.Upstream error) {
            failed.countDown();
        }
    }
}
