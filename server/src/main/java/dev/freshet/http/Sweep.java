package dev.freshet.http;

import io.vertx.core.Vertx;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The one clock of a loop: while something waits for a time-out, all that waits is looked at a few times a
/// second. So a call costs no timer, and a token costs one assignment of [#now()].
final class Sweep {
    private final Vertx vertx;
    private final EventLoop loop;
    private final long periodMillis;
    private final LongSupplier nanoTime;
    private final Set<LongConsumer> waiting = new HashSet<>();
    private @Nullable Long timer;
    private long looked;
    private long now;

    Sweep(Vertx vertx, EventLoop loop, long periodMillis) {
        this(vertx, loop, periodMillis, System::nanoTime);
    }

    Sweep(Vertx vertx, EventLoop loop, long periodMillis, LongSupplier nanoTime) {
        this.vertx = vertx;
        this.loop = loop;
        this.periodMillis = periodMillis;
        this.nanoTime = nanoTime;
    }

    /// Nanoseconds that the loop has been attentive until its last look. A loop that comes late has not seen yet
    /// what the others did meanwhile, so of its lateness only twice the period counts against them.
    long now() {
        return now;
    }

    /// Has the task look at [#now()], on the loop, until it leaves; it may leave or let others enter meanwhile.
    void enter(LongConsumer overdue) {
        waiting.add(overdue);
        if (timer == null) {
            looked = nanoTime.getAsLong();
            timer = vertx.setPeriodic(periodMillis, ignored -> loop.run(this::look));
        }
    }

    void leave(LongConsumer overdue) {
        waiting.remove(overdue);
    }

    void look() {
        long time = nanoTime.getAsLong();
        now += Math.min(time - looked, 2 * periodMillis * 1_000_000);
        looked = time;
        for (LongConsumer overdue : List.copyOf(waiting)) {
            overdue.accept(now);
        }
        if (waiting.isEmpty() && timer != null) {
            vertx.cancelTimer(timer);
            timer = null;
        }
    }
}
