package dev.freshet.bench.fake;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;

/// A scripted model on 127.0.0.1: `/v1/chat/completions`, `/v1/embeddings`, `/v1/rerank`, `/v1/models`, and its
/// own counts at `/counts`. HTTP/1.1 and HTTP/2 in clear text share the port.
public final class FakeModelServer implements AutoCloseable {
    private final Vertx vertx;
    private final int port;
    private final Tally tally = new Tally();
    private volatile Script script;

    private FakeModelServer(Vertx vertx, int port, Script script) {
        this.vertx = vertx;
        this.port = port;
        this.script = script;
    }

    /// Starts on a free port with one loop.
    public static FakeModelServer start(Script script) {
        return start(script, 0, 1);
    }

    /// Starts it.
    ///
    /// @param port 0 takes a free one
    /// @param loops event loops, each with its own wheel
    public static FakeModelServer start(Script script, int port, int loops) {
        Vertx vertx = Vertx.builder().with(options(loops)).build();
        FakeModelServer server = new FakeModelServer(vertx, port == 0 ? freePort() : port, script);
        DeploymentOptions deployment =
                new DeploymentOptions().setInstances(loops).setThreadingModel(ThreadingModel.EVENT_LOOP);
        await(vertx.deployVerticle(
                () -> new FakeModelLoop(server.port, () -> server.script, server.tally), deployment));
        return server;
    }

    private static VertxOptions options(int loops) {
        return new VertxOptions()
                .setPreferNativeTransport(true)
                .setEventLoopPoolSize(loops)
                .setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(1)
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false));
    }

    private static int freePort() {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        } catch (IOException error) {
            throw new UncheckedIOException("no free port on 127.0.0.1", error);
        }
    }

    private static <T> void await(Future<T> future) {
        future.toCompletionStage().toCompletableFuture().join();
    }

    /// The base URL for OpenAI clients, such as `http://127.0.0.1:40123/v1`.
    public String baseUrl() {
        return "http://127.0.0.1:" + port + "/v1";
    }

    public int port() {
        return port;
    }

    /// Plays another script from the next request on.
    public void play(Script next) {
        script = next;
    }

    /// What it has seen so far.
    public Counts counts() {
        return tally.counts();
    }

    /// The clients that left before the end of their answers, oldest first.
    public List<Departure> departures() {
        return tally.departures();
    }

    @Override
    public void close() {
        await(vertx.close());
    }
}
