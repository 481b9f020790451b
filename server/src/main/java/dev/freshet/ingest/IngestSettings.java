package dev.freshet.ingest;

import java.time.Duration;

/// How documents are worked on.
///
/// @param workers jobs that run side by side; default one for each processor
/// @param lease how long a claimed job stays with a worker that gives no sign of life; default 60 s
/// @param heartbeat between signs of life, and how often the queue's places are told; default 3 s
/// @param progressInterval between two reports of a job's progress, at least; default 500 ms
/// @param rowsPerBatch chunks that are written or dropped in one transaction; default 32
/// @param embeddingBatch texts that are embedded in one call; default 8
/// @param embeddingLimit how long such a call may take; default 2 minutes
/// @param attempts how often a step is tried whose model fails; default 3
/// @param backoff before the second attempt, doubled for each further one; default 5 s
public record IngestSettings(
        int workers,
        Duration lease,
        Duration heartbeat,
        Duration progressInterval,
        int rowsPerBatch,
        int embeddingBatch,
        Duration embeddingLimit,
        int attempts,
        Duration backoff) {
    public IngestSettings {
        if (workers < 1 || rowsPerBatch < 1 || embeddingBatch < 1 || attempts < 1) {
            throw new IllegalArgumentException("numbers of ingestion are at least 1");
        }
        if (lease.compareTo(heartbeat.multipliedBy(2)) < 0) {
            throw new IllegalArgumentException("a lease lasts for two heartbeats at least");
        }
    }

    /// The defaults named above.
    public static IngestSettings defaults() {
        return withWorkers(Runtime.getRuntime().availableProcessors());
    }

    /// The defaults with another number of workers.
    public static IngestSettings withWorkers(int workers) {
        return new IngestSettings(
                workers,
                Duration.ofSeconds(60),
                Duration.ofSeconds(3),
                Duration.ofMillis(500),
                32,
                8,
                Duration.ofMinutes(2),
                3,
                Duration.ofSeconds(5));
    }
}
