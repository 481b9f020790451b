package dev.freshet.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpServerObserverTest {
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final CountDownLatch held = new CountDownLatch(1);
    private final CountDownLatch reached = new CountDownLatch(1);
    private final Network network = Network.open(1);
    private HttpServer server;

    @BeforeEach
    void start(@TempDir Path folder) {
        Router router = new Router()
                .route("GET", "/things/{thing}", request -> Response.text(201, "made"))
                .route("GET", "/held", this::held);
        server = HttpServer.start(
                network,
                HttpSettings.local(0, folder),
                router,
                (method, template, status, duration) -> heard.add(method + " " + template + " " + status));
    }

    private Response held(Request request) {
        reached.countDown();
        try {
            held.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        return Response.text(200, "late");
    }

    @AfterEach
    void close() {
        held.countDown();
        server.close(Duration.ofSeconds(1));
        network.close();
    }

    @Test
    void hearsTheTemplateAndTheStatusOfEachRequest() throws Exception {
        get("/things/7");
        assertThat(next()).isEqualTo("GET /things/{thing} 201");
        get("/nowhere/7");
        assertThat(next()).isEqualTo("GET /* 404");
    }

    @Test
    void hearsOfAClientThatLeftBeforeItsAnswer() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream().write("GET /held HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(reached.await(60, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(next()).isEqualTo("GET /held 499");
    }

    private String next() throws InterruptedException {
        return String.valueOf(heard.poll(60, TimeUnit.SECONDS));
    }

    private void get(String path) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                    .build();
            HttpResponse<InputStream> response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            response.body().readAllBytes();
        }
    }
}
