package dev.freshet.core;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The one family of errors that the product throws on purpose. The message is one sentence fit for the
/// caller's eyes; a cause is for the log alone. The edges map it by [#code()] in one exhaustive switch.
public sealed class AppException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;

    private AppException(ErrorCode code, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    public ErrorCode code() {
        return code;
    }

    /// The sentence for the caller.
    public String sentence() {
        return String.valueOf(getMessage());
    }

    /// The request itself is at fault: unknown, malformed, forbidden or in conflict with what is stored.
    public static final class Rejected extends AppException {
        private static final long serialVersionUID = 1L;

        public Rejected(ErrorCode code, String message) {
            super(code, message, null);
            if (code.kind() != ErrorCode.Kind.USER) {
                throw new IllegalArgumentException(code + " is not the caller's fault");
            }
        }
    }

    /// A model provider did not do what was asked. Never carries a key or the provider's raw answer.
    public static final class Upstream extends AppException {
        private static final long serialVersionUID = 1L;

        public Upstream(ErrorCode code, String message, @Nullable Throwable cause) {
            super(code, message, cause);
            if (code.kind() != ErrorCode.Kind.UPSTREAM) {
                throw new IllegalArgumentException(code + " is not an upstream's fault");
            }
        }

        public Upstream(ErrorCode code, String message) {
            this(code, message, null);
        }
    }

    /// A limit of this server was reached: a queue is full or a deadline has passed.
    public static final class Exhausted extends AppException {
        private static final long serialVersionUID = 1L;

        private final Duration retryAfter;

        public Exhausted(ErrorCode code, String message) {
            this(code, message, Duration.ofSeconds(1));
        }

        /// @param retryAfter when it may be worth trying again
        public Exhausted(ErrorCode code, String message, Duration retryAfter) {
            super(code, message, null);
            this.retryAfter = retryAfter;
            if (code.kind() != ErrorCode.Kind.RESOURCES) {
                throw new IllegalArgumentException(code + " is not a matter of resources");
            }
        }

        public Duration retryAfter() {
            return retryAfter;
        }
    }

    /// Something of ours is broken: a disk, a database, a defect.
    public static final class Broken extends AppException {
        private static final long serialVersionUID = 1L;

        public Broken(String message, @Nullable Throwable cause) {
            super(ErrorCode.INTERNAL, message, cause);
        }
    }

    public static Rejected invalid(String message) {
        return new Rejected(ErrorCode.INVALID_INPUT, message);
    }

    public static Rejected notFound(String message) {
        return new Rejected(ErrorCode.NOT_FOUND, message);
    }

    public static Rejected conflict(String message) {
        return new Rejected(ErrorCode.CONFLICT, message);
    }
}
