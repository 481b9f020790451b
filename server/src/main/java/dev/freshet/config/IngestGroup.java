package dev.freshet.config;

import dev.freshet.ingest.IngestSettings;
import dev.freshet.ingest.parse.ParserSettings;
import java.time.Duration;
import java.util.List;

/// Reading documents.
final class IngestGroup {
    private static final Duration ONE_SECOND = Duration.ofSeconds(1);
    private static final Duration ONE_DAY = Duration.ofDays(1);

    private static final Setting<Integer> JOBS = new Setting<>(
            "ingest.jobs",
            ValueKind.integer(0, 256),
            "0",
            "Documents that are worked on side by side; 0 means one for each processor.");
    private static final Setting<Integer> WORKERS = new Setting<>(
            "ingest.workers",
            ValueKind.integer(0, 256),
            "0",
            "Processes that parse documents side by side, at most; 0 means one for each processor.");
    private static final Setting<Integer> WORKER_MEMORY = new Setting<>(
            "ingest.workerMegabytes",
            ValueKind.integer(64, 65_536),
            "512",
            "The heap of such a process, in megabytes.");
    private static final Setting<Duration> TIME_LIMIT = new Setting<>(
            "ingest.timeLimit",
            ValueKind.duration(ONE_SECOND, ONE_DAY),
            "10m",
            "How long parsing one document may take.");
    private static final Setting<Duration> SILENCE_LIMIT = new Setting<>(
            "ingest.silenceLimit",
            ValueKind.duration(ONE_SECOND, ONE_DAY),
            "2m",
            "How long parsing may go on without getting any further.");
    private static final Setting<Duration> IDLE_TIME = new Setting<>(
            "ingest.workerIdleTime",
            ValueKind.duration(ONE_SECOND, ONE_DAY),
            "60s",
            "When a process without work ends.");
    private static final Setting<Integer> FILES_PER_WORKER = new Setting<>(
            "ingest.filesPerWorker",
            ValueKind.integer(1, 100_000),
            "200",
            "After how many documents a process is replaced.");
    private static final Setting<Long> TEXT_FILE_LIMIT = new Setting<>(
            "ingest.textFileLimit",
            ValueKind.bytes(1024, 1L << 30),
            "32 MiB",
            "The largest text, table, JSON or source file.");
    private static final Setting<Integer> CHARACTERS = new Setting<>(
            "ingest.characters",
            ValueKind.integer(1000, 1_000_000_000),
            "32000000",
            "The most characters of text that one document may hold.");

    static final SettingGroup GROUP = new SettingGroup(
            "Reading documents",
            List.of(
                    JOBS,
                    WORKERS,
                    WORKER_MEMORY,
                    TIME_LIMIT,
                    SILENCE_LIMIT,
                    IDLE_TIME,
                    FILES_PER_WORKER,
                    TEXT_FILE_LIMIT,
                    CHARACTERS));

    private IngestGroup() {}

    static IngestSettings jobs(SettingValues values) {
        int jobs = values.of(JOBS);
        return jobs == 0 ? IngestSettings.defaults() : IngestSettings.withWorkers(jobs);
    }

    static ParserSettings from(SettingValues values) {
        int workers = values.of(WORKERS);
        return new ParserSettings(
                workers == 0 ? Runtime.getRuntime().availableProcessors() : workers,
                values.of(WORKER_MEMORY),
                values.of(TIME_LIMIT),
                values.of(SILENCE_LIMIT),
                values.of(IDLE_TIME),
                values.of(FILES_PER_WORKER),
                values.of(TEXT_FILE_LIMIT),
                values.of(CHARACTERS));
    }
}
