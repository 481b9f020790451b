package dev.freshet.http;

import dev.freshet.core.AppException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/// The server's socket, on all loops of the network.
public final class HttpServer {
    private final List<io.vertx.core.http.HttpServer> servers;
    private final int port;
    private final LongAdder open;

    private HttpServer(List<io.vertx.core.http.HttpServer> servers, LongAdder open) {
        this.open = open;
        this.servers = List.copyOf(servers);
        this.port = servers.getFirst().actualPort();
    }

    /// Hears of each request when its answer is given to the socket, its stream has ended, or its client has
    /// left.
    @FunctionalInterface
    public interface Observer {

        /// Called on the event loop of the client's connection, so it must neither block nor throw.
        ///
        /// @param template the template of the route; `/*` when none matched
        /// @param status of the answer; 499 when the client left before its head was sent
        /// @param duration from the request's head to that moment
        void handled(String method, String template, int status, Duration duration);
    }

    /// Listens and answers by the router from now on.
    ///
    /// @throws AppException.Broken when the address cannot be had
    public static HttpServer start(Network network, HttpSettings settings, Router router) {
        return start(network, settings, router, (method, template, status, duration) -> {});
    }

    /// The same with somebody who hears of each request.
    public static HttpServer start(Network network, HttpSettings settings, Router router, Observer observer) {
        List<io.vertx.core.http.HttpServer> servers = new ArrayList<>();
        LongAdder open = new LongAdder();
        int port = settings.port() == 0 ? freePort(settings.host()) : settings.port();
        try {
            for (EventLoop loop : network.loops()) {
                ServerLoop serverLoop = new ServerLoop(network.vertx(), loop, settings, router, observer, open);
                servers.add(listen(
                        network.vertx(), loop, serverLoop, options(settings).setPort(port)));
            }
        } catch (CompletionException refused) {
            servers.forEach(server -> Network.await(server.close()));
            throw new AppException.Broken(
                    "cannot listen on " + settings.host() + ":" + port + "; another program may hold the port",
                    refused.getCause());
        }
        return new HttpServer(servers, open);
    }

    /// All loops must ask for one and the same port, so a free one is looked up beforehand.
    private static int freePort(String host) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.bind(new InetSocketAddress(InetAddress.getAllByName(host)[0], 0));
            return probe.getLocalPort();
        } catch (IOException error) {
            throw new AppException.Broken("no free port on " + host, error);
        }
    }

    private static io.vertx.core.http.HttpServer listen(
            Vertx vertx, EventLoop loop, ServerLoop serverLoop, HttpServerOptions options) {
        return Network.await(Future.future(promise -> loop.later(() -> vertx.createHttpServer(options)
                .connectionHandler(serverLoop::connected)
                .requestHandler(serverLoop::accept)
                .listen()
                .onComplete(promise))));
    }

    /// HTTP/1.1 alone: where HTTP/2 in clear text is possible too, a connection shows up only with its first
    /// bytes, so one that never sends any could not be timed out.
    private static HttpServerOptions options(HttpSettings settings) {
        return new HttpServerOptions()
                .setHost(settings.host())
                .setAcceptBacklog(4096)
                .setTcpNoDelay(true)
                .setTcpKeepAlive(true)
                .setHttp2ClearTextEnabled(false)
                .setCompressionSupported(false)
                .setMaxHeaderSize(64 << 10)
                .setMaxInitialLineLength(16 << 10)
                .setMaxChunkSize(64 << 10);
    }

    /// The port that the server listens on.
    public int port() {
        return port;
    }

    /// Connections that are open now.
    public long connections() {
        return open.sum();
    }

    /// Stops accepting, waits at most `grace` for what is in flight, then closes all connections.
    public void close(Duration grace) {
        List<Future<Void>> closed = servers.stream()
                .map(server -> server.shutdown(grace.toMillis(), TimeUnit.MILLISECONDS))
                .toList();
        Network.await(Future.join(closed));
    }
}
