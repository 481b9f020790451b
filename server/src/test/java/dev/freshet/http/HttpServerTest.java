package dev.freshet.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.core.AppException;
import dev.freshet.core.ErrorCode;
import dev.freshet.observe.RequestId;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpServerTest {
    @TempDir
    private Path folder;

    private TestServer serve(Router router) {
        return new TestServer(TestServer.settings(folder), router);
    }

    @Test
    void usesEpollOnLinux() {
        try (Network network = Network.open(1)) {
            if (System.getProperty("os.name").equals("Linux")) {
                assertThat(network.transport()).isEqualTo("epoll");
            }
        }
    }

    @Test
    void answersOnAVirtualThreadWithTheRequestsParts() throws Exception {
        Router router = new Router()
                .route(
                        "GET",
                        "/a/{one}/b/{two}",
                        request -> Response.text(
                                200,
                                Thread.currentThread().isVirtual() + " " + request.pathParameter("one") + " "
                                        + request.pathParameter("two") + " "
                                        + request.queryAll("q") + request.query("none")));
        try (TestServer server = serve(router)) {
            assertThat(server.get("/a/x%20y%2Fz/b/%E6%96%87/?q=1&q=a+b%26").body())
                    .isEqualTo("true x y/z 文 [1, a b&]Optional.empty");
        }
    }

    @Test
    void answersUnknownPathsAndMethods() throws Exception {
        Router router = new Router().route("GET", "/known", request -> Response.text(200, "ok"));
        router.unknown(request -> Response.text(404, "no " + request.path()));
        try (TestServer server = serve(router)) {
            HttpResponse<String> unknown = server.get("/unknown//path?x=1");
            assertThat(unknown.statusCode()).isEqualTo(404);
            assertThat(unknown.body()).isEqualTo("no /unknown//path");
            assertThat(server.post("/known", "").statusCode()).isEqualTo(405);
            assertThat(server.get("/known").body()).isEqualTo("ok");
        }
    }

    @Test
    void leavesErrorsToTheGroupsMapper() throws Exception {
        Router router = new Router();
        router.group((request, error) -> Response.text(200, "mapped " + error.getMessage()))
                .route("GET", "/mapped", request -> {
                    throw new AppException.Rejected(ErrorCode.CONFLICT, "taken");
                });
        router.route("GET", "/plain", request -> {
            throw new IOException("secret detail");
        });
        try (TestServer server = serve(router)) {
            assertThat(server.get("/mapped").body()).isEqualTo("mapped taken");
            HttpResponse<String> plain = server.get("/plain");
            assertThat(plain.statusCode()).isEqualTo(500);
            assertThat(plain.body()).doesNotContain("secret");
        }
    }

    @Test
    void survivesAMapperThatFails() throws Exception {
        Router router = new Router();
        router.group((request, error) -> {
                    throw new IllegalStateException("mapper");
                })
                .route("GET", "/twice", request -> {
                    throw new IllegalStateException("handler");
                });
        try (TestServer server = serve(router)) {
            assertThat(server.get("/twice").statusCode()).isEqualTo(500);
        }
    }

    @Test
    void bindsAndEchoesTheRequestId() throws Exception {
        Router router = new Router()
                .route(
                        "GET",
                        "/id",
                        request -> Response.text(200, RequestId.current().orElse("none")));
        try (TestServer server = serve(router)) {
            HttpResponse<String> given = server.send(
                    server.request("/id").header("X-Request-Id", "trace-7").build());
            assertThat(given.body()).isEqualTo("trace-7");
            assertThat(given.headers().firstValue("X-Request-Id")).contains("trace-7");
            HttpResponse<String> odd = server.send(
                    server.request("/id").header("X-Request-Id", "a b\"c").build());
            assertThat(odd.body())
                    .hasSize(32)
                    .isEqualTo(odd.headers().firstValue("X-Request-Id").orElseThrow());
        }
    }

    @Test
    void allowsEveryOrigin() throws Exception {
        Router router = new Router().route("GET", "/known", request -> Response.text(200, "ok"));
        try (TestServer server = serve(router)) {
            assertThat(server.get("/known").headers().firstValue("Access-Control-Allow-Origin"))
                    .contains("*");
            HttpResponse<String> preflight = server.send(server.request("/known")
                    .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
                    .header("Access-Control-Request-Headers", "authorization, x-freshet-frames")
                    .build());
            assertThat(preflight.statusCode()).isEqualTo(204);
            assertThat(preflight.headers().firstValue("Access-Control-Allow-Headers"))
                    .contains("authorization, x-freshet-frames");
        }
    }

    @Test
    void sendsFilesWithTheirLength() throws Exception {
        byte[] content = new byte[300_000];
        java.util.Arrays.fill(content, (byte) 'x');
        Path file = Files.write(folder.resolve("file.txt"), content);
        Router router = new Router()
                .route(
                        "GET",
                        "/file",
                        request -> Response.file(file, "text/plain").withHeader("X-Extra", "1"));
        try (TestServer server = serve(router)) {
            for (int round = 0; round < 3; round++) {
                HttpResponse<String> answer = server.get("/file");
                assertThat(answer.body()).hasSize(content.length);
                assertThat(answer.headers().firstValue("Content-Length")).contains("300000");
                assertThat(answer.headers().firstValue("X-Extra")).contains("1");
            }
        }
    }

    @Test
    void refusesBodiesAboveTheLimit() throws Exception {
        Router router = new Router().route("POST", "/size", request -> Response.text(200, "" + request.body().length));
        HttpSettings settings = TestServer.settings(folder).withLimits(1000, 1000);
        try (TestServer server = new TestServer(settings, router)) {
            assertThat(server.post("/size", "x".repeat(1000)).body()).isEqualTo("1000");
            assertThat(server.post("/size", "x".repeat(1001)).body()).contains("larger than 1000 bytes");
            HttpRequest chunked = server.request("/size")
                    .POST(HttpRequest.BodyPublishers.ofByteArrays(List.of(new byte[600], new byte[600])))
                    .build();
            assertThat(server.send(chunked).body()).contains("larger than 1000 bytes");
            assertThat(server.post("/size", "ok").body()).isEqualTo("2");
        }
    }

    @Test
    void readsBodiesOfManyPieces() throws Exception {
        Router router = new Router()
                .route("POST", "/echo", request -> Response.of(200, "application/octet-stream", request.body()));
        try (TestServer server = serve(router)) {
            String body = "0123456789".repeat(500_000);
            assertThat(server.post("/echo", body).body()).isEqualTo(body);
            assertThat(server.post("/echo", "").body()).isEmpty();
        }
    }

    @Test
    void keepsTheConnectionAfterABodyNobodyRead() throws Exception {
        Router router = new Router().route("POST", "/ignore", request -> Response.text(200, "ignored"));
        try (TestServer server = serve(router);
                Socket socket = server.connect()) {
            for (int round = 0; round < 3; round++) {
                String head = "POST /ignore HTTP/1.1\r\nHost: x\r\nContent-Length: 500000\r\n\r\n";
                TestServer.write(socket, head + "y".repeat(500_000));
                assertThat(TestServer.readUntil(socket, "ignored")).contains("200 OK");
            }
        }
    }

    @Test
    void dropsAClientThatSendsNothing() throws Exception {
        HttpSettings settings =
                TestServer.settings(folder).withTimeouts(Duration.ofMillis(500), Duration.ofSeconds(60));
        try (TestServer server = new TestServer(settings, new Router());
                Socket silent = server.connect();
                Socket halfHead = server.connect()) {
            TestServer.write(halfHead, "GET / HTTP/1.1\r\nHost");
            assertThat(isDropped(silent)).isTrue();
            assertThat(isDropped(halfHead)).isTrue();
        }
    }

    @Test
    void dropsAClientWhoseBodyPauses() throws Exception {
        Router router = new Router().route("POST", "/size", request -> Response.text(200, "" + request.body().length));
        HttpSettings settings =
                TestServer.settings(folder).withTimeouts(Duration.ofSeconds(60), Duration.ofMillis(500));
        try (TestServer server = new TestServer(settings, router);
                Socket socket = server.connect()) {
            TestServer.write(socket, "POST /size HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nabc");
            assertThat(isDropped(socket)).isTrue();
        }
    }

    @Test
    void dropsAClientWhoseBodyCrawls() throws Exception {
        Router router = new Router().route("POST", "/size", request -> Response.text(200, "" + request.body().length));
        HttpSettings settings =
                TestServer.settings(folder).withTimeouts(Duration.ofSeconds(60), Duration.ofMillis(500));
        try (TestServer server = new TestServer(settings, router);
                Socket socket = server.connect()) {
            TestServer.write(socket, "POST /size HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n");
            Thread crawl = Thread.ofVirtual().start(() -> writeSlowly(socket));
            assertThat(isDropped(socket)).isTrue();
            crawl.join();
        }
    }

    /// Waits for the end of the connection, which is seen as a reset when the server got something behind it.
    private static boolean isDropped(Socket client) throws IOException {
        try {
            return client.getInputStream().read() == -1;
        } catch (SocketException reset) {
            return true;
        }
    }

    /// One byte every few milliseconds until the server has had enough.
    private static void writeSlowly(Socket socket) {
        try {
            while (true) {
                TestServer.write(socket, "x");
                Thread.sleep(5);
            }
        } catch (IOException | InterruptedException dropped) {
            assertThat(dropped).isInstanceOf(IOException.class);
        }
    }

    @Test
    void dropsAClientThatDoesNotReadItsAnswer() throws Exception {
        byte[] big = new byte[40 << 20];
        Path file = Files.write(folder.resolve("big"), big);
        Router router = new Router()
                .route("GET", "/bytes", request -> Response.of(200, "application/octet-stream", big))
                .route("GET", "/file", request -> Response.file(file, "application/octet-stream"));
        HttpSettings settings =
                TestServer.settings(folder).withTimeouts(Duration.ofMillis(200), Duration.ofSeconds(60));
        try (TestServer server = new TestServer(settings, router);
                Socket first = server.connect();
                Socket second = server.connect()) {
            TestServer.write(first, "GET /bytes HTTP/1.1\r\nHost: x\r\n\r\n");
            TestServer.write(second, "GET /file HTTP/1.1\r\nHost: x\r\n\r\n");
            TestServer.readUntil(first, "200 OK");
            TestServer.readUntil(second, "200 OK");
            for (int tries = 0; server.server.connections() > 0 && tries < 3000; tries++) {
                Thread.sleep(20);
            }
            assertThat(server.server.connections()).isZero();
        }
    }

    @Test
    void letsASlowClientReadItsAnswerToTheEnd() throws Exception {
        byte[] big = new byte[20 << 20];
        Router router =
                new Router().route("GET", "/bytes", request -> Response.of(200, "application/octet-stream", big));
        HttpSettings settings =
                TestServer.settings(folder).withTimeouts(Duration.ofMillis(1500), Duration.ofSeconds(60));
        try (TestServer server = new TestServer(settings, router);
                Socket socket = server.connect()) {
            TestServer.write(socket, "GET /bytes HTTP/1.1\r\nHost: x\r\n\r\n");
            TestServer.readUntil(socket, "\r\n\r\n");
            int read = 0;
            for (int pieces = 0; pieces < 20; pieces++) {
                read += socket.getInputStream().readNBytes(1 << 20).length;
                Thread.sleep(90);
            }
            assertThat(read).isEqualTo(big.length);
        }
    }

    @Test
    void saysWhichAddressCannotBeHad() throws Exception {
        try (TestServer server = serve(new Router())) {
            HttpSettings taken = HttpSettings.local(server.server.port(), folder);
            try (Network other = Network.open(1)) {
                assertThatThrownBy(() -> HttpServer.start(other, taken, new Router()))
                        .isInstanceOf(AppException.Broken.class)
                        .hasMessageContaining("127.0.0.1:" + server.server.port());
            }
        }
    }

    @Test
    void answersEvenWhenAHeaderCannotBeSent() throws Exception {
        Router router = new Router()
                .route("GET", "/split", request -> Response.text(200, "ok").withHeader("X-Name", "a\r\nX-Evil: 1"));
        try (TestServer server = serve(router)) {
            HttpResponse<String> answer = server.get("/split");
            assertThat(answer.statusCode()).isEqualTo(500);
            assertThat(answer.headers().firstValue("X-Evil")).isEmpty();
        }
    }

    @Test
    void handlersDoNotWaitForEachOther() throws Exception {
        int count = 100;
        CountDownLatch allInside = new CountDownLatch(count);
        Router router = new Router().route("GET", "/meet", request -> {
            allInside.countDown();
            return Response.text(200, "" + await(allInside));
        });
        try (TestServer server = serve(router)) {
            List<Socket> sockets = new ArrayList<>();
            for (int client = 0; client < count; client++) {
                Socket socket = server.connect();
                sockets.add(socket);
                TestServer.write(socket, "GET /meet HTTP/1.1\r\nHost: x\r\n\r\n");
            }
            for (Socket socket : sockets) {
                assertThat(TestServer.readUntil(socket, "true")).contains("200 OK");
                socket.close();
            }
        }
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    @Test
    void spreadsConnectionsOverAllLoops() throws Exception {
        Set<String> loops = ConcurrentHashMap.newKeySet();
        Router router = new Router().route("GET", "/loop", request -> {
            loops.add(request.loop().toString());
            return Response.text(200, "seen");
        });
        try (TestServer server = serve(router)) {
            for (int client = 0; client < 8; client++) {
                try (Socket socket = server.connect()) {
                    TestServer.write(socket, "GET /loop HTTP/1.1\r\nHost: x\r\n\r\n");
                    TestServer.readUntil(socket, "seen");
                }
            }
            assertThat(loops).hasSize(2);
        }
    }

    @Test
    void asksForTheBodyOfAClientThatExpectsToBeAsked() throws Exception {
        Router router =
                new Router().route("POST", "/size", request -> Response.text(200, "size " + request.body().length));
        try (TestServer server = serve(router);
                Socket socket = server.connect()) {
            TestServer.write(
                    socket, "POST /size HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n");
            assertThat(TestServer.readUntil(socket, "\r\n\r\n")).contains("100 Continue");
            TestServer.write(socket, "hello");
            assertThat(TestServer.readUntil(socket, "size 5")).contains("200 OK");
        }
    }

    @Test
    void sendsTheOrdinaryAnswerWhenAStreamWasNotOpened() throws Exception {
        Router router = new Router().route("GET", "/refuse", request -> {
            request.events(Map.of());
            return Response.text(200, "refused");
        });
        try (TestServer server = serve(router)) {
            assertThat(server.get("/refuse").body()).isEqualTo("refused");
        }
    }

    @Test
    void streamsEventsWithTheirHeaders() throws Exception {
        Router router = new Router().route("GET", "/stream", request -> {
            EventStream stream = request.events(Map.of("X-Freshet-Message", "m1"));
            stream.loop().run(() -> {
                byte[] bytes = "..data:{}\n\n..".getBytes(StandardCharsets.UTF_8);
                stream.write(bytes, 2, bytes.length - 2);
                stream.write(bytes, 2, bytes.length - 2);
                stream.end();
            });
            return Response.streaming(stream);
        });
        try (TestServer server = serve(router)) {
            HttpResponse<String> answer = server.get("/stream");
            assertThat(answer.body()).isEqualTo("data:{}\n\ndata:{}\n\n");
            assertThat(answer.headers().firstValue("Content-Type")).contains("text/event-stream; charset=utf-8");
            assertThat(answer.headers().firstValue("Cache-control")).contains("no-cache");
            assertThat(answer.headers().firstValue("X-Accel-Buffering")).contains("no");
            assertThat(answer.headers().firstValue("X-Freshet-Message")).contains("m1");
        }
    }
}
