package dev.freshet.cli;

import dev.freshet.config.Settings;
import dev.freshet.config.SettingsLoader.Loaded;
import dev.freshet.core.AppException;
import dev.freshet.observe.Logging;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `freshet serve`: runs the server until the process is told to stop.
@Command(name = "serve", description = "Run the server.")
public final class ServeCommand implements Callable<Integer> {
    @Mixin
    private final SettingsOptions options = new SettingsOptions();

    private final Map<String, String> environment;
    private final Function<ServeRequest, RunningServer> start;

    @Option(
            names = "--with",
            paramLabel = "FOLDER",
            description = "Load these documents and make an assistant for them, if that was not done before.")
    private @Nullable Path with;

    /// Serves with what `start` starts.
    ///
    /// @param environment the variables of the process
    public ServeCommand(Map<String, String> environment, Function<ServeRequest, RunningServer> start) {
        this.environment = environment;
        this.start = start;
    }

    @Override
    public Integer call() throws InterruptedException {
        return switch (options.load(environment)) {
            case Loaded.Valid valid -> serve(valid.settings());
            case Loaded.Invalid invalid -> Mistakes.print(invalid);
        };
    }

    private int serve(Settings settings) throws InterruptedException {
        if (with != null && !Files.isDirectory(with)) {
            throw AppException.invalid("--with must name a folder of documents; " + with + " is none.");
        }
        Logging.configure(settings.log());
        VectorModule.warnIfMissing();
        RunningServer server = start.apply(new ServeRequest(settings, Optional.ofNullable(with), System.out::println));
        Runtime.getRuntime().addShutdownHook(new Thread(server::close, "stop"));
        new CountDownLatch(1).await();
        return 0;
    }
}
