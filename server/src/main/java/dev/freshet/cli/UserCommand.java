package dev.freshet.cli;

import dev.freshet.config.Settings;
import dev.freshet.config.SettingsLoader.Loaded;
import dev.freshet.observe.Logging;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `freshet user delete EMAIL`: removes a user with all that is the user's, for good.
@Command(name = "user", description = "Manage users.", synopsisSubcommandLabel = "COMMAND")
public final class UserCommand implements Runnable {
    private final Map<String, String> environment;
    private final Removal removal;

    @Spec
    private @Nullable CommandSpec spec;

    /// What removes a user.
    @FunctionalInterface
    public interface Removal {
        /// Removes the user with this address.
        ///
        /// @return what was done, in a sentence
        /// @throws dev.freshet.core.AppException.Rejected when nobody has the address, or when a server runs
        String remove(Settings settings, String email);
    }

    /// Removes with what `removal` does.
    ///
    /// @param environment the variables of the process
    public UserCommand(Map<String, String> environment, Removal removal) {
        this.environment = environment;
        this.removal = removal;
    }

    @Override
    public void run() {
        throw new ParameterException(Objects.requireNonNull(spec).commandLine(), "A command is missing");
    }

    @Command(
            name = "delete",
            description = "Delete a user with all documents, assistants and conversations; the server must not be"
                    + " running.")
    int delete(
            @Mixin SettingsOptions options,
            @Parameters(paramLabel = "EMAIL", description = "Whom to delete.") String email) {
        return switch (options.load(environment)) {
            case Loaded.Valid valid -> {
                Logging.configure(valid.settings().log());
                String done = removal.remove(valid.settings(), email);
                Objects.requireNonNull(spec).commandLine().getOut().println(done);
                yield 0;
            }
            case Loaded.Invalid invalid -> Mistakes.print(invalid);
        };
    }
}
