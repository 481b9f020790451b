package dev.freshet.bench;

import dev.freshet.bench.Bench.RouteResult;
import dev.freshet.bench.Bench.Step;
import dev.freshet.bench.Route.Token;
import dev.freshet.core.Secret;
import dev.freshet.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Measures several routes of a server, one after the other.
public final class BenchRun {
    private BenchRun() {}

    /// What came of it.
    ///
    /// @param misses targets that were not kept, one sentence each
    public record Result(Report report, List<String> misses) {
        public Result {
            misses = List.copyOf(misses);
        }
    }

    /// What is measured.
    ///
    /// @param steps on each route
    /// @param tokens that each answer of the scripted model has; 0 when the model is another
    public record Plan(List<Route> routes, List<Step> steps, int tokens) {
        public Plan {
            routes = List.copyOf(routes);
            steps = List.copyOf(steps);
        }
    }

    /// Runs the steps on each route.
    ///
    /// @param say prints a line
    public static Result run(Access access, ServerCpu cpu, Plan plan, Consumer<String> say) {
        List<Phase> phases = new ArrayList<>();
        List<String> misses = new ArrayList<>();
        List<String> notServed = new ArrayList<>();
        try (Bench bench = new Bench(located(access, plan.routes()), cpu, plan.tokens(), say)) {
            for (Route route : plan.routes()) {
                RouteResult result = bench.run(route, plan.steps());
                phases.addAll(result.phases());
                misses.addAll(result.misses());
                if (!result.served()) {
                    notServed.add(route.key());
                }
            }
        }
        return new Result(new Report(access.server(), phases, notServed), misses);
    }

    /// Routes without an assistant search the datasets of the named one, unless others are named.
    private static Access located(Access access, List<Route> routes) {
        boolean needed =
                routes.contains(Route.ASK) || routes.contains(Route.MINDMAP) || routes.contains(Route.RETRIEVAL);
        Secret apiKey = access.tokens().get(Token.KEY);
        if (!needed
                || apiKey == null
                || !access.datasets().isEmpty()
                || access.chat().isEmpty()) {
            return access;
        }
        try (WireClient client = new WireClient(access.server())) {
            String key = "Bearer " + apiKey.reveal();
            List<String> datasets = client.get("/api/v1/chats?id=" + access.chat(), key).texts("data").stream()
                    .flatMap(chat -> JsonObject.parse(chat).texts("datasets").stream())
                    .map(dataset -> JsonObject.parse(dataset).text("id", ""))
                    .toList();
            return access.withDatasets(datasets);
        }
    }
}
