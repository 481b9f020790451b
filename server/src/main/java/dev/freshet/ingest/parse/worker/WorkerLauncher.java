package dev.freshet.ingest.parse.worker;

import dev.freshet.core.AppException;
import dev.freshet.ingest.parse.ParserSettings;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Starts child processes from the parent's own Java and class path.
final class WorkerLauncher {
    private final ParserSettings settings;
    private final Path scratch;

    /// @param scratch where children keep what they share, the list of fonts
    WorkerLauncher(ParserSettings settings, Path scratch) {
        this.settings = settings;
        this.scratch = scratch;
    }

    /// Starts a child.
    ///
    /// @param temporary the child's own folder, made here
    Process start(Path temporary) {
        try {
            Files.createDirectories(temporary);
            ProcessBuilder builder = new ProcessBuilder(command(temporary));
            Map<String, String> environment = builder.environment();
            environment.clear();
            environment.put("LC_ALL", "C.UTF-8"); // else Java could not name files outside of ASCII
            return builder.start();
        } catch (IOException error) {
            throw new AppException.Broken("No parser process can be started.", error);
        }
    }

    private List<String> command(Path temporary) {
        List<String> command = new ArrayList<>();
        onPath("nice").ifPresent(nice -> command.addAll(List.of(nice.toString(), "-n", "10")));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                "-Xmx" + settings.workerMemoryMegabytes() + "m",
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:-UsePerfData",
                "-Xshare:auto",
                "-Djava.awt.headless=true",
                "-Djava.io.tmpdir=" + temporary.toAbsolutePath(),
                "-Dpdfbox.fontcache=" + scratch.toAbsolutePath(),
                "-Dlogback.configurationFile=parser-logback.xml",
                "-cp",
                System.getProperty("java.class.path"),
                ParserMain.class.getName(),
                String.valueOf(settings.idleTime().toMillis())));
        return command;
    }

    private static Optional<Path> onPath(String program) {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("/usr/bin:/bin");
        return Stream.of(path.split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
