package dev.freshet.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.bench.fake.Departure;
import dev.freshet.bench.fake.FakeModelServer;
import dev.freshet.bench.fake.Fault;
import dev.freshet.bench.fake.Script;
import dev.freshet.core.Deadline;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Clients that leave in the middle of a stream: the model notices each long before the end, by the wire's own sign,
/// and the streams of the others go on.
class DisconnectTest {
    private static final int CLIENTS = 20;

    /// Twenty seconds to the end of a stream, so that one that is sent whole was not closed.
    private static final Script SLOW = new Script(Duration.ofMillis(10), Duration.ofMillis(100), 200, Fault.NONE, 0);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theModelNoticesLongBeforeTheEndAndTheOthersGoOn(boolean http2) throws Exception {
        Router router = new Router();
        try (FakeModelServer model = FakeModelServer.start(SLOW);
                TestServer server = new TestServer(TestServer.settings(folder), router)) {
            URI address = URI.create(model.baseUrl());
            HttpCaller.Settings settings =
                    HttpCaller.Settings.standard().withHttp2(false, http2 ? List.of(address) : List.of());
            try (HttpCaller caller = HttpCaller.open(server.network, settings)) {
                router.route("GET", "/", request -> relay(request, caller, address));
                List<Socket> leaving = connect(server);
                List<Socket> staying = connect(server);
                for (Socket socket : leaving) {
                    socket.close();
                }
                List<Departure> departures = departures(model);
                assertThat(departures)
                        .allSatisfy(departure -> assertThat(departure.sent()).isLessThan(SLOW.tokens() / 2));
                assertThat(model.counts().streams()).isEqualTo(CLIENTS);
                for (Socket socket : staying) {
                    TestServer.readUntil(socket, "data:");
                    socket.close();
                }
            }
        }
    }

    private static Response relay(Request request, HttpCaller caller, URI model) {
        EventStream stream = request.events(Map.of());
        HttpCall call = HttpCall.post(
                model.resolve("/v1/chat/completions"),
                Map.of("Content-Type", "application/json"),
                "{\"model\":\"m\",\"stream\":true,\"messages\":[]}".getBytes(StandardCharsets.UTF_8));
        caller.stream(call, stream.loop(), new Relay(stream), Deadline.in(Duration.ofSeconds(60)));
        return Response.streaming(stream);
    }

    private static List<Socket> connect(TestServer server) throws IOException {
        List<Socket> sockets = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            Socket socket = server.connect();
            TestServer.write(socket, "GET / HTTP/1.1\r\nHost: x\r\n\r\n");
            TestServer.readUntil(socket, "data:");
            sockets.add(socket);
        }
        return sockets;
    }

    private static List<Departure> departures(FakeModelServer model) throws InterruptedException {
        Deadline deadline = Deadline.in(Duration.ofSeconds(30));
        while (model.departures().size() < CLIENTS) {
            deadline.check("the model's notice of clients that left");
            Thread.sleep(5);
        }
        return model.departures();
    }
}
