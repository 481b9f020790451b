package dev.freshet.cli;

import dev.freshet.bench.Access;
import dev.freshet.bench.Baseline;
import dev.freshet.bench.BenchRun;
import dev.freshet.bench.Report;
import dev.freshet.bench.Route.Token;
import dev.freshet.bench.ServerCpu;
import dev.freshet.bench.fake.Script;
import dev.freshet.bench.lab.Lab;
import dev.freshet.core.Secret;
import dev.freshet.json.Json;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `freshet bench`: many users at once against a server, and whether it keeps its targets.
@Command(
        name = "bench",
        description = "Measure how long answers take to begin when many people ask at once.",
        footer = "Exit code 0: all targets kept; 1: one missed, a regression, or a route that is not served.")
final class BenchCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private final BenchOptions options = new BenchOptions();

    @Option(names = "--server", paramLabel = "URL", description = "The server's address (http://127.0.0.1:9380).")
    private String server = "http://127.0.0.1:9380";

    @Option(names = "--token", description = "An API key, login token or widget token, whatever the route takes.")
    private String token = "";

    @Option(names = "--conversation-id", paramLabel = "ID", description = "One conversation for all users.")
    private @Nullable String conversation;

    @Option(names = "--chat-id", paramLabel = "ID", description = "The assistant; conversations are created in it.")
    private String chat = "";

    @Option(names = "--model", paramLabel = "NAME", description = "The model's name, for the route openai.")
    private String model = "model";

    @Option(names = "--dataset-ids", paramLabel = "ID", split = ",", description = "Where ask and retrieval search.")
    private List<String> datasets = List.of();

    @Option(names = "--fake-model", description = "Start a scripted model and a server, and measure every route.")
    private boolean fakeModel;

    @Option(
            names = "--first-token",
            paramLabel = "TIME",
            converter = BenchOptions.TimeConverter.class,
            description = "The scripted model's time to its first token (300ms).")
    private Duration firstToken = Script.USUAL.firstToken();

    @Option(
            names = "--interval",
            paramLabel = "TIME",
            converter = BenchOptions.TimeConverter.class,
            description = "The scripted model's time between two tokens (50ms).")
    private Duration interval = Script.USUAL.interval();

    @Option(names = "--tokens", paramLabel = "N", description = "The scripted model's tokens in an answer (40).")
    private int tokens = Script.USUAL.tokens();

    @Option(names = "--baseline", paramLabel = "FILE", description = "A report of --json to compare with.")
    private @Nullable Path baseline;

    @Option(names = "--json", description = "Print the report as JSON on standard output, the rest on standard error.")
    private boolean json;

    @Override
    public Integer call() {
        Optional<Baseline> earlier = Optional.ofNullable(baseline).map(Baseline::read);
        BenchRun.Result result = fakeModel ? measureLab() : measureServer();
        if (json) {
            line().getOut().println(Json.write(result.report()));
        }
        boolean regressed = earlier.isPresent() && regressed(earlier.get(), result.report());
        result.misses().forEach(miss -> say("MISSED: " + miss));
        List<String> notServed = result.report().notServed();
        if (!notServed.isEmpty()) {
            say("NOT SERVED: " + String.join(", ", notServed));
        }
        boolean passed = result.misses().isEmpty() && notServed.isEmpty() && !regressed;
        say(passed ? "PASSED" : "FAILED");
        return passed ? 0 : CommandLineInterface.FAILED;
    }

    private BenchRun.Result measureServer() {
        Map<Token, Secret> tokens = new EnumMap<>(Token.class);
        for (Token kind : Token.values()) {
            tokens.put(kind, new Secret(token));
        }
        Access access = new Access(server, tokens, chat, model, datasets, Optional.ofNullable(conversation));
        return BenchRun.run(access, ServerCpu.at(server), options.plan(false, 0), this::say);
    }

    private BenchRun.Result measureLab() {
        Script script = Script.USUAL.paced(firstToken, interval).withTokens(tokens);
        say("Starting a scripted model (first token after " + firstToken.toMillis() + " ms, then one every "
                + interval.toMillis() + " ms, " + tokens + " tokens) and a server with three documents...");
        try (Lab lab = Lab.start(script, Map.of())) {
            say("Warming up...");
            BenchRun.run(lab.access(), ServerCpu.at(""), options.warmUp(tokens), line -> {});
            ServerCpu cpu = ServerCpu.of(lab.server().process());
            return BenchRun.run(lab.access(), cpu, options.plan(true, tokens), this::say);
        }
    }

    private boolean regressed(Baseline earlier, Report now) {
        Baseline.Change change = earlier.compare(now);
        change.lines().forEach(this::say);
        change.regressions().forEach(regression -> say("REGRESSION: " + regression));
        return !change.regressions().isEmpty();
    }

    private void say(String text) {
        (json ? line().getErr() : line().getOut()).println(text);
    }

    private CommandLine line() {
        return Objects.requireNonNull(spec).commandLine();
    }
}
