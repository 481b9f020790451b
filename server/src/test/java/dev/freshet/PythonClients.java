package dev.freshet;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A Python with the clients that the examples use, kept in `target` from one run to the next. Where no Python of 3.12
/// or later is, or the clients cannot be had, the tests that need it are skipped with a word.
final class PythonClients {
    private static final Path FOLDER = Path.of("target/python-clients");
    private static final List<String> PACKAGES = List.of("ragflow-sdk==0.23.1", "openai==3.54.0");
    private static final List<String> NAMES = List.of("python3.13", "python3.12", "python3");
    private static final int INSTALL_SECONDS = 180;

    private static Optional<Path> ready = Optional.empty();

    private PythonClients() {}

    /// The interpreter, which is made ready once.
    static Path python() throws IOException, InterruptedException {
        if (ready.isEmpty()) {
            ready = Optional.of(prepared());
        }
        return ready.get();
    }

    private static Path prepared() throws IOException, InterruptedException {
        Path own = FOLDER.resolve("bin/python").toAbsolutePath();
        if (!isRecent(own.toString())) {
            Optional<String> found = find();
            assumeTrue(found.isPresent(), "there is no Python 3.12 or later to run the examples with");
            assumeTrue(
                    run(INSTALL_SECONDS, List.of(found.get(), "-m", "venv", FOLDER.toString()), Map.of())
                            .isDone(),
                    found.get() + " makes no environment of its own");
        }
        List<String> install = new ArrayList<>(List.of(
                own.toString(), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-compile"));
        install.addAll(PACKAGES);
        Ended installed = run(INSTALL_SECONDS, install, Map.of());
        assumeTrue(installed.isDone(), PACKAGES + " cannot be installed: " + installed.output());
        return own;
    }

    /// A process that has ended, or was ended because it took too long.
    record Ended(boolean isDone, String output) {}

    /// Runs a program to its end; what it prints on either output comes back.
    static Ended run(int seconds, List<String> command, Map<String, String> environment)
            throws IOException, InterruptedException {
        Path output = Files.createTempFile("example", ".txt");
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            boolean ended = process.waitFor(seconds, TimeUnit.SECONDS);
            process.destroyForcibly().waitFor();
            return new Ended(ended && process.exitValue() == 0, Files.readString(output));
        } finally {
            Files.delete(output);
        }
    }

    private static Optional<String> find() throws IOException, InterruptedException {
        for (String candidate : candidates()) {
            if (isRecent(candidate)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    /// What is on the path, and what pyenv has installed beside the one it has chosen.
    private static List<String> candidates() throws IOException {
        List<String> candidates = new ArrayList<>(NAMES);
        Path versions = Path.of(System.getProperty("user.home"), ".pyenv", "versions");
        if (Files.isDirectory(versions)) {
            try (Stream<Path> installed = Files.list(versions)) {
                installed
                        .map(version -> version.resolve("bin/python3").toString())
                        .forEach(candidates::add);
            }
        }
        return candidates;
    }

    private static boolean isRecent(String python) throws InterruptedException {
        try {
            String question = "import sys; sys.exit(sys.version_info < (3, 12))";
            return run(20, List.of(python, "-c", question), Map.of()).isDone();
        } catch (IOException absent) {
            return false;
        }
    }
}
