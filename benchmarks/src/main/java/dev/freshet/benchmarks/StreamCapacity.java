package dev.freshet.benchmarks;

import dev.freshet.bench.fake.Script;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// Very many plain-chat streams at two tokens a second in one process: whether each comes whole and in order, and how
/// much memory each costs above the idle server, heap included. Budgets: 9,000 streams over HTTP/1.1 to the model and
/// 10,000 over HTTP/2 complete, at most 40 KB a stream at 9,000.
///
/// Arguments: streams (9000), tokens of each (60), `http1` or `http2` to the model, seconds over which they begin (15).
/// Ends with 1 when a stream is not complete or not in order.
public final class StreamCapacity {
    private static final Duration INTERVAL = Duration.ofMillis(500);

    /// Two answers of warm-up, so that classes and first buffers do not count as a stream's.
    private static final int WARM_UP = 50;

    private StreamCapacity() {}

    /// Runs the benchmark and prints its figures.
    public static void main(String[] arguments) throws IOException, InterruptedException {
        List<String> given = Arrays.asList(arguments);
        int streams = number(given, 0, 9_000);
        int tokens = number(given, 1, 60);
        Duration ramp = Duration.ofSeconds(number(given, 3, 15));
        boolean http2 = given.contains("http2");
        System.out.printf(
                "%d streams of %d tokens, 2 a second, %s to the model, begun within %d s%n",
                streams, tokens, http2 ? "HTTP/2" : "HTTP/1.1", ramp.toSeconds());
        Script script = new Script(Duration.ofMillis(300), INTERVAL, tokens, Script.USUAL.fault(), 0);
        boolean whole;
        try (ScriptedRig rig = ScriptedRig.start(script.withTokens(10), http2, Map.of())) {
            whole = run(rig, script, streams, ramp);
        }
        System.exit(whole ? 0 : 1);
    }

    private static int number(List<String> given, int index, int standard) {
        return index < given.size() && given.get(index).matches("\\d+") ? Integer.parseInt(given.get(index)) : standard;
    }

    private static boolean run(ScriptedRig rig, Script script, int streams, Duration ramp)
            throws IOException, InterruptedException {
        try (StreamLoad warmUp = new StreamLoad(rig.server.port(), rig.question(), WARM_UP, Duration.ofSeconds(1))) {
            warmUp.await(Duration.ofSeconds(30));
        }
        Thread.sleep(3_000);
        double idle = resident(rig, Duration.ofSeconds(1));
        rig.model.play(script);
        Duration length = INTERVAL.multipliedBy(script.tokens()).plus(ramp);
        try (StreamLoad load = new StreamLoad(rig.server.port(), rig.question(), streams, ramp)) {
            Thread.sleep(ramp.plusSeconds(3));
            int open = load.open();
            double busy = resident(rig, Duration.ofSeconds(5));
            boolean ended = load.await(length.plusSeconds(60));
            long connections = rig.model.counts().accepted();
            System.out.printf(
                    "open at once %d, complete %d, broken %d, out of order %d, tokens %d of %d%s%n",
                    open,
                    load.complete(),
                    load.broken(),
                    load.disordered(),
                    load.tokens(),
                    (long) streams * script.tokens(),
                    ended ? "" : ", NOT ENDED IN TIME");
            load.surprises().forEach((text, times) -> System.out.println("  " + times + " x " + text));
            System.out.printf("connections to the model since the start: %d%n", connections);
            System.out.printf(
                    "resident: %.0f MB idle, %.0f MB with all streams: %.1f KB a stream; budget 40%n",
                    idle, busy, (busy - idle) * 1_024 / streams);
            return load.complete() == streams && load.disordered() == 0;
        }
    }

    private static double resident(ScriptedRig rig, Duration time) throws InterruptedException {
        ResourceWatch watch = new ResourceWatch(rig.server.handle());
        Thread.sleep(time);
        return watch.stop().peakServerMegabytes();
    }
}
