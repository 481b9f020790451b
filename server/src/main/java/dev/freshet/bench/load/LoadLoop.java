package dev.freshet.bench.load;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// The users of one event loop. User `u` of `n` has the requests `u`, `u + n`, `u + 2n` and so on, and is busy
/// with one at a time.
final class LoadLoop extends AbstractVerticle {
    private static final int SWEEP_MILLIS = 100;

    private final URI server;
    private final Load load;
    private final Expectation expected;
    private final List<Integer> users;
    private final IntFunction<Call> calls;
    private final Outcome outcome = new Outcome();
    private final Set<Exchange> running = new HashSet<>();
    private final ArrayDeque<Integer> idle = new ArrayDeque<>();
    private final ArrayDeque<Integer> due = new ArrayDeque<>();
    private Promise<Void> done = Promise.promise();
    private @Nullable HttpClient client;
    private int left;
    private long start;

    /// @param users the numbers of this loop's users
    /// @param calls the request of each number, made before the load begins
    LoadLoop(URI server, Load load, Expectation expected, List<Integer> users, IntFunction<Call> calls) {
        this.server = server;
        this.load = load;
        this.expected = expected;
        this.users = List.copyOf(users);
        this.calls = calls;
    }

    /// What came of all rounds so far; read while none runs.
    Outcome outcome() {
        return outcome;
    }

    @Override
    public void start() {
        client = vertx.createHttpClient(
                new HttpClientOptions()
                        .setTcpNoDelay(true)
                        .setKeepAlive(true)
                        .setSsl(server.getScheme().equals("https"))
                        .setConnectTimeout((int) load.limit().toMillis()),
                new PoolOptions().setHttp1MaxSize(users.size()).setEventLoopSize(1));
        vertx.setPeriodic(SWEEP_MILLIS, ignored -> sweep());
    }

    /// Sends some rounds of requests, beginning at a time that all loops share; called from any thread.
    ///
    /// @param end of the rounds, itself left out
    /// @return completed when the last answer of this loop has ended
    Future<Void> run(long startNanos, int first, int end) {
        Promise<Void> ended = Promise.promise();
        context.runOnContext(ignored -> {
            done = ended;
            left = users.size() * (end - first);
            begin(startNanos, first, end);
        });
        return ended.future();
    }

    private void begin(long startNanos, int first, int end) {
        start = startNanos;
        if (load.isOpen()) {
            idle.addAll(users);
            users.forEach(user -> {
                for (int round = first; round < end; round++) {
                    int number = user + round * load.users();
                    at(load.dueNanos(number), () -> dueNow(number));
                }
            });
        } else {
            users.forEach(user -> at(load.dueNanos(user), () -> next(user, first, end)));
        }
    }

    private void at(long nanosAfterStart, Runnable action) {
        long millis = (start + nanosAfterStart - System.nanoTime()) / 1_000_000;
        if (millis < 1) {
            action.run();
        } else {
            vertx.setTimer(millis, ignored -> action.run());
        }
    }

    /// Closed loop: the user's next question follows the end of the last answer.
    private void next(int user, int round, int end) {
        if (round < end) {
            send(user + round * load.users(), System.nanoTime(), () -> next(user, round + 1, end));
        }
    }

    /// Open loop: whoever is idle takes what is due; with nobody idle it waits, and that wait counts.
    private void dueNow(int number) {
        due.add(number);
        takeDue();
    }

    private void takeDue() {
        while (!due.isEmpty() && !idle.isEmpty()) {
            int number = due.remove();
            int user = idle.remove();
            send(number, start + load.dueNanos(number), () -> {
                idle.add(user);
                takeDue();
            });
        }
    }

    private void send(int number, long begun, Runnable afterwards) {
        Call call = calls.apply(number);
        Exchange exchange = new Exchange(expected, outcome, begun, ended -> over(ended, afterwards));
        running.add(exchange);
        RequestOptions options = new RequestOptions()
                .setHost(server.getHost())
                .setPort(
                        server.getPort() > 0
                                ? server.getPort()
                                : server.getScheme().equals("https") ? 443 : 80)
                .setMethod(HttpMethod.POST)
                .setURI(Objects.requireNonNullElse(server.getRawPath(), "") + call.path());
        Objects.requireNonNull(client)
                .request(options)
                .onSuccess(request -> exchange.connected(request, call))
                .onFailure(exchange::broken);
    }

    /// The next request starts from the loop anew, so that a row of failures does not grow the stack.
    private void over(Exchange exchange, Runnable afterwards) {
        running.remove(exchange);
        left--;
        if (left == 0) {
            done.tryComplete();
            return;
        }
        context.runOnContext(ignored -> afterwards.run());
    }

    private void sweep() {
        long oldest = System.nanoTime() - load.limit().toNanos();
        List.copyOf(running).stream()
                .filter(exchange -> exchange.begun() < oldest && !exchange.isOver())
                .forEach(Exchange::timeOut);
    }
}
