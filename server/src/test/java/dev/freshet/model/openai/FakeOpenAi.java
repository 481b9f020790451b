package dev.freshet.model.openai;

import dev.freshet.core.Secret;
import dev.freshet.json.Json;
import dev.freshet.model.ModelEndpoint;
import dev.freshet.model.ModelInfo.Capability;
import dev.freshet.model.ModelName;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// A provider for tests on a real socket: it does what its script says, call by call, and then what it was told
/// to do last. It keeps what it was asked.
public final class FakeOpenAi implements AutoCloseable {
    private final ServerSocket server;
    private final BlockingQueue<Request> requests = new LinkedBlockingQueue<>();
    private final ConcurrentLinkedQueue<Reply> script = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Socket> sockets = new ConcurrentLinkedQueue<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final BlockingQueue<String> goneClients = new LinkedBlockingQueue<>();
    private final AtomicInteger underWay = new AtomicInteger();
    private volatile Reply last = stream("Hello", " world");

    public FakeOpenAi() throws IOException {
        server = new ServerSocket(0, 256, InetAddress.getLoopbackAddress());
        Thread.ofPlatform().daemon().name("fake-openai").start(this::accept);
    }

    /// What a call was.
    public record Request(String path, Map<String, String> headers, String body) {}

    /// What is done with a call.
    public interface Reply {
        void write(Exchange exchange) throws IOException;
    }

    /// The socket of a call, for replies.
    public final class Exchange {
        private final Socket socket;
        private final OutputStream out;
        private final Request request;

        private Exchange(Socket socket, Request request) throws IOException {
            this.socket = socket;
            this.out = socket.getOutputStream();
            this.request = request;
        }

        /// What the call asks.
        public Request request() {
            return request;
        }

        public void head(int status, String... headers) throws IOException {
            StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " x\r\nTransfer-Encoding: chunked\r\n");
            Arrays.stream(headers).forEach(header -> head.append(header).append("\r\n"));
            send(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
        }

        public void chunk(byte[] bytes) throws IOException {
            if (bytes.length > 0) {
                send((Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
                send(bytes);
                send("\r\n".getBytes(StandardCharsets.ISO_8859_1));
            }
        }

        public void chunk(String text) throws IOException {
            chunk(text.getBytes(StandardCharsets.UTF_8));
        }

        public void end() throws IOException {
            send("0\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
        }

        /// A client may leave while it is written to, as well as later.
        private void send(byte[] bytes) throws IOException {
            try {
                out.write(bytes);
                out.flush();
            } catch (IOException gone) {
                goneClients.add(request.path());
                throw gone;
            }
        }

        /// Does nothing until the client goes away or the provider is closed.
        public void hang() throws IOException {
            socket.setSoTimeout(100);
            while (closed.getCount() > 0) {
                if (clientIsGone()) {
                    goneClients.add(request.path());
                    throw new IOException("the client is gone");
                }
            }
        }

        private boolean clientIsGone() {
            try {
                return socket.getInputStream().read() < 0;
            } catch (java.net.SocketTimeoutException still) {
                return false;
            } catch (IOException reset) {
                return true;
            }
        }

        public void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }

        public void pause(Duration time) throws IOException {
            try {
                if (closed.await(time.toMillis(), TimeUnit.MILLISECONDS)) {
                    throw new IOException("closed");
                }
            } catch (InterruptedException stopped) {
                throw new IOException(stopped);
            }
        }
    }

    /// The words as deltas, with finish reason, usage and end mark.
    public static Reply stream(String... words) {
        return events(deltas(words) + finish("stop") + usage(7, words.length) + "data: [DONE]\n\n");
    }

    /// The text as an event stream, as it is.
    public static Reply events(String text) {
        return pieces(text.getBytes(StandardCharsets.UTF_8));
    }

    /// An event stream whose bytes come in these pieces.
    public static Reply pieces(byte[]... pieces) {
        return exchange -> {
            exchange.head(200, "Content-Type: text/event-stream");
            for (byte[] piece : pieces) {
                exchange.chunk(piece);
            }
            exchange.end();
        };
    }

    public static Reply status(int status, String body, String... headers) {
        return exchange -> {
            exchange.head(status, headers);
            exchange.chunk(body);
            exchange.end();
        };
    }

    public static Reply json(String body) {
        return status(200, body, "Content-Type: application/json");
    }

    /// Waits before it does the other.
    public static Reply after(Duration delay, Reply reply) {
        return exchange -> {
            exchange.pause(delay);
            reply.write(exchange);
        };
    }

    public static Reply hangBeforeHead() {
        return Exchange::hang;
    }

    public static Reply hangAfter(String... words) {
        return exchange -> {
            exchange.head(200, "Content-Type: text/event-stream");
            exchange.chunk(deltas(words));
            exchange.hang();
        };
    }

    public static Reply resetAfter(String... words) {
        return exchange -> {
            exchange.head(200, "Content-Type: text/event-stream");
            exchange.chunk(deltas(words));
            exchange.pause(Duration.ofMillis(50));
            exchange.reset();
        };
    }

    public static Reply resetAtOnce() {
        return Exchange::reset;
    }

    public static String deltas(String... words) {
        StringBuilder text = new StringBuilder();
        for (String word : words) {
            text.append("data: {\"id\":\"c1\",\"choices\":[{\"index\":0,\"delta\":{\"content\":")
                    .append(Json.write(word))
                    .append("},\"finish_reason\":null}]}\n\n");
        }
        return text.toString();
    }

    public static String finish(String reason) {
        return "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"" + reason + "\"}]}\n\n";
    }

    public static String usage(int prompt, int completion) {
        return "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":" + prompt + ",\"completion_tokens\":" + completion
                + "}}\n\n";
    }

    /// Does these things, one for each call; the last one for all later calls too.
    public FakeOpenAi then(Reply... replies) {
        script.addAll(List.of(replies));
        last = replies[replies.length - 1];
        return this;
    }

    /// Waits for the next call that has not been asked for yet.
    public Request request() throws InterruptedException {
        return Objects.requireNonNull(requests.poll(60, TimeUnit.SECONDS), "nobody has called");
    }

    /// Calls that have come and were not asked for yet.
    public int waitingRequests() {
        return requests.size();
    }

    /// Calls whose answer has not ended.
    public int underWay() {
        return underWay.get();
    }

    /// Waits until a client has left a call that hangs.
    public String goneClient() throws InterruptedException {
        return Objects.requireNonNull(goneClients.poll(60, TimeUnit.SECONDS), "the client has not left");
    }

    public URI baseUrl() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort() + "/v1");
    }

    /// A model here.
    public ModelEndpoint endpoint(String model, Capability... capabilities) {
        return new ModelEndpoint(
                new ModelName(model, "Fake"),
                model,
                baseUrl(),
                new Secret("sk-test-1234567890"),
                8_192,
                Set.of(capabilities));
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                sockets.add(socket);
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException closing) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            for (Request request = read(in); request != null; request = read(in)) {
                requests.add(request);
                reply(new Exchange(socket, request));
            }
        } catch (IOException gone) {
            sockets.remove(socket);
        }
    }

    private void reply(Exchange exchange) throws IOException {
        Reply next = script.poll();
        underWay.incrementAndGet();
        try {
            (next == null ? last : next).write(exchange);
        } finally {
            underWay.decrementAndGet();
        }
    }

    private static @org.jspecify.annotations.Nullable Request read(InputStream in) throws IOException {
        List<String> head = new ArrayList<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            head.add(line);
        }
        if (head.isEmpty()) {
            return null;
        }
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        head.stream().skip(1).forEach(line -> {
            int colon = line.indexOf(':');
            headers.put(line.substring(0, colon), line.substring(colon + 1).strip());
        });
        byte[] body = in.readNBytes(Integer.parseInt(headers.getOrDefault("Content-Length", "0")));
        return new Request(head.getFirst().split(" ")[1], headers, new String(body, StandardCharsets.UTF_8));
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            if (next != '\r') {
                line.write(next);
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
