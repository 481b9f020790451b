package dev.freshet.cli;

import dev.freshet.config.Settings;
import dev.freshet.config.SettingsLoader;
import dev.freshet.config.SettingsLoader.Loaded;
import dev.freshet.core.AppException;
import dev.freshet.observe.Logging;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/// `freshet rehearse`: goes through a server's life once, on a folder and a port of its own: start, load a document,
/// answer a question about it, stop. The launcher records with it which classes a server needs.
@Command(name = "rehearse", hidden = true, description = "Start, answer one question, and stop again.")
public final class RehearseCommand implements Callable<Integer> {
    private static final String DOCUMENT = """
            # Tea

            Tea is served at four in the kitchen on the second floor, and on Fridays there is cake.
            """;
    private static final String QUESTION = "When is tea served?";

    private final Function<ServeRequest, RunningServer> start;

    /// Serves with what `start` starts.
    public RehearseCommand(Function<ServeRequest, RunningServer> start) {
        this.start = start;
    }

    @Override
    public Integer call() throws IOException {
        Path folder = Files.createTempDirectory("freshet-rehearsal");
        try {
            Path documents = Files.createDirectories(folder.resolve("documents"));
            Files.writeString(documents.resolve("tea.md"), DOCUMENT);
            Map<String, String> options = Map.of("data", folder.resolve("data").toString(), "server.port", "0");
            return switch (new SettingsLoader(Map.of()).load(Optional.empty(), options)) {
                case Loaded.Valid valid -> rehearse(valid.settings(), documents);
                case Loaded.Invalid invalid -> Mistakes.print(invalid);
            };
        } finally {
            remove(folder);
        }
    }

    private int rehearse(Settings settings, Path documents) {
        Logging.configure(settings.log());
        RunningServer server = start.apply(new ServeRequest(settings, Optional.of(documents), line -> {}));
        try {
            LocalServer local = LocalServer.load(settings.data())
                    .orElseThrow(() -> AppException.notFound("The server left no key behind."));
            StringWriter answer = new StringWriter();
            ApiClient client = new ApiClient(local);
            client.ask(client.assistantId(Optional.empty()), QUESTION, new AnswerPrinter(new PrintWriter(answer)));
            return answer.toString().contains("four") ? 0 : CommandLineInterface.FAILED;
        } finally {
            server.close();
        }
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.deleteIfExists(file);
            }
        }
    }
}
