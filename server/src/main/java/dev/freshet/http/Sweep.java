package dev.freshet.http;

import io.vertx.core.Vertx;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/// The one clock of a loop: while something waits for a time-out, all that waits is looked at a few times a
/// second. So a call costs no timer, and a token costs one assignment of [#now()].
final class Sweep {
    private final Vertx vertx;
    private final EventLoop loop;
    private final long periodMillis;
    private final Set<LongConsumer> waiting = new HashSet<>();
    private @Nullable Long timer;
    private long now;

    Sweep(Vertx vertx, EventLoop loop, long periodMillis) {
        this.vertx = vertx;
        this.loop = loop;
        this.periodMillis = periodMillis;
    }

    /// The moment of the last look on the scale of [System#nanoTime()].
    long now() {
        return now;
    }

    /// Has the task look at the time, on the loop, until it leaves; it may leave or let others enter meanwhile.
    void enter(LongConsumer overdue) {
        waiting.add(overdue);
        if (timer == null) {
            now = System.nanoTime();
            timer = vertx.setPeriodic(periodMillis, ignored -> loop.run(this::look));
        }
    }

    void leave(LongConsumer overdue) {
        waiting.remove(overdue);
    }

    private void look() {
        now = System.nanoTime();
        for (LongConsumer overdue : List.copyOf(waiting)) {
            overdue.accept(now);
        }
        if (waiting.isEmpty() && timer != null) {
            vertx.cancelTimer(timer);
            timer = null;
        }
    }
}
