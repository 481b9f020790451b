package dev.freshet.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// The CPU time of the process that listens at an address, where it runs on this machine (Linux) and may be looked
/// at.
public final class ServerCpu {
    private static final String LISTENING = "0A";
    private static final Path PROCESSES = Path.of("/proc");

    private final Optional<ProcessHandle> process;

    private ServerCpu(Optional<ProcessHandle> process) {
        this.process = process;
    }

    /// Of a process that is known.
    public static ServerCpu of(ProcessHandle process) {
        return new ServerCpu(Optional.of(process));
    }

    /// Of whoever listens there.
    public static ServerCpu at(String address) {
        URI server = URI.create(address);
        String host = server.getHost() == null ? "" : server.getHost();
        boolean local = List.of("127.0.0.1", "localhost", "[::1]").contains(host);
        return new ServerCpu(local ? listener(server.getPort()) : Optional.empty());
    }

    /// What it has used since its start.
    public Optional<Duration> used() {
        return process.flatMap(one -> one.info().totalCpuDuration());
    }

    private static Optional<ProcessHandle> listener(int port) {
        return Stream.of("net/tcp", "net/tcp6")
                .flatMap(table -> lines(PROCESSES.resolve(table)).stream())
                .map(line -> line.strip().split("\\s+"))
                .filter(cells -> cells.length > 9
                        && cells[3].equals(LISTENING)
                        && cells[1].endsWith(String.format(Locale.ROOT, ":%04X", port)))
                .map(cells -> cells[9])
                .findFirst()
                .flatMap(ServerCpu::ownerOf);
    }

    private static Optional<ProcessHandle> ownerOf(String inode) {
        return ProcessHandle.allProcesses()
                .filter(one -> holds(one, "socket:[" + inode + "]"))
                .findFirst();
    }

    private static boolean holds(ProcessHandle process, String socket) {
        Path descriptors = PROCESSES.resolve(process.pid() + "/fd");
        try (Stream<Path> links = Files.list(descriptors)) {
            return links.anyMatch(link -> target(link).equals(socket));
        } catch (IOException notOurs) {
            return false;
        }
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException closedMeanwhile) {
            return "";
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException notLinux) {
            return List.of();
        }
    }
}
