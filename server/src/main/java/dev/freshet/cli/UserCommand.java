package dev.freshet.cli;

import dev.freshet.config.Settings;
import dev.freshet.config.SettingsLoader.Loaded;
import dev.freshet.core.AppException;
import dev.freshet.core.Ids;
import dev.freshet.core.Secret;
import dev.freshet.observe.Logging;
import java.io.Console;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `freshet user`: `delete EMAIL` removes a user with all that is the user's, for good; `password EMAIL` sets a new
/// password for somebody who has none or lost it.
@Command(name = "user", description = "Manage users.", synopsisSubcommandLabel = "COMMAND")
public final class UserCommand implements Runnable {
    private static final int RANDOM_BYTES = 9;

    private final Map<String, String> environment;
    private final Removal removal;
    private final PasswordReset passwordReset;

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

    /// What sets a password.
    @FunctionalInterface
    public interface PasswordReset {
        /// Sets the password of the user with this address and ends the sign-in.
        ///
        /// @return what was done, in a sentence without the password
        /// @throws dev.freshet.core.AppException.Rejected when nobody has the address, or when a server runs
        String set(Settings settings, String email, Secret password);
    }

    /// Does what these two can.
    ///
    /// @param environment the variables of the process
    public UserCommand(Map<String, String> environment, Removal removal, PasswordReset passwordReset) {
        this.environment = environment;
        this.removal = removal;
        this.passwordReset = passwordReset;
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
        return with(options, settings -> print(removal.remove(settings, email)));
    }

    @Command(
            name = "password",
            description = "Set a user's password: asks for it on a terminal, and makes one and prints it elsewhere or"
                    + " with --random; the server must not be running.")
    int password(
            @Mixin SettingsOptions options,
            @Option(names = "--random", description = "Make a password and print it.") boolean random,
            @Parameters(paramLabel = "EMAIL", description = "Whose password.") String email) {
        return with(options, settings -> {
            Console console = random ? null : System.console();
            if (console == null || !console.isTerminal()) {
                String made = Ids.secret(RANDOM_BYTES);
                print(passwordReset.set(settings, email, new Secret(made)));
                print("The password is " + made);
                return;
            }
            print(passwordReset.set(settings, email, asked(console)));
        });
    }

    private static Secret asked(Console console) {
        char[] typed = console.readPassword("New password: ");
        char[] again = console.readPassword("Once more: ");
        if (typed == null || typed.length == 0 || !Arrays.equals(typed, again)) {
            throw AppException.invalid("The password must be typed twice alike, and have at least one character.");
        }
        return new Secret(new String(typed));
    }

    private int with(SettingsOptions options, Consumer<Settings> work) {
        return switch (options.load(environment)) {
            case Loaded.Valid valid -> {
                Logging.configure(valid.settings().log());
                work.accept(valid.settings());
                yield 0;
            }
            case Loaded.Invalid invalid -> Mistakes.print(invalid);
        };
    }

    private void print(String line) {
        Objects.requireNonNull(spec).commandLine().getOut().println(line);
    }
}
