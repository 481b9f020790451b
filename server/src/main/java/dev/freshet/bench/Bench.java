package dev.freshet.bench;

import dev.freshet.bench.Phase.Cost;
import dev.freshet.bench.WireClient.Reply;
import dev.freshet.bench.load.Call;
import dev.freshet.bench.load.Expectation;
import dev.freshet.bench.load.Load;
import dev.freshet.bench.load.LoadRun;
import dev.freshet.bench.load.LoadRun.Done;
import dev.freshet.core.AppException;
import dev.freshet.core.ErrorCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/// Runs loads against a server, route by route, and reports each as it ends.
public final class Bench implements AutoCloseable {
    private final Access access;
    private final ServerCpu serverCpu;
    private final int tokens;
    private final Consumer<String> say;
    private final WireClient client;
    private final LoadRun runner;
    private final AtomicLong questions = new AtomicLong(System.currentTimeMillis() % 1_000_000 * 1000);

    /// @param tokens that each answer of the scripted model has; 0 when the model is another
    /// @param say prints a line
    public Bench(Access access, ServerCpu serverCpu, int tokens, Consumer<String> say) {
        this.access = access;
        this.serverCpu = serverCpu;
        this.tokens = tokens;
        this.say = say;
        this.client = new WireClient(access.server());
        this.runner = new LoadRun(access.server());
    }

    /// A load and what it has to keep.
    ///
    /// @param warmUp runs it once with one request each before, which is not counted
    public record Step(Load load, Targets targets, boolean warmUp) {}

    /// What came of a route.
    ///
    /// @param phases one for each step; none when the route is not served
    /// @param misses everything that did not keep its target
    public record RouteResult(boolean served, List<Phase> phases, List<String> misses) {
        public RouteResult {
            phases = List.copyOf(phases);
            misses = List.copyOf(misses);
        }
    }

    /// Runs the steps on one route.
    ///
    /// @throws AppException when the server refuses already what has to be set up
    public RouteResult run(Route route, List<Step> steps) {
        Optional<String> missing = missing(route);
        if (missing.isPresent()) {
            say.accept(route.key() + ": NOT SERVED by this server (" + missing.get() + ")");
            return new RouteResult(false, List.of(), List.of());
        }
        List<Phase> phases = new ArrayList<>();
        List<String> misses = new ArrayList<>();
        for (Step step : steps) {
            Phase phase = phase(route, step);
            List<String> missed = step.targets().misses(phase);
            ReportText.of(phase, missed).forEach(say);
            missed.forEach(miss -> misses.add(phase.name() + ": " + miss));
            phases.add(phase);
        }
        return new RouteResult(true, phases, misses);
    }

    /// Asks once, and says what is not served, if anything.
    private Optional<String> missing(Route route) {
        try {
            String session = new Conversations(access, client).open(route, 1).getFirst();
            Call call = new Calls(access, route).call(session, questions.getAndIncrement());
            Reply reply = client.beginning(call.path(), call.authorization(), call.body());
            return reply.isUnknownRoute() ? Optional.of(call.path()) : Optional.empty();
        } catch (AppException.Rejected refused) {
            if (refused.code() == ErrorCode.NOT_FOUND) {
                return Optional.of(refused.sentence());
            }
            throw refused;
        }
    }

    private Phase phase(Route route, Step step) {
        Load load = step.load();
        if (step.warmUp()) {
            send(route, new Load(load.users(), 1, false, Duration.ZERO, 0, load.limit()));
        }
        Duration serverBefore = serverCpu.used().orElse(Duration.ZERO);
        Duration ownBefore = own();
        Done done = send(route, load);
        double own = millisEach(own().minus(ownBefore), load);
        OptionalDouble server = serverCpu.used().stream()
                .mapToDouble(used -> millisEach(used.minus(serverBefore), load))
                .findFirst();
        return Phase.of(route, load, done, new Cost(server, own));
    }

    private static Duration own() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    private static double millisEach(Duration cpu, Load load) {
        return Math.round(cpu.toNanos() / 1e5 / load.total()) / 10.0;
    }

    private Done send(Route route, Load load) {
        List<String> sessions = new Conversations(access, client).open(route, load.users());
        Calls calls = new Calls(access, route);
        long first = questions.getAndAdd(load.total());
        int expected = route.isStreamed() ? tokens : 0;
        return runner.run(
                load,
                new Expectation(route.isStreamed(), expected),
                number -> calls.call(sessions.get(number % load.users()), first + number));
    }

    @Override
    public void close() {
        runner.close();
        client.close();
    }
}
