package dev.freshet.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The commands of `freshet`.
public final class CommandLineInterface {

    /// Runs what the arguments ask for.
    ///
    /// @return the exit code: 0 done, 1 failed, 2 mistakes in options or settings
    public int run(String... arguments) {
        return new CommandLine(new Freshet())
                .addSubcommand(new VersionCommand())
                .execute(arguments);
    }

    /// Stands for `freshet` alone.
    @Command(name = "freshet", synopsisSubcommandLabel = "COMMAND", mixinStandardHelpOptions = false)
    private static final class Freshet {}
}
