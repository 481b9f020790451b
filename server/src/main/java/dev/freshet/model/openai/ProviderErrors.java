package dev.freshet.model.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freshet.core.AppException;
import dev.freshet.core.ErrorCode;
import dev.freshet.json.Json;
import dev.freshet.model.ModelEndpoint;
import java.io.IOException;
import java.util.Optional;

/// Turns what a provider says of a failed call into our error. A short piece of its own words is kept, without
/// anything that looks like a key.
final class ProviderErrors {
    private static final int LONGEST_QUOTE = 300;

    private final ModelEndpoint endpoint;

    ProviderErrors(ModelEndpoint endpoint) {
        this.endpoint = endpoint;
    }

    /// The error of a status other than 200.
    AppException.Upstream ofStatus(int status, byte[] body) {
        String said = quote(message(body).orElse(""));
        String what = switch (code(status)) {
            case UPSTREAM_AUTHENTICATION -> " does not accept the key";
            case UPSTREAM_RATE_LIMIT, UPSTREAM_OVERLOADED -> " takes no more requests at the moment";
            case UPSTREAM_REFUSED -> " refused the request";
            default -> " has failed";
        };
        return new AppException.Upstream(
                code(status), endpoint.name() + what + " (HTTP " + status + ")" + (said.isEmpty() ? "" : ": " + said));
    }

    /// The error that came instead of the rest of an answer.
    AppException.Upstream ofEvent(String message) {
        String said = quote(message);
        return new AppException.Upstream(
                ErrorCode.UPSTREAM_FAILED,
                endpoint.name() + " broke its answer off with an error" + (said.isEmpty() ? "" : ": " + said));
    }

    AppException.Upstream malformed(String what) {
        return new AppException.Upstream(ErrorCode.UPSTREAM_MALFORMED, endpoint.name() + " " + what);
    }

    /// A connection that breaks is one that cannot be reached any more.
    AppException.Upstream ofTransport(AppException.Upstream error) {
        ErrorCode code = error.code() == ErrorCode.UPSTREAM_FAILED ? ErrorCode.UPSTREAM_UNREACHABLE : error.code();
        return new AppException.Upstream(code, endpoint.name() + ": " + error.sentence(), error);
    }

    private static ErrorCode code(int status) {
        return switch (status) {
            case 401, 403 -> ErrorCode.UPSTREAM_AUTHENTICATION;
            case 429 -> ErrorCode.UPSTREAM_RATE_LIMIT;
            case 503 -> ErrorCode.UPSTREAM_OVERLOADED;
            default -> status >= 400 && status < 500 ? ErrorCode.UPSTREAM_REFUSED : ErrorCode.UPSTREAM_FAILED;
        };
    }

    /// `error.message`, `error`, `message` or `detail`, whichever is a text.
    private static Optional<String> message(byte[] body) {
        try {
            JsonNode root = Json.parse(body);
            for (String pointer : new String[] {"/error/message", "/error", "/message", "/detail"}) {
                if (root.at(pointer).isTextual()) {
                    return Optional.of(root.at(pointer).asText());
                }
            }
            return Optional.empty();
        } catch (IOException noJson) {
            return Optional.empty();
        }
    }

    private String quote(String words) {
        String clean = words.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        String key = endpoint.key().reveal();
        if (key.length() >= 4) {
            clean = clean.replace(key, "***");
        }
        clean = clean.replaceAll("\\b(?:sk|pk|key|api|ragflow|Bearer)[-_ ][A-Za-z0-9*_.-]{6,}", "***");
        return clean.length() <= LONGEST_QUOTE ? clean : clean.substring(0, LONGEST_QUOTE) + "...";
    }
}
