package dev.freshet.bench.fake;

import io.vertx.core.Vertx;
import org.jspecify.annotations.Nullable;

/// One timer for all streams of a loop: slots of two milliseconds in a circle of two seconds. What lies further
/// ahead stays in its slot for another round. The timer rests while nothing waits.
final class Wheel {
    private static final long TICK_MILLIS = 2;
    private static final long TICK_NANOS = TICK_MILLIS * 1_000_000;
    private static final int SLOTS = 1024;
    private static final long NO_TIMER = -1;

    private final Vertx vertx;
    private final long origin = System.nanoTime();
    private final @Nullable Timed[] slots = new @Nullable Timed[SLOTS];
    private long currentTick;
    private int waiting;
    private long timer = NO_TIMER;

    /// A wheel for the loop that calls it.
    Wheel(Vertx vertx) {
        this.vertx = vertx;
    }

    /// Lets something happen at a time; what is late happens at the next tick.
    void enter(Timed timed, long dueNanos) {
        if (timer == NO_TIMER) {
            currentTick = (System.nanoTime() - origin) / TICK_NANOS;
            timer = vertx.setPeriodic(TICK_MILLIS, ignored -> turn());
        }
        long tick = (dueNanos - origin + TICK_NANOS - 1) / TICK_NANOS;
        timed.dueTick = Math.max(tick, currentTick + 1);
        link(timed);
        waiting++;
    }

    private void link(Timed timed) {
        int slot = (int) (timed.dueTick % SLOTS);
        timed.next = slots[slot];
        slots[slot] = timed;
    }

    private void turn() {
        long now = System.nanoTime();
        long target = (now - origin) / TICK_NANOS;
        while (currentTick < target) {
            currentTick++;
            empty((int) (currentTick % SLOTS), now);
        }
        if (waiting == 0) {
            vertx.cancelTimer(timer);
            timer = NO_TIMER;
        }
    }

    private void empty(int slot, long now) {
        Timed timed = slots[slot];
        slots[slot] = null;
        while (timed != null) {
            Timed following = timed.next;
            timed.next = null;
            if (timed.dueTick > currentTick) {
                link(timed);
            } else {
                waiting--;
                timed.due(now);
            }
            timed = following;
        }
    }
}
