package dev.freshet.core;

import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/// Creation times in epoch milliseconds, each later than the one before it, so that lists ordered by time
/// have one order.
public final class Timestamps {
    private final InstantSource clock;
    private final AtomicLong last = new AtomicLong();

    public Timestamps(InstantSource clock) {
        this.clock = clock;
    }

    /// A creation time later than all before it; it runs ahead of the clock by a millisecond a row in a
    /// burst.
    public long next() {
        long now = clock.millis();
        return last.updateAndGet(before -> Math.max(before + 1, now));
    }

    /// The clock's time, for update times and for measuring.
    public long now() {
        return clock.millis();
    }
}
