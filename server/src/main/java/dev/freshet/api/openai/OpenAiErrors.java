package dev.freshet.api.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.api.ragflow.wire.Envelope;
import dev.freshet.core.AppException;
import dev.freshet.core.ErrorCode;
import dev.freshet.http.Request;
import dev.freshet.http.Response;
import java.time.Duration;
import java.util.Locale;

/// Errors as OpenAI's clients expect them: `{"error":{message,type,param,code}}` with a real HTTP status.
final class OpenAiErrors {
    private OpenAiErrors() {}

    static Response answer(Request request, Throwable error) {
        if (error instanceof AppException known) {
            Response response = Envelope.json(status(known.code()), body(known));
            return known.code() == ErrorCode.BUSY && known instanceof AppException.Exhausted full
                    ? response.withHeader("Retry-After", seconds(full.retryAfter()))
                    : response;
        }
        return Envelope.json(
                500,
                body(new AppException.Broken(
                        "the server failed; its log has the reason under request " + request.requestId(), error)));
    }

    static ObjectNode body(AppException error) {
        ObjectNode body = Envelope.object();
        body.putObject("error")
                .put("message", error.sentence())
                .put("type", type(error.code()))
                .putNull("param")
                .put("code", error.code().name().toLowerCase(Locale.ROOT));
        return body;
    }

    static int status(ErrorCode code) {
        return switch (code) {
            case INVALID_INPUT, CANCELLED -> 400;
            case UNAUTHENTICATED -> 401;
            case FORBIDDEN -> 403;
            case NOT_FOUND -> 404;
            case CONFLICT -> 409;
            case TOO_LARGE -> 413;
            case KEY_REUSED -> 422;
            case BUSY -> 429;
            case DEADLINE_EXCEEDED, UPSTREAM_TIMEOUT -> 504;
            case UPSTREAM_UNREACHABLE,
                    UPSTREAM_AUTHENTICATION,
                    UPSTREAM_RATE_LIMIT,
                    UPSTREAM_OVERLOADED,
                    UPSTREAM_REFUSED,
                    UPSTREAM_FAILED,
                    UPSTREAM_MALFORMED -> 502;
            case INTERNAL -> 500;
        };
    }

    /// Whole seconds, rounded up: RFC 9110 section 10.2.3 knows no fractions.
    private static String seconds(Duration wait) {
        return Long.toString(wait.plusSeconds(1).minusNanos(1).toSeconds());
    }

    private static String type(ErrorCode code) {
        return switch (code.kind()) {
            case USER -> code == ErrorCode.UNAUTHENTICATED ? "authentication_error" : "invalid_request_error";
            case RESOURCES -> "rate_limit_error";
            case UPSTREAM, INTERNAL -> "server_error";
        };
    }
}
