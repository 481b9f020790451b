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
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/// Time to the first chunk of a question to an assistant with documents: embedded stores, built-in embedder, a
/// model whose first token takes 300 ms. Load and model run in this process, the server in one of its own.
///
/// Argument: `plain` (20 and 200 users), `rerank` (the same beside a reranker of 200 ms) or `ingest` (20 users
/// before and while a PDF of 1,000 pages is taken in).
public final class FirstChunk {
    private static final int REPEATS = 3;
    private static final int TOKENS = 20;
    private static final int PAGES = 1000;
    private static final int FEW = 20;
    private static final int MANY = 200;
    private static final Duration NO_LIMIT = Duration.ofSeconds(60);
    private static final Script SCRIPT = Script.USUAL.withTokens(TOKENS);

    private final Lab lab;

    private FirstChunk(Lab lab) {
        this.lab = lab;
    }

    /// Runs one of the three and prints its figures.
    public static void main(String[] arguments) throws IOException {
        String scenario = arguments.length == 0 ? "plain" : arguments[0];
        try (Lab lab = Lab.start(SCRIPT, Map.of())) {
            FirstChunk benchmark = new FirstChunk(lab);
            benchmark.warmUp();
            switch (scenario) {
                case "plain" -> benchmark.plain();
                case "rerank" -> benchmark.rerank();
                case "ingest" -> benchmark.ingest();
                default -> throw new IllegalArgumentException("plain, rerank or ingest, not " + scenario);
            }
        }
    }

    private void warmUp() {
        say("warming up");
        phases(lab.access(), FEW, 15, 1);
    }

    private void plain() {
        print("20 users at once", phases(lab.access(), FEW, 5, REPEATS), "p99 at most 450 ms, max at most 2 x mean");
        print(
                "200 users at once",
                phases(lab.access(), MANY, 2, REPEATS),
                "p99 at most 1,600 ms (aim 1,300), max at most 2 x mean");
    }

    private void rerank() {
        String reranker = lab.client()
                .addModel("rerank", "scripted;first=200", lab.model().baseUrl());
        String assistant = lab.client()
                .createAssistant(
                        "with-reranker",
                        List.of(lab.dataset()),
                        "scripted___OpenAI-API@OpenAI-API-Compatible",
                        reranker);
        Access reranked = lab.client().access(assistant, "with-reranker", List.of(lab.dataset()));
        phases(reranked, FEW, 5, 1);
        for (int users : List.of(FEW, MANY)) {
            int requests = users == FEW ? 5 : 2;
            List<Phase> without = new ArrayList<>();
            List<Phase> with = new ArrayList<>();
            for (int repeat = 0; repeat < REPEATS; repeat++) {
                without.addAll(phases(lab.access(), users, requests, 1));
                with.addAll(phases(reranked, users, requests, 1));
            }
            print(users + " users, no reranker", without, "");
            print(users + " users, reranker of 200 ms", with, "plus 200 ms, no more");
            more(without, with);
        }
    }

    private void ingest() throws IOException {
        byte[] pdf = LongPdf.of(PAGES);
        List<Phase> before = phases(lab.access(), FEW, 5, REPEATS);
        String dataset = lab.client().createDataset("long");
        lab.client().ingest(dataset, "long.pdf", pdf);
        say("ingesting a PDF of " + PAGES + " pages");
        List<Phase> during = new ArrayList<>();
        int repeats = 0;
        while (repeats < 2 * REPEATS && !lab.client().isParsed(dataset)) {
            during.addAll(phases(lab.access(), FEW, 5, 1));
            repeats++;
        }
        print("20 users, nothing else", before, "");
        print("20 users, during ingestion", during, "plus 150 ms at p99");
        more(before, during);
        say("  ingestion was " + (lab.client().isParsed(dataset) ? "over" : "still going on") + " at the end");
    }

    private List<Phase> phases(Access access, int users, int requests, int repeats) {
        Step step = new Step(Load.atOnce(users, requests), Targets.USUAL.within(NO_LIMIT), false);
        ServerCpu cpu = ServerCpu.of(lab.server().process());
        try (Bench bench = new Bench(access, cpu, TOKENS, line -> {})) {
            return IntStream.range(0, repeats)
                    .mapToObj(repeat ->
                            bench.run(Route.OPENAI, List.of(step)).phases().getFirst())
                    .toList();
        }
    }

    private static void print(String what, List<Phase> phases, String budget) {
        say(String.format(
                Locale.ROOT,
                "%s: mean %.0f ms, p50 %.0f, p99 %.0f, max %.0f (%.2f x mean); medians of %d repeats; success %.1f %%;"
                        + " CPU a request: server %.1f ms, load and model %.1f ms",
                what,
                median(phases, phase -> phase.firstChunk().mean()),
                median(phases, phase -> phase.firstChunk().p50()),
                median(phases, phase -> phase.firstChunk().p99()),
                median(phases, phase -> phase.firstChunk().max()),
                median(phases, phase -> phase.firstChunk().maxToMean()),
                phases.size(),
                phases.stream().mapToDouble(Phase::success).min().orElse(0),
                median(phases, Phase::serverCpu),
                median(phases, Phase::loadCpu)));
        if (!budget.isEmpty()) {
            say("  budget: " + budget);
        }
    }

    private static void more(List<Phase> without, List<Phase> with) {
        say(String.format(
                Locale.ROOT,
                "  more: mean %+.0f ms, p50 %+.0f ms, p99 %+.0f ms",
                difference(without, with, phase -> phase.firstChunk().mean()),
                difference(without, with, phase -> phase.firstChunk().p50()),
                difference(without, with, phase -> phase.firstChunk().p99())));
    }

    private static double difference(List<Phase> without, List<Phase> with, ToDoubleFunction<Phase> value) {
        return median(with, value) - median(without, value);
    }

    private static double median(List<Phase> phases, ToDoubleFunction<Phase> value) {
        double[] sorted = phases.stream().mapToDouble(value).sorted().toArray();
        return sorted.length == 0 ? 0 : sorted[sorted.length / 2];
    }

    private static void say(String text) {
        System.out.println(text);
    }
}
