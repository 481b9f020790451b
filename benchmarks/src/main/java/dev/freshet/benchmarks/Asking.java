package dev.freshet.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Asks an assistant one question after the other, and tells how long the answers took since the last report.
final class Asking implements AutoCloseable {
    private static final int ALONE = 40;
    private static final long PAUSE_MILLIS = 50;

    private final ServerProcess server;
    private final String path;
    private final Thread thread;
    private final List<Double> times = new ArrayList<>();
    private volatile boolean closing;

    Asking(ServerProcess server, String chat) {
        this.server = server;
        this.path = "/api/v1/chats_openai/" + chat + "/chat/completions";
        this.thread = Thread.ofPlatform().name("asking").unstarted(this::ask);
    }

    /// Asks while nothing else is done, then begins to ask beside.
    void alone() {
        for (int i = 0; i < ALONE; i++) {
            once();
        }
        times.clear();
        for (int i = 0; i < ALONE; i++) {
            once();
        }
        report("alone");
        thread.start();
    }

    /// Prints the answers' times and begins anew.
    void report(String when) {
        double[] sorted;
        synchronized (times) {
            sorted = times.stream().mapToDouble(Double::doubleValue).sorted().toArray();
            times.clear();
        }
        if (sorted.length == 0) {
            System.out.println("answers " + when + ": none ended");
            return;
        }
        System.out.printf(
                Locale.ROOT,
                "answers %s: %d, %s, p95 %.1f ms%n",
                when,
                sorted.length,
                ManyRows.summary(sorted),
                sorted[sorted.length * 95 / 100]);
    }

    private void ask() {
        while (!closing) {
            once();
            try {
                Thread.sleep(PAUSE_MILLIS);
            } catch (InterruptedException stopped) {
                return;
            }
        }
    }

    private void once() {
        long begun = System.nanoTime();
        Map<String, ?> message = Map.of("role", "user", "content", "How many days of annual leave are there?");
        server.raw("POST", path, Map.of("model", "m", "stream", false, "messages", List.of(message)));
        synchronized (times) {
            times.add(ManyRows.seconds(begun) * 1_000);
        }
    }

    @Override
    public void close() {
        closing = true;
        try {
            thread.join();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
