package dev.freshet.http;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.Context;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.internal.VertxInternal;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The event loops that everything which talks to a socket shares: server and caller alike.
public final class Network implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Network.class);

    private final Vertx vertx;
    private final List<EventLoop> loops;
    private final AtomicInteger next = new AtomicInteger();

    private Network(Vertx vertx, List<EventLoop> loops) {
        this.vertx = vertx;
        this.loops = loops;
    }

    /// Starts the loops.
    ///
    /// @param loops how many; 0 means one for each processor
    public static Network open(int loops) {
        int count = loops > 0 ? loops : Runtime.getRuntime().availableProcessors();
        Vertx vertx = Vertx.builder().with(options(count)).build();
        Network network = new Network(vertx, deploy(vertx, count));
        if (!vertx.isNativeTransportEnabled()) {
            LOG.warn("no native transport ({}), so each connection costs more", network.transport());
        }
        return network;
    }

    private static VertxOptions options(int loops) {
        return new VertxOptions()
                .setPreferNativeTransport(true)
                .setEventLoopPoolSize(loops)
                .setWorkerPoolSize(2)
                .setInternalBlockingPoolSize(2)
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false));
    }

    /// One verticle a loop: the library hands out its loops in turn, so that no two share one.
    private static List<EventLoop> deploy(Vertx vertx, int count) {
        ConcurrentLinkedQueue<EventLoop> started = new ConcurrentLinkedQueue<>();
        DeploymentOptions options =
                new DeploymentOptions().setInstances(count).setThreadingModel(ThreadingModel.EVENT_LOOP);
        await(vertx.deployVerticle(() -> new LoopVerticle(started), options));
        return List.copyOf(started);
    }

    /// All loops.
    List<EventLoop> loops() {
        return loops;
    }

    Vertx vertx() {
        return vertx;
    }

    /// The loops in turn, for work that belongs to no connection.
    public EventLoop nextLoop() {
        return loops.get(Math.floorMod(next.getAndIncrement(), loops.size()));
    }

    /// How sockets are driven, for the start-up report: `epoll` and the like, or `nio` with the reason.
    public String transport() {
        if (vertx.isNativeTransportEnabled()) {
            return nativeName();
        }
        Throwable cause = vertx.unavailableNativeTransportCause();
        return cause == null ? "nio" : "nio, because " + cause.getMessage();
    }

    private String nativeName() {
        String className = ((VertxInternal) vertx).transport().getClass().getSimpleName();
        return className.replace("Transport", "").toLowerCase(Locale.ROOT);
    }

    /// Stops all loops; sockets that are still open are closed.
    @Override
    public void close() {
        await(vertx.close());
    }

    /// Waits for what was started on a loop.
    static <T> T await(Future<T> future) {
        EventLoop.refuseBlocking("waiting for a loop");
        return future.toCompletionStage().toCompletableFuture().join();
    }

    private static final class LoopVerticle extends AbstractVerticle {
        private final ConcurrentLinkedQueue<EventLoop> started;

        private LoopVerticle(ConcurrentLinkedQueue<EventLoop> started) {
            this.started = started;
        }

        @Override
        public void start() {
            Context own = context;
            started.add(new EventLoop(own));
        }
    }
}
