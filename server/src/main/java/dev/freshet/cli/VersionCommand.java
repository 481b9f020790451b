package dev.freshet.cli;

import picocli.CommandLine.Command;

/// `freshet version`.
@Command(name = "version", description = "Print the version.")
final class VersionCommand implements Runnable {

    @Override
    public void run() {
        System.out.println("Freshet " + Version.current());
    }
}
