package dev.freshet.browser;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Somebody else's web site on this machine: a page with a content policy and rude style sheets of its own, which
/// notes every further request that reaches it.
final class HostPage implements AutoCloseable {
    private final HttpServer server;
    private final List<String> visits = new CopyOnWriteArrayList<>();
    private volatile String policy = "";
    private volatile String body = "";

    private HostPage(HttpServer server) {
        this.server = server;
    }

    static HostPage start() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
            HostPage page = new HostPage(server);
            server.createContext("/", page::answer);
            server.start();
            return page;
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().toString();
            boolean isPage = path.equals("/");
            boolean isStyle = path.equals("/rude.css");
            if (!isPage && !isStyle && !path.equals("/favicon.ico")) {
                visits.add(path);
            }
            byte[] bytes = (isPage ? page() : isStyle ? RUDE : "").getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", isPage ? "text/html; charset=utf-8" : "text/css");
            exchange.getResponseHeaders().set("Content-Security-Policy", policy);
            exchange.sendResponseHeaders(200, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private static final String RUDE = """
            * { font-family: serif !important; letter-spacing: 3px; }
            button { display: none !important; transform: rotate(9deg); }
            iframe { border: 9px dashed red !important; width: 30px !important; }
            body { font-family: serif; margin: 0; background: #f7f3ea; color: #333; }
            main { max-width: 40rem; margin: 3rem auto; padding: 0 1rem; }
            """;

    private String page() {
        return """
                <!doctype html><html lang="en"><head><meta charset="utf-8"><title>A shop</title>
                <meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">
                <link rel="stylesheet" href="/rude.css"></head><body><main><h1>Umbrellas and rain gauges</h1>
                <p>We have sold what keeps you dry since 1897. Have a look around, or ask the chat in the corner.</p>
                </main>%s</body></html>""".formatted(body);
    }

    /// Such as `http://127.0.0.1:40123`.
    String origin() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /// What the page holds, and what it may load.
    void show(String newBody, String newPolicy) {
        body = newBody;
        policy = newPolicy;
    }

    /// Requests besides those for the page and its own style sheet.
    List<String> visits() {
        return List.copyOf(visits);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
