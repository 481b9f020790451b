package dev.freshet.api.ragflow.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.core.AppException;
import dev.freshet.core.ErrorCode;
import dev.freshet.http.ErrorMapper;
import dev.freshet.http.Request;
import dev.freshet.http.Response;

/// What a thrown error becomes on this wire.
public final class ErrorAnswers {
    private ErrorAnswers() {}

    /// For routes under `/api/v1`.
    public static ErrorMapper rest() {
        return (request, error) -> {
            WireException refusal = refusal(request, error);
            ObjectNode body =
                    Envelope.object().put("code", refusal.fault().code()).put("message", refusal.text());
            if (refusal.fault().data() != Fault.Data.NONE) {
                body.set("data", data(refusal));
            }
            return Envelope.json(status(error, refusal), body);
        };
    }

    /// For routes under `/v1`.
    public static ErrorMapper web() {
        return (request, error) -> {
            WireException refusal = refusal(request, error);
            return Envelope.json(
                    status(error, refusal), Envelope.webBody(refusal.fault().code(), refusal.text(), data(refusal)));
        };
    }

    /// A path that no route has. One with an empty segment, such as `/datasets//documents`, is answered as an id
    /// that is missing.
    public static Response unknownRoute(Request request) {
        if (request.path().contains("//")) {
            return Envelope.json(
                    200,
                    Envelope.webBody(
                            ResultCode.EXCEPTION, "<NotFound '404: Not Found'>", JsonNodeFactory.instance.nullNode()));
        }
        return Envelope.json(
                404,
                Envelope.object()
                        .put("error", "Not Found")
                        .put("message", "The requested URL " + request.path() + " was not found"));
    }

    /// A known path asked with a method that it does not have.
    public static Response methodNotAllowed(Request request) {
        return Envelope.json(
                200,
                Envelope.webBody(
                        ResultCode.EXCEPTION,
                        "<MethodNotAllowed '405: Method Not Allowed'>",
                        JsonNodeFactory.instance.nullNode()));
    }

    /// The wire says nearly everything with status 200; a reused key is not of this wire.
    private static int status(Throwable error, WireException refusal) {
        boolean reused = error instanceof AppException known && known.code() == ErrorCode.KEY_REUSED;
        return reused ? 422 : refusal.fault().status();
    }

    private static JsonNode data(WireException refusal) {
        boolean isFalse = refusal.fault().data() == Fault.Data.FALSE;
        return isFalse ? Envelope.bool(false) : JsonNodeFactory.instance.nullNode();
    }

    private static WireException refusal(Request request, Throwable error) {
        return switch (error) {
            case WireException wire -> wire;
            case AppException known -> WireFaults.sentence(code(known.code())).of(known.sentence());
            default -> WireFaults.INTERNAL.of(request.requestId());
        };
    }

    private static int code(ErrorCode code) {
        return switch (code) {
            case INVALID_INPUT, TOO_LARGE, KEY_REUSED -> ResultCode.ARGUMENT;
            case NOT_FOUND, CONFLICT, CANCELLED -> ResultCode.DATA;
            case UNAUTHENTICATED -> ResultCode.UNAUTHORIZED;
            case FORBIDDEN -> ResultCode.PERMISSION;
            case BUSY, DEADLINE_EXCEEDED -> ResultCode.RUNNING;
            case UPSTREAM_UNREACHABLE,
                    UPSTREAM_TIMEOUT,
                    UPSTREAM_AUTHENTICATION,
                    UPSTREAM_RATE_LIMIT,
                    UPSTREAM_OVERLOADED,
                    UPSTREAM_REFUSED,
                    UPSTREAM_FAILED,
                    UPSTREAM_MALFORMED -> ResultCode.CONNECTION;
            case INTERNAL -> ResultCode.SERVER;
        };
    }
}
