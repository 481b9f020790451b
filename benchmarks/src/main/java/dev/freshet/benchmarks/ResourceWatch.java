package dev.freshet.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Watches what a process and those that it started use, by Linux's /proc, ten times a second.
final class ResourceWatch implements AutoCloseable {
    private static final double TICKS_A_SECOND = 100;
    private static final int PAGE_KILOBYTES = 4;
    private static final double KILOBYTES_A_MEGABYTE = 1_024;

    private final ProcessHandle root;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;
    private final Map<Long, Double> seconds = new HashMap<>();
    private double before;
    private long peakRoot;
    private long peakChildren;
    private long peakTogether;

    /// Begins to watch.
    ResourceWatch(ProcessHandle root) {
        this.root = root;
        look();
        before = total();
        thread = Thread.ofPlatform().daemon().name("resource-watch").start(this::watch);
    }

    /// What was used while it was watched.
    ///
    /// @param cpuSeconds processor time of all of them
    /// @param peakServerMegabytes resident, the process alone
    /// @param peakWorkerMegabytes resident, those that it started, together
    /// @param peakTogetherMegabytes resident, all of them at one moment
    record Usage(
            double cpuSeconds, double peakServerMegabytes, double peakWorkerMegabytes, double peakTogetherMegabytes) {}

    /// Ends and tells.
    Usage stop() throws InterruptedException {
        close();
        thread.join();
        look();
        return new Usage(total() - before, megabytes(peakRoot), megabytes(peakChildren), megabytes(peakTogether));
    }

    @Override
    public void close() {
        closing.countDown();
    }

    private void watch() {
        try {
            while (!closing.await(100, TimeUnit.MILLISECONDS)) {
                look();
            }
        } catch (InterruptedException stopped) {
            throw new IllegalStateException("the watch was stopped", stopped);
        }
    }

    private void look() {
        long own = resident(root.pid());
        long others = 0;
        use(root.pid());
        try (Stream<ProcessHandle> descendants = root.descendants()) {
            for (ProcessHandle child : descendants.toList()) {
                others += resident(child.pid());
                use(child.pid());
            }
        }
        peakRoot = Math.max(peakRoot, own);
        peakChildren = Math.max(peakChildren, others);
        peakTogether = Math.max(peakTogether, own + others);
    }

    private double total() {
        return seconds.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    private static double megabytes(long kilobytes) {
        return kilobytes / KILOBYTES_A_MEGABYTE;
    }

    private static long resident(long pid) {
        List<String> fields = fields(Path.of("/proc/" + pid + "/statm"));
        return fields.isEmpty() ? 0 : Long.parseLong(fields.get(1)) * PAGE_KILOBYTES;
    }

    /// The name in this file may hold blanks, but ours do not.
    private void use(long pid) {
        List<String> fields = fields(Path.of("/proc/" + pid + "/stat"));
        if (!fields.isEmpty()) {
            double used = (Long.parseLong(fields.get(13)) + Long.parseLong(fields.get(14))) / TICKS_A_SECOND;
            seconds.put(pid, used);
        }
    }

    /// Empty when the process is gone.
    private static List<String> fields(Path file) {
        try {
            return List.of(Files.readString(file).strip().split(" "));
        } catch (NoSuchFileException gone) {
            return List.of();
        } catch (IOException ended) {
            return List.of();
        }
    }
}
