package dev.freshet.benchmarks;

import dev.freshet.bench.fake.Departure;
import dev.freshet.bench.fake.Script;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// How long it takes from a client's disconnect until the model sees its socket closed (HTTP/1.1) or its stream reset
/// (HTTP/2), one at a time and all at once, while 200 other streams run. Budget: at most 100 ms.
///
/// Arguments: disconnects (50).
public final class StopToClose {
    private static final int OTHERS = 200;
    private static final Duration SECOND = Duration.ofSeconds(1);

    private StopToClose() {}

    /// Runs the benchmark and prints its figures.
    public static void main(String[] arguments) throws IOException, InterruptedException {
        int count = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 50;
        Script endless = new Script(Duration.ofMillis(50), Duration.ofMillis(50), 10_000, Script.USUAL.fault(), 0);
        double worst = 0;
        for (boolean http2 : List.of(false, true)) {
            try (ScriptedRig rig = ScriptedRig.start(endless, http2, Map.of());
                    StreamLoad others = new StreamLoad(rig.server.port(), rig.question(), OTHERS, SECOND)) {
                String wire = http2 ? "HTTP/2" : "HTTP/1.1";
                Thread.sleep(5_000);
                double[] single = new double[count];
                for (int i = 0; i < count; i++) {
                    single[i] = disconnect(rig, 1);
                }
                double together = disconnect(rig, count);
                Arrays.sort(single);
                System.out.printf(
                        "%s: one at a time p50 %.0f ms, max %.0f ms; last of %d at once %.0f ms; %d others whole%n",
                        wire, single[count / 2], single[count - 1], count, together, others.open());
                worst = Math.max(worst, Math.max(single[count - 1], together));
            }
        }
        System.out.printf("worst %.0f ms; budget 100 ms%n", worst);
        System.exit(worst <= 100 ? 0 : 1);
    }

    /// Opens streams, leaves them all and waits until the model has noticed each.
    ///
    /// @return milliseconds until it noticed the last
    private static double disconnect(ScriptedRig rig, int streams) throws IOException, InterruptedException {
        int before = rig.model.departures().size();
        StreamLoad load = new StreamLoad(rig.server.port(), rig.question(), streams, Duration.ZERO);
        while (load.tokens() < 2L * streams) {
            Thread.sleep(5);
        }
        Instant left = Instant.now();
        load.close();
        while (rig.model.departures().size() < before + streams) {
            Thread.sleep(1);
        }
        List<Departure> departures = new ArrayList<>(rig.model.departures());
        Instant last = departures.subList(before, departures.size()).stream()
                .map(Departure::at)
                .max(Instant::compareTo)
                .orElseThrow();
        return Duration.between(left, last).toNanos() / 1e6;
    }
}
