package dev.freshet.bench.load;

import java.util.Map;

/// What became of requests, collected while they run. Owned by one event loop; merged when all have ended.
public final class Outcome {
    private final LongList firstChunks = new LongList();
    private final LongList gaps = new LongList();
    private final LongList durations = new LongList();
    private final Errors errors = new Errors();

    /// An answer that came whole.
    ///
    /// @param firstChunkNanos from before the request was sent to the first content
    /// @param durationNanos to the end of the answer
    public void succeeded(long firstChunkNanos, long durationNanos) {
        firstChunks.add(firstChunkNanos);
        durations.add(durationNanos);
    }

    /// The time between two pieces of an answer.
    public void gap(long nanos) {
        gaps.add(nanos);
    }

    /// An answer that did not come, or not whole.
    public void failed(Failure kind, String example) {
        errors.add(kind, example);
    }

    /// Takes in what another loop has collected.
    public void merge(Outcome other) {
        firstChunks.addAll(other.firstChunks);
        gaps.addAll(other.gaps);
        durations.addAll(other.durations);
        errors.merge(other.errors);
    }

    /// Times to the first content.
    public Distribution firstChunk() {
        return Distribution.of(firstChunks.toArray());
    }

    /// Times between two pieces of content.
    public Distribution gapTimes() {
        return Distribution.of(gaps.toArray());
    }

    /// Times to the end of the answers.
    public Distribution durations() {
        return Distribution.of(durations.toArray());
    }

    /// How many answers did not come, or not whole.
    public int failures() {
        return errors.total();
    }

    /// The failures by the names of their kinds.
    public Map<String, Integer> failuresByKind() {
        return errors.counts();
    }

    /// One example of each kind.
    public Map<String, String> failureExamples() {
        return errors.examples();
    }
}
