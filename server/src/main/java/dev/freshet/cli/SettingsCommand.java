package dev.freshet.cli;

import dev.freshet.config.SettingsLoader.Loaded;
import dev.freshet.config.SettingsReference;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `freshet settings`: what is in force, or the reference page.
@Command(name = "settings", description = "Print every setting with its value and where it comes from.")
final class SettingsCommand implements Callable<Integer> {
    @Mixin
    private final SettingsOptions options = new SettingsOptions();

    private final Map<String, String> environment;

    @Option(names = "--markdown", description = "Print the reference page of all settings instead.")
    private boolean markdown;

    SettingsCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        if (markdown) {
            System.out.print(SettingsReference.markdown());
            return 0;
        }
        return switch (options.load(environment)) {
            case Loaded.Valid valid -> {
                valid.inForce().forEach(System.out::println);
                yield 0;
            }
            case Loaded.Invalid invalid -> Mistakes.print(invalid);
        };
    }
}
