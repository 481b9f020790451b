package dev.freshet.http;

import java.nio.file.Path;
import java.time.Duration;

/// How the server listens and what it puts up with.
///
/// @param host the address to listen on
/// @param port the port; 0 takes a free one
/// @param loops event loops; 0 means one for each processor
/// @param maxBodyBytes the largest body that is held in memory
/// @param maxUploadBytes the largest multipart body
/// @param uploadFolder where parts of an upload wait until they are moved; made when it is missing
/// @param idleTimeout how long a connection may stay without a request, or take to send its head
/// @param bodyTimeout how long a body may pause; on average it must also bring [#MINIMUM_BODY_RATE]
/// @param framing who frames the bodies of event streams
public record HttpSettings(
        String host,
        int port,
        int loops,
        long maxBodyBytes,
        long maxUploadBytes,
        Path uploadFolder,
        Duration idleTimeout,
        Duration bodyTimeout,
        Framing framing) {

    /// Bytes a second below which a body counts as never ending, once [#bodyTimeout] has passed.
    public static final long MINIMUM_BODY_RATE = 1024;

    /// Who frames the bodies of event streams.
    public enum Framing {
        /// We do, past the library's encoder: one buffer and one flush in each pass of a loop.
        OWN,
        /// The library does, with each write.
        LIBRARY
    }

    public HttpSettings {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port must be 0 to 65535");
        }
        if (maxBodyBytes < 1 || maxBodyBytes > 1 << 30 || maxUploadBytes < 1) {
            throw new IllegalArgumentException("a body limit is at least 1 byte, in memory at most 1 GiB");
        }
        if (!idleTimeout.isPositive() || !bodyTimeout.isPositive()) {
            throw new IllegalArgumentException("a time-out must be positive");
        }
    }

    /// The usual limits on the loopback address.
    public static HttpSettings local(int port, Path uploadFolder) {
        return new HttpSettings(
                "127.0.0.1",
                port,
                0,
                64L << 20,
                1L << 30,
                uploadFolder,
                Duration.ofSeconds(75),
                Duration.ofSeconds(30),
                Framing.OWN);
    }

    /// The same with other time-outs.
    public HttpSettings withTimeouts(Duration idle, Duration body) {
        return new HttpSettings(host, port, loops, maxBodyBytes, maxUploadBytes, uploadFolder, idle, body, framing);
    }

    /// The same with other body limits.
    public HttpSettings withLimits(long body, long upload) {
        return new HttpSettings(host, port, loops, body, upload, uploadFolder, idleTimeout, bodyTimeout, framing);
    }

    /// The same with streams framed in another way.
    public HttpSettings withFraming(Framing other) {
        return new HttpSettings(
                host, port, loops, maxBodyBytes, maxUploadBytes, uploadFolder, idleTimeout, bodyTimeout, other);
    }
}
