package dev.freshet.cli;

import dev.freshet.config.Settings;
import dev.freshet.config.SettingsLoader.Loaded;
import dev.freshet.core.Secret;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `freshet ask`: one question to a running server, the answer as it comes, then its sources.
@Command(name = "ask", description = "Ask a running server and print the answer with its sources.")
final class AskCommand implements Callable<Integer> {
    @Mixin
    private final SettingsOptions options = new SettingsOptions();

    private final Map<String, String> environment;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "QUESTION", arity = "1..*", description = "The question.")
    private List<String> words = List.of();

    @Option(names = "--server", paramLabel = "URL", description = "The server's address (that of ./data/cli.json).")
    private @Nullable String server;

    @Option(names = "--key", paramLabel = "KEY", description = "An API key (that of ./data/cli.json).")
    private @Nullable String key;

    @Option(names = "--assistant", paramLabel = "NAME", description = "The assistant to ask (the latest).")
    private @Nullable String assistant;

    AskCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        return switch (options.load(environment)) {
            case Loaded.Valid valid -> ask(valid.settings());
            case Loaded.Invalid invalid -> Mistakes.print(invalid);
        };
    }

    private int ask(Settings settings) {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        ApiClient client = new ApiClient(target(settings));
        AnswerPrinter printer = new AnswerPrinter(out);
        client.ask(client.assistantId(Optional.ofNullable(assistant)), String.join(" ", words), printer);
        printer.finish();
        return 0;
    }

    private LocalServer target(Settings settings) {
        Optional<LocalServer> local = LocalServer.load(settings.data());
        String address = Optional.ofNullable(server)
                .or(() -> local.map(LocalServer::address))
                .orElse("http://" + settings.http().host() + ":"
                        + settings.http().port());
        Secret secret = Optional.ofNullable(key)
                .map(Secret::new)
                .or(() -> local.map(LocalServer::key))
                .orElse(new Secret(""));
        return new LocalServer(address, secret);
    }
}
