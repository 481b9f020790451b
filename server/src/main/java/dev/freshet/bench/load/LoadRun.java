package dev.freshet.bench.load;

import dev.freshet.core.AppException;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/// Sends loads to one server.
public final class LoadRun implements AutoCloseable {
    private static final int USERS_A_LOOP = 2000;

    private final Vertx vertx;
    private final URI server;

    /// @param server its address
    public LoadRun(String server) {
        try {
            this.server = URI.create(server);
        } catch (IllegalArgumentException malformed) {
            throw AppException.invalid(server + " is not the address of a server.");
        }
        VertxOptions options = new VertxOptions()
                .setPreferNativeTransport(true)
                .setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(2)
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false));
        this.vertx = Vertx.builder().with(options).build();
    }

    /// What came of a load, and how long all of it took.
    public record Done(Outcome outcome, long elapsedNanos) {}

    /// Sends the load and waits for its end.
    ///
    /// @param calls the request of each number from 0; asked for on event loops, so it must not block
    public Done run(Load load, Expectation expected, IntFunction<Call> calls) {
        int count = Math.clamp(load.users() / USERS_A_LOOP + 1, 1, 2);
        List<LoadLoop> loops = IntStream.range(0, count)
                .mapToObj(loop -> new LoadLoop(
                        server,
                        load,
                        expected,
                        IntStream.range(0, load.users())
                                .filter(user -> user % count == loop)
                                .boxed()
                                .toList(),
                        calls))
                .toList();
        List<String> ids = new ArrayList<>();
        loops.forEach(loop -> ids.add(await(vertx.deployVerticle(loop, new DeploymentOptions()))));
        long start = System.nanoTime();
        int step = load.inRounds() ? 1 : load.requests();
        for (int round = 0; round < load.requests(); round += step) {
            run(loops, round, round + step);
        }
        long elapsed = System.nanoTime() - start;
        Outcome outcome = new Outcome();
        loops.forEach(loop -> outcome.merge(loop.outcome()));
        ids.forEach(id -> await(vertx.undeploy(id)));
        return new Done(outcome, elapsed);
    }

    private static void run(List<LoadLoop> loops, int first, int end) {
        long start = System.nanoTime();
        List<Future<Void>> running =
                loops.stream().map(loop -> loop.run(start, first, end)).toList();
        running.forEach(LoadRun::await);
    }

    private static <T> T await(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }

    @Override
    public void close() {
        await(vertx.close());
    }
}
