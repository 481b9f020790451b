package dev.freshet.bench.fake;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;

/// Counts for all loops of a server.
final class Tally {
    private final LongAdder connections = new LongAdder();
    private final LongAdder accepted = new LongAdder();
    private final LongAdder streams = new LongAdder();
    private final LongAdder started = new LongAdder();
    private final LongAdder completed = new LongAdder();
    private final LongAdder left = new LongAdder();
    private final LongAdder faults = new LongAdder();
    private final ConcurrentLinkedQueue<Departure> departures = new ConcurrentLinkedQueue<>();

    void connected() {
        connections.increment();
        accepted.increment();
    }

    void disconnected() {
        connections.decrement();
    }

    void started() {
        started.increment();
        streams.increment();
    }

    void completed() {
        streams.decrement();
        completed.increment();
    }

    void left(int sent) {
        streams.decrement();
        left.increment();
        departures.add(new Departure(Instant.now(), sent));
    }

    /// An answer that was ended by its fault.
    void failed() {
        streams.decrement();
        faults.increment();
    }

    Counts counts() {
        return new Counts(
                connections.sum(),
                streams.sum(),
                accepted.sum(),
                started.sum(),
                completed.sum(),
                left.sum(),
                faults.sum());
    }

    List<Departure> departures() {
        return List.copyOf(departures);
    }
}
