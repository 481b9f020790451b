package dev.freshet.api.answers;

import dev.freshet.account.Accounts;
import dev.freshet.account.ApiKey;
import dev.freshet.account.ApiKeys;
import dev.freshet.answer.Owner;
import dev.freshet.core.AnswerId;
import dev.freshet.core.AppException;
import dev.freshet.core.AssistantId;
import dev.freshet.core.ErrorCode;
import dev.freshet.core.SessionId;
import dev.freshet.core.TenantId;
import dev.freshet.http.Request;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Knows who may follow which answer. An API key or a login opens the answers of its tenant, a key that is
/// bound to an assistant those of that assistant, and a widget's beta token those of the session that the
/// request names as `session_id`.
final class AnswerAccess {
    private static final int LONGEST_ID = 128;

    private final ApiKeys keys;
    private final Accounts accounts;

    AnswerAccess(ApiKeys keys, Accounts accounts) {
        this.keys = keys;
        this.accounts = accounts;
    }

    /// Whose answers a request may see.
    ///
    /// @param which narrows them
    record Visible(TenantId tenant, Predicate<Owner> which) {}

    /// What the caller may see.
    ///
    /// @throws AppException.Rejected with [ErrorCode#UNAUTHENTICATED] when nobody is known by the token
    Visible of(Request request) {
        String header = request.header("Authorization").orElse("").strip();
        String token = header.startsWith("Bearer ")
                ? header.substring("Bearer ".length()).strip()
                : header;
        if (token.isEmpty()) {
            throw unknown();
        }
        return keys.byToken(token)
                .map(key -> new Visible(key.tenant(), owner -> opens(key, owner.assistant())))
                .or(() -> accounts.byLogin(token).map(account -> new Visible(account.tenant(), owner -> true)))
                .or(() -> keys.byBeta(token).map(key -> widget(key, request)))
                .orElseThrow(AnswerAccess::unknown);
    }

    private static Visible widget(ApiKey key, Request request) {
        Optional<String> session = request.query("session_id");
        return new Visible(
                key.tenant(), owner -> opens(key, owner.assistant()) && session.equals(session(owner.session())));
    }

    private static Optional<String> session(@Nullable SessionId session) {
        return session == null ? Optional.of("") : Optional.of(session.value());
    }

    private static boolean opens(ApiKey key, AssistantId assistant) {
        return key.assistant() == null || assistant.equals(key.assistant());
    }

    /// The answer that the path names.
    static AnswerId id(Request request) {
        String id = request.pathParameter("answer");
        if (id.isBlank() || id.length() > LONGEST_ID) {
            throw missing();
        }
        return new AnswerId(id);
    }

    /// What a stranger is told, and whoever asks for an answer that never was.
    static AppException.Rejected missing() {
        return AppException.notFound("there is no such answer");
    }

    private static AppException.Rejected unknown() {
        return new AppException.Rejected(ErrorCode.UNAUTHENTICATED, "an API key, a login or a beta token is needed");
    }
}
