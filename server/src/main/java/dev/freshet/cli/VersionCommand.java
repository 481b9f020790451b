package dev.freshet.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/// `freshet version`, and `freshet --version`.
@Command(name = "version", description = "Print the version.")
final class VersionCommand implements Runnable, IVersionProvider {

    @Override
    public void run() {
        System.out.println(getVersion()[0]);
    }

    @Override
    public String[] getVersion() {
        return new String[] {"Freshet " + Version.current()};
    }
}
