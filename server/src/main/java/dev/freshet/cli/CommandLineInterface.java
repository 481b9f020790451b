package dev.freshet.cli;

import dev.freshet.core.AppException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/// The commands of `freshet`.
public final class CommandLineInterface {
    /// Exit code of a command that did not do what it should.
    static final int FAILED = 1;

    /// Exit code of mistakes in options or settings.
    static final int MISTAKEN = 2;

    private final Map<String, String> environment;
    private final List<Object> furtherCommands;

    /// Knows the commands that need no server in this process, and those that are given.
    ///
    /// @param environment the variables of the process
    public CommandLineInterface(Map<String, String> environment, Object... furtherCommands) {
        this.environment = environment;
        this.furtherCommands = List.of(furtherCommands);
    }

    /// Runs what the arguments ask for.
    ///
    /// @return the exit code: 0 done, 1 failed, 2 mistakes in options or settings
    public int run(String... arguments) {
        return commandLine().execute(arguments);
    }

    /// The commands with their options, ready to run.
    CommandLine commandLine() {
        CommandLine line = new CommandLine(new Freshet());
        furtherCommands.forEach(line::addSubcommand);
        line.addSubcommand(new AskCommand(environment));
        line.addSubcommand(new BenchCommand());
        line.addSubcommand(new FakeModelCommand());
        line.addSubcommand(new ProfileCommand(environment));
        line.addSubcommand(new SettingsCommand(environment));
        line.addSubcommand(new RoutesCommand());
        line.addSubcommand(new VersionCommand());
        line.setParameterExceptionHandler((error, arguments) -> explain(error));
        line.setExecutionExceptionHandler(CommandLineInterface::failed);
        return line;
    }

    private static int explain(ParameterException error) {
        PrintWriter out = error.getCommandLine().getErr();
        out.println(error.getMessage() + ".");
        out.println("`" + error.getCommandLine().getCommandSpec().qualifiedName() + " --help` shows what is possible.");
        return MISTAKEN;
    }

    private static int failed(Exception error, CommandLine line, ParseResult parsed) throws Exception {
        if (error instanceof AppException known) {
            line.getErr().println(known.sentence());
            return FAILED;
        }
        throw error;
    }

    /// Stands for `freshet` without a command.
    @Command(
            name = "freshet",
            description = "A chat server that answers from your documents.",
            synopsisSubcommandLabel = "COMMAND",
            mixinStandardHelpOptions = true,
            scope = ScopeType.INHERIT,
            versionProvider = VersionCommand.class)
    private static final class Freshet implements Runnable {
        @Spec
        private @Nullable CommandSpec spec;

        @Override
        public void run() {
            CommandLine line = Objects.requireNonNull(spec).commandLine();
            throw new ParameterException(line, "A command is missing");
        }
    }
}
