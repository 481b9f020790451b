package dev.freshet.chat;

import dev.freshet.core.AppException;

/// How a model's failure reads inside an answer: `**ERROR**: <CODE> - <detail>`. Clients look for these
/// words.
public final class ModelErrorText {
    private ModelErrorText() {}

    public static String of(AppException error) {
        return "**ERROR**: " + code(error) + " - " + error.sentence();
    }

    private static String code(AppException error) {
        return switch (error.code()) {
            case UPSTREAM_RATE_LIMIT -> "RATE_LIMIT_EXCEEDED";
            case UPSTREAM_AUTHENTICATION -> "AUTH_ERROR";
            case UPSTREAM_REFUSED -> "INVALID_REQUEST";
            case UPSTREAM_FAILED, UPSTREAM_OVERLOADED -> "SERVER_ERROR";
            case UPSTREAM_TIMEOUT, DEADLINE_EXCEEDED -> "TIMEOUT";
            case UPSTREAM_UNREACHABLE -> "CONNECTION_ERROR";
            case UPSTREAM_MALFORMED -> "MODEL_ERROR";
            case INVALID_INPUT,
                    UNAUTHENTICATED,
                    FORBIDDEN,
                    NOT_FOUND,
                    CONFLICT,
                    KEY_REUSED,
                    TOO_LARGE,
                    CANCELLED,
                    BUSY,
                    INTERNAL -> "GENERIC_ERROR";
        };
    }
}
