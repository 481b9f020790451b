package dev.freshet.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(HttpSettings.Framing.class)
class EventStreamTest {
    private static final byte[] EVENT = "data:{\"n\":1}\n\n".getBytes(StandardCharsets.UTF_8);

    @Parameter
    private HttpSettings.Framing framing;

    @TempDir
    private Path folder;

    private final BlockingQueue<EventStream> streams = new LinkedBlockingQueue<>();

    private final Router router = new Router()
            .route("GET", "/stream", this::open)
            .route("POST", "/stream", this::open)
            .route("POST", "/read", request -> {
                assertThat(request.body()).isNotEmpty();
                return open(request);
            })
            .route("GET", "/ok", request -> Response.text(200, "ok"));

    private Response open(Request request) {
        EventStream stream = request.events(Map.of());
        stream.loop().run(stream::open);
        streams.add(stream);
        return Response.streaming(stream);
    }

    private TestServer serve() {
        return new TestServer(TestServer.settings(folder).withFraming(framing), router);
    }

    private EventStream next() throws InterruptedException {
        EventStream stream = streams.poll(60, TimeUnit.SECONDS);
        if (stream == null) {
            throw new AssertionError("no stream was opened");
        }
        return stream;
    }

    private static CountDownLatch closed(EventStream stream) {
        CountDownLatch latch = new CountDownLatch(1);
        stream.loop().run(() -> stream.onClosed(latch::countDown));
        return latch;
    }

    private static boolean happens(CountDownLatch latch) throws InterruptedException {
        return latch.await(60, TimeUnit.SECONDS);
    }

    private static <T> T on(EventLoop loop, Supplier<T> task) throws Exception {
        CompletableFuture<T> result = new CompletableFuture<>();
        loop.run(() -> result.complete(task.get()));
        return result.get(20, TimeUnit.SECONDS);
    }

    @Test
    void noticesADisconnectWhileNothingIsWritten() throws Exception {
        String body = "x".repeat(100_000);
        List<String> requests = List.of(
                "GET /stream HTTP/1.1\r\nHost: x\r\n\r\n",
                "POST /stream HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n" + body,
                "POST /read HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n" + body);
        try (TestServer server = serve()) {
            for (String request : requests) {
                Socket socket = server.connect();
                TestServer.write(socket, request);
                CountDownLatch closed = closed(next());
                TestServer.readUntil(socket, "\r\n\r\n");
                socket.close();
                assertThat(happens(closed)).isTrue();
            }
        }
    }

    @Test
    void tellsOfADisconnectThatHappenedBeforeAnybodyAsked() throws Exception {
        try (TestServer server = serve()) {
            Socket socket = server.connect();
            TestServer.write(socket, "GET /stream HTTP/1.1\r\nHost: x\r\n\r\n");
            EventStream stream = next();
            CountDownLatch first = closed(stream);
            socket.close();
            assertThat(happens(first)).isTrue();
            assertThat(happens(closed(stream))).isTrue();
            assertThat(on(stream.loop(), stream::writable)).isFalse();
            stream.loop().run(() -> stream.write(EVENT, 0, EVENT.length));
            stream.loop().run(stream::end);
        }
    }

    @Test
    void tellsOfADisconnectWhileTheHandlerStillRuns() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        BlockingQueue<EventStream> made = new LinkedBlockingQueue<>();
        router.route("GET", "/slow", request -> {
            EventStream stream = request.events(Map.of());
            made.add(stream);
            await(goOn);
            return Response.text(200, "nobody reads this");
        });
        try (TestServer server = serve()) {
            Socket socket = server.connect();
            TestServer.write(socket, "GET /slow HTTP/1.1\r\nHost: x\r\n\r\n");
            EventStream stream = made.poll(60, TimeUnit.SECONDS);
            assertThat(stream).isNotNull();
            CountDownLatch closed = closed(stream);
            socket.close();
            assertThat(happens(closed)).isTrue();
            goOn.countDown();
            assertThat(server.get("/ok").body()).isEqualTo("ok");
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    @Test
    void anOrderlyEndIsNoDisconnectAndKeepsTheConnection() throws Exception {
        try (TestServer server = serve();
                Socket socket = server.connect()) {
            for (int round = 0; round < 3; round++) {
                TestServer.write(socket, "GET /stream HTTP/1.1\r\nHost: x\r\n\r\n");
                EventStream stream = next();
                CountDownLatch closed = closed(stream);
                stream.loop().run(() -> {
                    stream.write(EVENT, 0, EVENT.length);
                    stream.end();
                    stream.end();
                    stream.write(EVENT, 0, EVENT.length);
                });
                String answer = TestServer.readUntil(socket, "\r\n0\r\n\r\n");
                assertThat(answer).containsOnlyOnce("data:{\"n\":1}\n\n");
                assertThat(closed.getCount()).isEqualTo(1);
            }
            TestServer.write(socket, "GET /ok HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(TestServer.readUntil(socket, "ok")).contains("200 OK");
        }
    }

    @Test
    void sendsChunksOfAnyLengthAsTheyWereWritten() throws Exception {
        List<String> texts = IntStream.of(1, 9, 15, 16, 17, 255, 256, 4_095, 4_096, 65_535, 65_536, 300_000)
                .mapToObj(length -> "x".repeat(length - 1) + "\n")
                .toList();
        try (TestServer server = serve();
                Socket socket = server.connect()) {
            TestServer.write(socket, "GET /stream HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
            EventStream stream = next();
            stream.loop().run(() -> {
                texts.forEach(text -> stream.write(text.getBytes(StandardCharsets.UTF_8), 0, text.length()));
                stream.write(EVENT, 3, 3);
                stream.write(EVENT, 0, EVENT.length);
                stream.end();
            });
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(body(answer)).isEqualTo(String.join("", texts) + new String(EVENT, StandardCharsets.UTF_8));
        }
    }

    /// Takes chunked coding apart.
    private static String body(String answer) {
        StringBuilder body = new StringBuilder();
        int at = answer.indexOf("\r\n\r\n") + 4;
        while (true) {
            int end = answer.indexOf("\r\n", at);
            int length = Integer.parseInt(answer.substring(at, end), 16);
            if (length == 0) {
                return body.toString();
            }
            body.append(answer, end + 2, end + 2 + length);
            assertThat(answer.substring(end + 2 + length, end + 4 + length)).isEqualTo("\r\n");
            at = end + 4 + length;
        }
    }

    @Test
    void anHttp10ClientGetsTheBytesWithoutChunksUntilTheEndOfTheConnection() throws Exception {
        for (String keepAlive : List.of("", "Connection: keep-alive\r\n")) {
            try (TestServer server = serve();
                    Socket socket = server.connect()) {
                TestServer.write(socket, "GET /stream HTTP/1.0\r\nHost: x\r\n" + keepAlive + "\r\n");
                EventStream stream = next();
                stream.loop().run(() -> stream.write(EVENT, 0, EVENT.length));
                TestServer.readUntil(socket, "data:");
                stream.loop().run(() -> {
                    stream.write(EVENT, 0, EVENT.length);
                    stream.end();
                });
                assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                        .isEqualTo("{\"n\":1}\n\ndata:{\"n\":1}\n\n");
            }
        }
    }

    @Test
    void aSlowReaderMakesTheStreamUnwritableUntilItReads() throws Exception {
        try (TestServer server = serve();
                Socket socket = server.connect()) {
            TestServer.write(socket, "GET /stream HTTP/1.1\r\nHost: x\r\n\r\n");
            EventStream stream = next();
            CountDownLatch writableAgain = new CountDownLatch(1);
            byte[] block = "x".repeat(10_000).getBytes(StandardCharsets.UTF_8);
            int written = on(stream.loop(), () -> {
                stream.onWritable(writableAgain::countDown);
                int blocks = 0;
                while (stream.writable() && blocks < 100_000) {
                    stream.write(block, 0, block.length);
                    blocks++;
                }
                return blocks;
            });
            assertThat(written).isBetween(1, 99_999);
            assertThat(writableAgain.getCount()).isEqualTo(1);
            Thread reader = Thread.ofVirtual().start(() -> drain(socket));
            assertThat(happens(writableAgain)).isTrue();
            assertThat(on(stream.loop(), stream::writable)).isTrue();
            stream.loop().run(stream::drop);
            reader.join();
        }
    }

    /// Reads to the end of the connection and counts the bytes.
    private static long drain(Socket socket) {
        long count = 0;
        try (InputStream in = new BufferedInputStream(socket.getInputStream())) {
            while (in.read() >= 0) {
                count++;
            }
        } catch (IOException closed) {
            assertThat(closed).hasMessageContaining("onnection");
        }
        return count;
    }

    @Test
    void dropsASlowReaderAtOnceWithoutCallingItADisconnect() throws Exception {
        try (TestServer server = serve();
                Socket socket = server.connect()) {
            TestServer.write(socket, "GET /stream HTTP/1.1\r\nHost: x\r\n\r\n");
            EventStream stream = next();
            CountDownLatch closed = closed(stream);
            byte[] block = "x".repeat(10_000).getBytes(StandardCharsets.UTF_8);
            int written = on(stream.loop(), () -> {
                int blocks = 0;
                for (; stream.writable() && blocks < 100_000; blocks++) {
                    stream.write(block, 0, block.length);
                }
                stream.drop();
                return blocks * block.length;
            });
            assertThat(drain(socket)).as("what was queued is thrown away").isLessThan(written);
            assertThat(closed.getCount()).isEqualTo(1);
        }
    }

    @Test
    void aGracefulCloseLetsAStreamFinish() throws Exception {
        try (TestServer server = serve();
                Socket socket = server.connect()) {
            TestServer.write(socket, "GET /stream HTTP/1.1\r\nHost: x\r\n\r\n");
            EventStream stream = next();
            TestServer.readUntil(socket, "\r\n\r\n");
            Thread closing = Thread.ofVirtual().start(() -> server.server.close(Duration.ofSeconds(20)));
            waitUntilRefused(server);
            stream.loop().run(() -> {
                stream.write(EVENT, 0, EVENT.length);
                stream.end();
            });
            assertThat(TestServer.readUntil(socket, "\r\n0\r\n\r\n")).contains("data:{\"n\":1}\n\n");
            closing.join();
        }
    }

    @Test
    void aGracefulCloseCutsWhatDoesNotFinishInTime() throws Exception {
        try (TestServer server = serve();
                Socket socket = server.connect()) {
            TestServer.write(socket, "GET /stream HTTP/1.1\r\nHost: x\r\n\r\n");
            CountDownLatch closed = closed(next());
            server.server.close(Duration.ofMillis(50));
            assertThat(happens(closed)).isTrue();
        }
    }

    private static void waitUntilRefused(TestServer server) throws InterruptedException {
        while (true) {
            try (Socket late = server.connect()) {
                if (late.getInputStream().read() < 0) {
                    return;
                }
            } catch (IOException refused) {
                return;
            }
            Thread.sleep(5);
        }
    }
}
