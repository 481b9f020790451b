package dev.freshet.benchmarks;

import dev.freshet.bench.fake.Script;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// CPU of the whole server for each streamed token in steady state, beside nginx relaying the same stream unbuffered
/// from the same model in the same run: 1,000 streams of 20 tokens a second on the OpenAI route. Budget: at most 1.5
/// times nginx.
///
/// Arguments: warm-up seconds (60), measured seconds of a round (20), rounds (3), streams (1000), `http1` or `http2`
/// to the model, `own` or `library` framing.
public final class TokenCost {
    private static final Duration RAMP = Duration.ofSeconds(2);
    private static final Duration SETTLE = Duration.ofSeconds(3);

    private final Duration measured;
    private final int streams;

    private TokenCost(Duration measured, int streams) {
        this.measured = measured;
        this.streams = streams;
    }

    /// CPU microseconds for each token: the relay's and, of everything else, the load's and the model's.
    private record Cost(double relay, double load, double tokensASecond) {}

    /// Runs the benchmark and prints its figures.
    public static void main(String[] arguments) throws IOException, InterruptedException {
        List<String> given = Arrays.asList(arguments);
        Duration warmUp = Duration.ofSeconds(number(given, 0, 60));
        TokenCost cost = new TokenCost(Duration.ofSeconds(number(given, 1, 20)), number(given, 3, 1_000));
        int rounds = number(given, 2, 3);
        boolean http2 = given.contains("http2");
        String framing = given.contains("library") ? "library" : "own";
        Script endless = new Script(Duration.ofMillis(50), Duration.ofMillis(50), 10_000, Script.USUAL.fault(), 0);
        System.out.printf(
                "%d streams x 20 tokens/s, OpenAI route, %s to the model, %s framing, warm-up %d s, %d x %d s%n",
                cost.streams,
                http2 ? "HTTP/2" : "HTTP/1.1",
                framing,
                warmUp.toSeconds(),
                rounds,
                cost.measured.toSeconds());
        try (ScriptedRig rig = ScriptedRig.start(endless, http2, Map.of("FRESHET_SERVER_STREAM_FRAMING", framing))) {
            cost.run(rig, warmUp, rounds);
        }
    }

    private static int number(List<String> given, int index, int standard) {
        return index < given.size() && given.get(index).matches("\\d+") ? Integer.parseInt(given.get(index)) : standard;
    }

    private void run(ScriptedRig rig, Duration warmUp, int rounds) throws IOException, InterruptedException {
        Optional<Nginx> nginx = Nginx.before(rig.model.port());
        if (nginx.isEmpty()) {
            System.out.println("nginx is not installed and this is not root on Debian: no ratio");
        }
        measure(rig.server.port(), rig.question(), rig.server.handle(), warmUp);
        List<Double> ours = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        for (int round = 1; round <= rounds; round++) {
            Cost own = measure(rig.server.port(), rig.question(), rig.server.handle(), measured);
            ours.add(own.relay());
            print("freshet", own);
            if (nginx.isPresent()) {
                Cost peer = measure(
                        nginx.get().port(),
                        ScriptedRig.providerQuestion(),
                        nginx.get().handle(),
                        measured);
                print("nginx", peer);
                ratios.add(own.relay() / peer.relay());
            }
        }
        System.out.printf("freshet: median %.1f us a token%n", median(ours));
        if (!ratios.isEmpty()) {
            System.out.printf("ratio to nginx: median %.2f of %s; budget 1.5%n", median(ratios), show(ratios));
        }
        nginx.ifPresent(Nginx::close);
    }

    private static void print(String name, Cost cost) {
        System.out.printf(
                "  %-8s %5.1f us a token at %.0f tokens/s (load and model together %.1f us)%n",
                name, cost.relay(), cost.tokensASecond(), cost.load());
    }

    private Cost measure(int port, byte[] question, ProcessHandle relay, Duration time)
            throws IOException, InterruptedException {
        try (StreamLoad load = new StreamLoad(port, question, streams, RAMP)) {
            Thread.sleep(RAMP.plus(SETTLE));
            ResourceWatch watch = new ResourceWatch(relay);
            long tokens = load.tokens();
            long own = ownCpu();
            long begun = System.nanoTime();
            Thread.sleep(time);
            double seconds = (System.nanoTime() - begun) / 1e9;
            double used = watch.stop().cpuSeconds();
            long came = load.tokens() - tokens;
            if (load.broken() > 0 || load.disordered() > 0 || load.open() < streams) {
                throw new IllegalStateException("streams broke: " + load.broken() + " ended, " + load.disordered()
                        + " out of order, " + load.open() + " open");
            }
            return new Cost(used * 1e6 / came, (ownCpu() - own) / 1e3 / came, came / seconds);
        }
    }

    private static long ownCpu() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    private static double median(List<Double> values) {
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    private static String show(List<Double> values) {
        return String.join(
                ", ", values.stream().map(value -> "%.2f".formatted(value)).toList());
    }
}
