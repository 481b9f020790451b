package dev.freshet;

import dev.freshet.cli.CommandLineInterface;
import dev.freshet.cli.RehearseCommand;
import dev.freshet.cli.ReindexCommand;
import dev.freshet.cli.ServeCommand;
import dev.freshet.cli.UserCommand;
import java.util.Map;

/// Where the JVM begins.
public final class Main {
    private Main() {}

    public static void main(String... arguments) {
        Map<String, String> environment = System.getenv();
        CommandLineInterface commands = new CommandLineInterface(
                environment,
                new ServeCommand(environment, App::start),
                new ReindexCommand(environment, App::reindex),
                new UserCommand(environment, App::removeUser, OfflineUsers::setPassword),
                new RehearseCommand(App::start));
        System.exit(commands.run(arguments));
    }
}
