package dev.freshet.http;

import dev.freshet.core.AppException;
import dev.freshet.core.Deadline;
import dev.freshet.core.ErrorCode;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/// A complete answer to a call, whatever its status.
public final class HttpReply {
    private final int status;
    private final Map<String, String> headers;
    private final byte[] body;

    HttpReply(int status, Map<String, String> headers, byte[] body) {
        this.status = status;
        this.headers = headers;
        this.body = body;
    }

    public int status() {
        return status;
    }

    /// A header by its name, in any case.
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    /// The bytes themselves, not a copy.
    public byte[] body() {
        return body;
    }

    /// The body as UTF-8.
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "HttpReply[" + status + ", " + body.length + " bytes]";
    }

    /// Gathers a whole answer for a thread that waits.
    static final class Collector implements CallListener {
        private final String host;
        private final long limit;
        private final CompletableFuture<HttpReply> reply = new CompletableFuture<>();
        private final Buffer body = Buffer.buffer();
        private Runnable close = () -> {};
        private int status;
        private Map<String, String> headers = Map.of();

        Collector(String host, long limit) {
            this.host = host;
            this.limit = limit;
        }

        @Override
        public void opened(Runnable closing) {
            close = closing;
        }

        @Override
        public void head(int answered, Map<String, String> received) {
            status = answered;
            headers = received;
        }

        @Override
        public void bytes(Buffer chunk) {
            if (body.length() + (long) chunk.length() > limit) {
                reply.completeExceptionally(new AppException.Upstream(
                        ErrorCode.UPSTREAM_MALFORMED, host + " answered more than " + limit + " bytes"));
                close.run();
                return;
            }
            body.appendBuffer(chunk);
        }

        @Override
        public void end() {
            reply.complete(new HttpReply(status, headers, body.getBytes()));
        }

        @Override
        public void failed(AppException.Upstream error) {
            reply.completeExceptionally(error);
        }

        /// Waits for the whole answer, or for the failure that the deadline or its cancellation makes.
        HttpReply await(Deadline deadline) {
            try {
                return reply.join();
            } catch (CompletionException failure) {
                deadline.checkCancelled();
                if (failure.getCause() instanceof AppException.Upstream error) {
                    throw new AppException.Upstream(error.code(), error.sentence(), error);
                }
                throw failure;
            }
        }
    }
}
