package dev.freshet.cli;

import dev.freshet.bench.fake.FakeModelServer;
import dev.freshet.bench.fake.Script;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `freshet fake-model`: the scripted model alone, until the process is told to stop.
@Command(
        name = "fake-model",
        description = "Serve a model that follows a script, to measure or test a client of models.",
        footer = "A model's name changes the script, as in scripted;first=0;interval=5;tokens=100;fault=reset;after=3;"
                + " counts stand at /counts.")
final class FakeModelCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--port", paramLabel = "PORT", description = "The port on 127.0.0.1 (a free one).")
    private int port;

    @Option(names = "--loops", paramLabel = "N", description = "Event loops (1).")
    private int loops = 1;

    @Option(
            names = "--first-token",
            paramLabel = "TIME",
            converter = BenchOptions.TimeConverter.class,
            description = "The time to the first token (300ms).")
    private Duration firstToken = Script.USUAL.firstToken();

    @Option(
            names = "--interval",
            paramLabel = "TIME",
            converter = BenchOptions.TimeConverter.class,
            description = "The time between two tokens (50ms).")
    private Duration interval = Script.USUAL.interval();

    @Option(names = "--tokens", paramLabel = "N", description = "Tokens of an answer (40).")
    private int tokens = Script.USUAL.tokens();

    @Override
    public Integer call() throws InterruptedException {
        Script script = Script.USUAL.paced(firstToken, interval).withTokens(tokens);
        try (FakeModelServer server = FakeModelServer.start(script, port, loops)) {
            Objects.requireNonNull(spec)
                    .commandLine()
                    .getOut()
                    .println("The scripted model is listening on " + server.baseUrl());
            new CountDownLatch(1).await();
        }
        return 0;
    }
}
