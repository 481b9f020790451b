package dev.freshet.benchmarks;

import dev.freshet.bench.fake.Script;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Whether a server that is busy for long grows: 500 streams at once, round after round, while one client in ten
/// leaves in the middle of its answer. After each tenth round, when all have ended, the heap after a collection, the
/// sockets and the threads are counted. Budget: no growth after the first count beyond what one round leaves by chance.
///
/// Arguments: minutes (30), streams (500). Ends with 1 when something grew or a stream was not whole.
public final class Soak {
    private static final Script ANSWER =
            new Script(Duration.ofMillis(300), Duration.ofMillis(500), 40, Script.USUAL.fault(), 0);
    private static final Duration RAMP = Duration.ofSeconds(3);
    private static final Duration UNTIL_THEY_LEAVE = Duration.ofSeconds(8);
    private static final Duration ROUND_LIMIT = Duration.ofSeconds(90);
    private static final int ROUNDS_A_COUNT = 10;
    private static final Size CHANCE = new Size(24, 16, 8);

    private Soak() {}

    /// What the server holds.
    ///
    /// @param heap megabytes in use after a full collection
    /// @param sockets open ones
    /// @param threads platform threads
    private record Size(int heap, int sockets, int threads) {
        boolean exceeds(Size first) {
            return heap > first.heap + CHANCE.heap
                    || sockets > first.sockets + CHANCE.sockets
                    || threads > first.threads + CHANCE.threads;
        }
    }

    /// Runs the benchmark and prints its figures.
    public static void main(String[] arguments) throws IOException, InterruptedException {
        List<String> given = Arrays.asList(arguments);
        Duration time = Duration.ofMinutes(given.isEmpty() ? 30 : Integer.parseInt(given.getFirst()));
        int streams = given.size() < 2 ? 500 : Integer.parseInt(given.get(1));
        boolean kept;
        try (ScriptedRig rig = ScriptedRig.start(ANSWER, false, Map.of())) {
            kept = run(rig, streams, time);
        }
        System.exit(kept ? 0 : 1);
    }

    private static boolean run(ScriptedRig rig, int streams, Duration time) throws IOException, InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        boolean whole = round(rig, streams);
        Size first = size(rig.server);
        Size last = first;
        System.out.printf("after the first round: %s%n", first);
        int rounds = 1;
        while (System.nanoTime() < end) {
            whole &= round(rig, streams);
            rounds++;
            if (rounds % ROUNDS_A_COUNT == 0 || System.nanoTime() >= end) {
                last = size(rig.server);
                System.out.printf("after %d rounds: %s%n", rounds, last);
            }
        }
        boolean grown = last.exceeds(first);
        System.out.printf(
                "%d rounds of %d streams in %d minutes: %s, %s%n",
                rounds,
                streams,
                time.toMinutes(),
                whole ? "all whole" : "NOT ALL WHOLE",
                grown ? "GROWN" : "no growth");
        return whole && !grown;
    }

    /// Whether every stream came whole, but for those that leave.
    private static boolean round(ScriptedRig rig, int streams) throws IOException, InterruptedException {
        int leaving = streams / 10;
        int port = rig.server.port();
        try (StreamLoad staying = new StreamLoad(port, rig.question(), streams - leaving, RAMP)) {
            try (StreamLoad others = new StreamLoad(port, rig.question(), leaving, RAMP)) {
                others.await(UNTIL_THEY_LEAVE);
            }
            staying.await(ROUND_LIMIT);
            staying.surprises().forEach((text, times) -> System.out.println("  " + times + " x " + text));
            return staying.complete() == streams - leaving && staying.disordered() == 0;
        }
    }

    private static Size size(ServerProcess server) throws IOException, InterruptedException {
        TimeUnit.SECONDS.sleep(5);
        long pid = server.handle().pid();
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        new ProcessBuilder(jcmd.toString(), Long.toString(pid), "GC.run")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        double heap = server.metric("jvm_memory_used_bytes{area=\"heap\"");
        return new Size((int) (heap / 1e6), sockets(pid), (int) server.metric("jvm_threads_live_threads"));
    }

    private static int sockets(long pid) throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
            return (int) open.filter(Soak::isSocket).count();
        }
    }

    /// A file that is closed meanwhile is none.
    private static boolean isSocket(Path file) {
        try {
            return Files.readSymbolicLink(file).toString().startsWith("socket:");
        } catch (IOException closed) {
            return false;
        }
    }
}
