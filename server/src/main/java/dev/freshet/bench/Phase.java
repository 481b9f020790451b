package dev.freshet.bench;

import dev.freshet.bench.load.Distribution;
import dev.freshet.bench.load.Load;
import dev.freshet.bench.load.LoadRun.Done;
import java.util.Map;
import java.util.OptionalDouble;

/// What one load on one route gave; times in milliseconds.
///
/// @param route its name
/// @param users that asked at the same time
/// @param requests that were sent
/// @param firstChunk from before a request was sent (in an open loop: was due) to the first content of its answer
/// @param gaps between two pieces of content
/// @param durations to the end of the answer
/// @param whole answers that came whole
/// @param failures by kind
/// @param examples one of each kind
/// @param seconds the load took
/// @param serverCpu milliseconds a request, negative where unknown
/// @param loadCpu the same of this process, the scripted model in it included
public record Phase(
        String route,
        int users,
        int requests,
        Distribution firstChunk,
        Distribution gaps,
        Distribution durations,
        int whole,
        Map<String, Integer> failures,
        Map<String, String> examples,
        double seconds,
        double serverCpu,
        double loadCpu) {
    public Phase {
        failures = Map.copyOf(failures);
        examples = Map.copyOf(examples);
    }

    static Phase of(Route route, Load load, Done done, Cost cost) {
        int requests = load.total();
        return new Phase(
                route.key(),
                load.users(),
                requests,
                done.outcome().firstChunk(),
                done.outcome().gapTimes(),
                done.outcome().durations(),
                requests - done.outcome().failures(),
                done.outcome().failuresByKind(),
                done.outcome().failureExamples(),
                Math.round(done.elapsedNanos() / 1e7) / 100.0,
                cost.server().orElse(-1),
                cost.load());
    }

    /// CPU milliseconds a request.
    record Cost(OptionalDouble server, double load) {}

    /// The share of whole answers in per cent.
    public double success() {
        return 100.0 * whole / requests;
    }

    boolean hasTimeouts() {
        return failures.containsKey("timeout");
    }

    /// What makes two phases of different runs comparable.
    String name() {
        return route + ", " + users + (users == 1 ? " user" : " users");
    }
}
