package dev.freshet.bench.lab;

import dev.freshet.core.AppException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// A Freshet server in a process of its own.
public final class ServerChild implements AutoCloseable {
    private static final String LISTENING = "Freshet is listening on ";
    private static final int STOPPING_SECONDS = 30;

    private final Process process;
    private final String address;

    private ServerChild(Process process, String address) {
        this.process = process;
        this.address = address;
    }

    /// Starts `freshet serve` on a free port of 127.0.0.1 and waits until it listens. It ends with this process at
    /// the latest.
    ///
    /// @param data its data folder; what it logs goes to `server.log` beside that
    /// @param environment variables on top of this process's
    /// @throws AppException when it ends before it listens, with the end of its log
    public static ServerChild start(Path data, Map<String, String> environment) {
        Path log = data.resolveSibling("server.log");
        try {
            List<String> command = new ArrayList<>(launcher());
            command.addAll(List.of("serve", "--data", data.toString(), "--host", "127.0.0.1", "--port", "0"));
            ProcessBuilder builder = new ProcessBuilder(command).redirectError(log.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroy, "end the server"));
            BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
            Optional<String> address = address(out);
            if (address.isEmpty()) {
                process.destroy();
                throw AppException.invalid("The server did not start:\n" + endOf(log));
            }
            Thread.ofVirtual().name("server output").start(() -> out.lines().forEach(line -> {}));
            return new ServerChild(process, address.get());
        } catch (IOException error) {
            throw new AppException.Broken("the server cannot be started", error);
        }
    }

    /// The launcher that started this process, or else this very program with the options that it needs.
    private static List<String> launcher() {
        String launcher = System.getProperty("freshet.launcher", "");
        if (!launcher.isEmpty()) {
            return List.of(launcher);
        }
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules",
                "jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:+UseParallelGC",
                "-Xmx1g",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.freshet.Main");
    }

    private static Optional<String> address(BufferedReader out) throws IOException {
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith(LISTENING)) {
                return Optional.of(line.substring(LISTENING.length()).strip());
            }
        }
        return Optional.empty();
    }

    private static String endOf(Path log) throws IOException {
        List<String> lines = Files.readAllLines(log);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 10), lines.size()));
    }

    /// Where it listens.
    public String address() {
        return address;
    }

    /// The process, for its CPU and memory.
    public ProcessHandle process() {
        return process.toHandle();
    }

    /// Stops it gracefully, and by force when that takes too long.
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOPPING_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException stopped) {
            throw new IllegalStateException("stopped while the server was stopping", stopped);
        }
    }
}
