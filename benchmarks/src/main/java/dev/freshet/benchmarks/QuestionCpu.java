package dev.freshet.benchmarks;

import dev.freshet.bench.Access;
import dev.freshet.bench.Bench;
import dev.freshet.bench.Bench.Step;
import dev.freshet.bench.Phase;
import dev.freshet.bench.Route;
import dev.freshet.bench.ServerCpu;
import dev.freshet.bench.Targets;
import dev.freshet.bench.fake.Script;
import dev.freshet.bench.lab.Lab;
import dev.freshet.bench.load.Load;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;

/// The server's CPU for a question before its first token, with 10,000 chunks in its dataset: the whole cost of a
/// question whose answer is one token, so sending and storing that token is counted too. Nothing is cached: each
/// question is another. The first rounds do not count: they go on until the server's JIT compilers rest, which take a
/// multiple of a question's own CPU before; what they still take is told with each round.
///
/// Arguments: chunks (10000), questions of a round (2400), users that ask at the same time (20). With fewer users
/// a question costs more: fewer are embedded together, and threads fall asleep between them.
public final class QuestionCpu {
    private static final int REPEATS = 5;
    private static final int MOST_WARM_UPS = 30;
    private static final double RESTING_MILLIS = 1;

    private QuestionCpu() {}

    /// Runs the benchmark and prints its figures.
    public static void main(String[] arguments) {
        int chunks = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 10_000;
        int questions = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 2_400;
        int users = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 20;
        Script script = new Script(Duration.ofMillis(5), Duration.ZERO, 1, Script.USUAL.fault(), 0);
        try (Lab lab = Lab.start(script, Map.of())) {
            Access access = filled(lab, chunks);
            measure(lab, access, users, questions / users);
        }
    }

    private static Access filled(Lab lab, int chunks) {
        long start = System.nanoTime();
        String dataset = lab.client().createDataset("many", "qa");
        lab.client().ingest(dataset, "many.csv", rows(chunks));
        int count = lab.client().awaitParsed(dataset);
        System.out.printf(Locale.ROOT, "%d chunks in %.0f s%n", count, (System.nanoTime() - start) / 1e9);
        String assistant = lab.client()
                .createAssistant("many", List.of(dataset), "scripted___OpenAI-API@OpenAI-API-Compatible", "");
        return lab.client().access(assistant, "many", List.of(dataset));
    }

    private static byte[] rows(int count) {
        Random random = new Random(11);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append("What about ")
                    .append(words(random, 4))
                    .append(' ')
                    .append(i)
                    .append("?,");
            text.append("It is ").append(words(random, 12)).append(".\n");
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String words(Random random, int count) {
        List<String> words = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            words.add(SampleWords.CONTENT.get(random.nextInt(SampleWords.CONTENT.size())));
        }
        return String.join(" ", words);
    }

    private static void measure(Lab lab, Access access, int users, int each) {
        ProcessHandle server = lab.server().process();
        int questions = users * each;
        Step step = new Step(Load.steady(users, each), Targets.USUAL, false);
        List<Double> cpu = new ArrayList<>();
        try (Bench bench = new Bench(access, ServerCpu.of(server), 1, line -> {})) {
            Supplier<Round> rounds = () -> round(bench, step, server, questions);
            int warmUps = 1;
            while (rounds.get().compiling() > RESTING_MILLIS && warmUps < MOST_WARM_UPS) {
                warmUps++;
            }
            System.out.printf(Locale.ROOT, "%d rounds of %d questions to warm up%n", warmUps, questions);
            for (int repeat = 0; repeat < REPEATS; repeat++) {
                cpu.add(rounds.get().phase().serverCpu());
            }
        }
        System.out.printf(
                Locale.ROOT,
                "median %.1f ms a question; budget: at most 10 ms%n",
                cpu.stream().sorted().toList().get(REPEATS / 2));
    }

    /// A round of questions.
    ///
    /// @param compiling milliseconds of CPU a question that the server's compilers took
    private record Round(Phase phase, double compiling) {}

    private static Round round(Bench bench, Step step, ProcessHandle server, int questions) {
        double before = CompilerCpu.millis(server.pid());
        Phase phase = bench.run(Route.OPENAI, List.of(step)).phases().getFirst();
        double compiling = (CompilerCpu.millis(server.pid()) - before) / questions;
        System.out.printf(
                Locale.ROOT,
                "server CPU a question %.1f ms, of it compiling %.1f ms, first chunk p50 %.0f ms, success %.1f %%%n",
                phase.serverCpu(),
                compiling,
                phase.firstChunk().p50(),
                phase.success());
        return new Round(phase, compiling);
    }
}
