package dev.freshet.cli;

import dev.freshet.config.Settings;
import dev.freshet.config.SettingsLoader.Loaded;
import dev.freshet.observe.Logging;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `freshet reindex`: builds the index anew from the database, without embedding anything again.
@Command(name = "reindex", description = "Build the index anew from the database; the server must not be running.")
public final class ReindexCommand implements Callable<Integer> {
    @Mixin
    private final SettingsOptions options = new SettingsOptions();

    private final Map<String, String> environment;
    private final BiConsumer<Settings, Consumer<String>> reindex;

    /// Rebuilds with what `reindex` does.
    ///
    /// @param environment the variables of the process
    /// @param reindex takes the settings and a printer of progress lines
    public ReindexCommand(Map<String, String> environment, BiConsumer<Settings, Consumer<String>> reindex) {
        this.environment = environment;
        this.reindex = reindex;
    }

    @Override
    public Integer call() {
        return switch (options.load(environment)) {
            case Loaded.Valid valid -> {
                Logging.configure(valid.settings().log());
                VectorModule.warnIfMissing();
                reindex.accept(valid.settings(), System.out::println);
                yield 0;
            }
            case Loaded.Invalid invalid -> Mistakes.print(invalid);
        };
    }
}
