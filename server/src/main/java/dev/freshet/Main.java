package dev.freshet;

import dev.freshet.cli.CommandLineInterface;

/// Where the JVM begins.
public final class Main {
    private Main() {}

    public static void main(String... arguments) {
        System.exit(new CommandLineInterface(System.getenv()).run(arguments));
    }
}
