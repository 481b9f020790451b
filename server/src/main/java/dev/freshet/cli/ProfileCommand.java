package dev.freshet.cli;

import dev.freshet.config.Settings;
import dev.freshet.config.SettingsLoader.Loaded;
import dev.freshet.core.AppException;
import dev.freshet.profile.Profile;
import dev.freshet.profile.ProfileReport;
import dev.freshet.profile.Recorder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `freshet profile`: where the time of a running server goes.
@Command(
        name = "profile",
        description = "Record a running server and print where its time goes; fails when an event loop blocked or a "
                + "virtual thread was pinned.")
final class ProfileCommand implements Callable<Integer> {
    @Mixin
    private final SettingsOptions options = new SettingsOptions();

    private final Map<String, String> environment;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--seconds", paramLabel = "N", description = "How long to record (30).")
    private int seconds = 30;

    @Option(names = "--pid", paramLabel = "PID", description = "The server's process (that of ./data/server.pid).")
    private @Nullable Long pid;

    @Option(names = "--keep", paramLabel = "FILE", description = "Keep the recording in this file.")
    private @Nullable Path keep;

    ProfileCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        return switch (options.load(environment)) {
            case Loaded.Valid valid -> profile(valid.settings());
            case Loaded.Invalid invalid -> Mistakes.print(invalid);
        };
    }

    private int profile(Settings settings) {
        if (seconds < 1) {
            throw AppException.invalid("--seconds is at least 1");
        }
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        long process = pid == null ? pidOf(settings.data()) : pid;
        out.println("Recording process " + process + " for " + seconds + " s.");
        out.flush();
        try {
            Path file = keep == null ? Files.createTempFile("freshet", ".jfr") : keep;
            try {
                Recorder.record(process, Duration.ofSeconds(seconds), file);
                return report(Profile.of(file), out);
            } finally {
                if (keep == null) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException error) {
            throw new AppException.Broken("the recording cannot be kept", error);
        }
    }

    private static int report(Profile profile, PrintWriter out) {
        new ProfileReport(out).print(profile);
        return profile.clean() ? 0 : CommandLineInterface.FAILED;
    }

    private static long pidOf(Path data) {
        Path file = data.resolve("server.pid");
        try {
            return Long.parseLong(Files.readString(file).strip());
        } catch (IOException | NumberFormatException missing) {
            throw AppException.notFound(
                    "no server has left its process id in " + file + "; name the process with --pid");
        }
    }
}
