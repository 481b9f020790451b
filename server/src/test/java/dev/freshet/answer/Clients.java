package dev.freshet.answer;

import dev.freshet.http.EventLoop;
import dev.freshet.http.EventStream;
import dev.freshet.http.HttpServer;
import dev.freshet.http.HttpSettings;
import dev.freshet.http.Network;
import dev.freshet.http.Response;
import dev.freshet.http.Router;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/// Real clients of a real server with two event loops, each with its end of the stream in the test's hands.
final class Clients implements AutoCloseable {
    private final Network network = Network.open(2);
    private final BlockingQueue<EventStream> streams = new LinkedBlockingQueue<>();
    private final HttpServer server;

    Clients(Path folder) {
        Router router = new Router().route("GET", "/stream", request -> {
            EventStream stream = request.events(Map.of());
            streams.add(stream);
            return Response.streaming(stream);
        });
        server = HttpServer.start(network, HttpSettings.local(0, folder), router);
    }

    /// One client. It speaks HTTP/1.0, so that what it reads is what was written.
    record Client(Socket socket, EventStream stream) implements AutoCloseable {
        /// Reads to the end and gives the contents of the text frames, put together, and then the last frame.
        String read() throws IOException {
            String body = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            String frames = body.substring(body.indexOf("\r\n\r\n") + 4);
            return Arrays.stream(frames.split("\n\n"))
                    .map(frame -> frame.substring("data:".length()))
                    .map(data -> data.startsWith("\"") ? data.substring(1, data.length() - 1) : data)
                    .collect(Collectors.joining());
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    Client connect() throws Exception {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        socket.setSoTimeout(60_000);
        socket.getOutputStream().write("GET /stream HTTP/1.0\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        EventStream stream = Objects.requireNonNull(streams.poll(60, TimeUnit.SECONDS), "no stream was opened");
        return new Client(socket, stream);
    }

    /// One of the loops.
    EventLoop loop() {
        return network.nextLoop();
    }

    /// The loop that the client's connection is not on.
    EventLoop otherLoop(Client client) {
        EventLoop loop = network.nextLoop();
        return loop.equals(client.stream().loop()) ? network.nextLoop() : loop;
    }

    /// Has the loop do it and waits for the result.
    static <T> T on(EventLoop loop, Callable<T> task) throws Exception {
        FutureTask<T> future = new FutureTask<>(task);
        loop.run(future);
        return future.get(30, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        server.close(Duration.ofSeconds(1));
        network.close();
    }
}
