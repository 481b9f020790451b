package dev.freshet.ingest.parse;

import java.time.Duration;

/// Limits of parsing.
///
/// @param workers child processes at most; default one per core
/// @param workerMemoryMegabytes heap of a child process; default 512
/// @param timeLimit for one file in a child process; default 10 minutes
/// @param silenceLimit without any progress in a child process; default 120 seconds
/// @param idleTime after which an unused child process ends; default 60 seconds
/// @param filesPerWorker after which a child process is replaced; default 200
/// @param textFileBytes largest file that is read in the server itself (texts, tables, JSON, code); default
///     32 MiB
/// @param characters most characters of text that one file may hold; default 32 million
public record ParserSettings(
        int workers,
        int workerMemoryMegabytes,
        Duration timeLimit,
        Duration silenceLimit,
        Duration idleTime,
        int filesPerWorker,
        long textFileBytes,
        int characters) {
    public ParserSettings {
        if (workers < 1 || filesPerWorker < 1 || textFileBytes < 1 || characters < 1) {
            throw new IllegalArgumentException("limits of parsing are at least 1");
        }
        if (workerMemoryMegabytes < 64) {
            throw new IllegalArgumentException("a parser process needs at least 64 megabytes");
        }
    }

    /// The defaults named above.
    public static ParserSettings defaults() {
        return new ParserSettings(
                Runtime.getRuntime().availableProcessors(),
                512,
                Duration.ofMinutes(10),
                Duration.ofMinutes(2),
                Duration.ofMinutes(1),
                200,
                32L << 20,
                32_000_000);
    }
}
