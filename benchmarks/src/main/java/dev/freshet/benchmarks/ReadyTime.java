package dev.freshet.benchmarks;

import dev.freshet.bench.Access;
import dev.freshet.bench.Bench;
import dev.freshet.bench.Bench.Step;
import dev.freshet.bench.Route;
import dev.freshet.bench.ServerCpu;
import dev.freshet.bench.Targets;
import dev.freshet.bench.fake.Script;
import dev.freshet.bench.lab.Lab;
import dev.freshet.bench.lab.ServerChild;
import dev.freshet.bench.load.Load;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// From the launcher's start to an answer of the API, on a data folder that is there already; and what is resident
/// ten seconds after the model was used, when nothing is asked.
public final class ReadyTime {
    private static final int REPEATS = 5;
    private static final int IDLE_SECONDS = 10;

    private ReadyTime() {}

    /// Runs the benchmark and prints its figures.
    public static void main(String[] arguments) throws IOException, InterruptedException {
        List<Double> seconds = new ArrayList<>();
        List<Long> megabytes = new ArrayList<>();
        try (Lab lab = Lab.start(Script.USUAL, Map.of())) {
            lab.stopServer();
            for (int repeat = 0; repeat < REPEATS; repeat++) {
                long start = System.nanoTime();
                try (ServerChild server = ServerChild.start(lab.data(), Map.of())) {
                    ping(server.address());
                    seconds.add((System.nanoTime() - start) / 1e9);
                    megabytes.add(idle(lab, server));
                    System.out.printf(
                            Locale.ROOT,
                            "ready after %.2f s, %d MB resident%n",
                            seconds.getLast(),
                            megabytes.getLast());
                }
            }
        }
        System.out.printf(
                Locale.ROOT,
                "median %.2f s, %d MB; budget: at most 2 s, at most 400 MB%n",
                seconds.stream().sorted().toList().get(REPEATS / 2),
                megabytes.stream().sorted().toList().get(REPEATS / 2));
    }

    private static void ping(String address) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create(address + "/healthz")).build();
            int status = client.send(request, BodyHandlers.ofString()).statusCode();
            if (status != 200) {
                throw new IllegalStateException("/healthz answers " + status);
            }
        }
    }

    private static long idle(Lab lab, ServerChild server) throws IOException, InterruptedException {
        Access old = lab.access();
        Access access =
                new Access(server.address(), old.tokens(), old.chat(), old.model(), old.datasets(), old.conversation());
        Step step = new Step(Load.atOnce(1, 3), Targets.USUAL, false);
        try (Bench bench = new Bench(access, ServerCpu.of(server.process()), 0, line -> {})) {
            bench.run(Route.RETRIEVAL, List.of(step));
        }
        Thread.sleep(IDLE_SECONDS * 1000L);
        Path status = Path.of("/proc", Long.toString(server.process().pid()), "status");
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElseThrow();
    }
}
