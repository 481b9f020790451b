package dev.freshet.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The CPU that a JVM's own compilers take, which falls to nothing as a server warms up. Linux only.
final class CompilerCpu {
    private static final double MILLIS_A_TICK = 10;
    private static final int USER_TICKS = 11;

    private CompilerCpu() {}

    /// What the compiler threads that live now have taken, in milliseconds.
    static double millis(long pid) {
        try (Stream<Path> threads = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
            return threads.mapToDouble(CompilerCpu::ofThread).sum();
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        }
    }

    private static double ofThread(Path thread) {
        try {
            String line = Files.readString(thread.resolve("stat"));
            int end = line.lastIndexOf(')');
            if (!line.substring(0, end).matches("\\d+ \\(C[12] Compiler.*")) {
                return 0;
            }
            List<String> fields = List.of(line.substring(end + 2).split(" "));
            return MILLIS_A_TICK
                    * (Long.parseLong(fields.get(USER_TICKS)) + Long.parseLong(fields.get(USER_TICKS + 1)));
        } catch (IOException ended) {
            return 0;
        }
    }
}
