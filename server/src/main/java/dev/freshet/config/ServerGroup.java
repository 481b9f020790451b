package dev.freshet.config;

import dev.freshet.http.HttpSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// Listening and stopping.
final class ServerGroup {
    static final Setting<String> HOST = new Setting<>(
            "server.host",
            ValueKind.word(),
            "127.0.0.1",
            "The address to listen on; `0.0.0.0` lets other machines in.");
    static final Setting<Integer> PORT = new Setting<>(
            "server.port", ValueKind.integer(0, 65_535), "9380", "The port to listen on; 0 takes a free one.");
    private static final Setting<Integer> LOOPS = new Setting<>(
            "server.loops",
            ValueKind.integer(0, 256),
            "0",
            "How many event loops serve the connections; 0 means one for each processor.");
    private static final Setting<Long> BODY_LIMIT = new Setting<>(
            "server.bodyLimit",
            ValueKind.bytes(1024, 1L << 30),
            "64 MiB",
            "The largest request body that is held in memory.");
    private static final Setting<Long> UPLOAD_LIMIT = new Setting<>(
            "server.uploadLimit",
            ValueKind.bytes(1024, 1L << 40),
            "1 GiB",
            "The largest upload; uploads are streamed to disk.");
    private static final Setting<Duration> IDLE_TIMEOUT = new Setting<>(
            "server.idleTimeout",
            ValueKind.duration(Duration.ofSeconds(1), Duration.ofHours(1)),
            "75s",
            "How long a connection may stay without a request, or take to send its head.");
    private static final Setting<Duration> BODY_TIMEOUT = new Setting<>(
            "server.bodyTimeout",
            ValueKind.duration(Duration.ofSeconds(1), Duration.ofHours(1)),
            "30s",
            "How long a request body may pause.");
    private static final Setting<HttpSettings.Framing> STREAM_FRAMING = new Setting<>(
            "server.streamFraming",
            ValueKind.oneOf(HttpSettings.Framing.class),
            "own",
            "Who frames event streams: `own` writes past the HTTP library and needs the least CPU; `library` is there "
                    + "for the case that the two do not get on.");
    static final Setting<Duration> SHUTDOWN_GRACE = new Setting<>(
            "server.shutdownGrace",
            ValueKind.duration(Duration.ZERO, Duration.ofHours(1)),
            "10s",
            "How long running answers may go on after the signal to stop; then they are stored as they are.");

    static final SettingGroup GROUP = new SettingGroup(
            "Server",
            List.of(
                    HOST,
                    PORT,
                    LOOPS,
                    BODY_LIMIT,
                    UPLOAD_LIMIT,
                    IDLE_TIMEOUT,
                    BODY_TIMEOUT,
                    STREAM_FRAMING,
                    SHUTDOWN_GRACE));

    private ServerGroup() {}

    /// @param uploads where parts of an upload wait
    static HttpSettings from(SettingValues values, Path uploads) {
        return new HttpSettings(
                values.of(HOST),
                values.of(PORT),
                values.of(LOOPS),
                values.of(BODY_LIMIT),
                values.of(UPLOAD_LIMIT),
                uploads,
                values.of(IDLE_TIMEOUT),
                values.of(BODY_TIMEOUT),
                values.of(STREAM_FRAMING));
    }
}
