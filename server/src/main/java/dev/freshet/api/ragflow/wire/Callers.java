package dev.freshet.api.ragflow.wire;

import dev.freshet.account.Account;
import dev.freshet.account.Accounts;
import dev.freshet.account.ApiKey;
import dev.freshet.account.ApiKeys;
import dev.freshet.core.TenantId;
import dev.freshet.http.Request;
import java.util.List;
import java.util.regex.Pattern;

/// Knows who calls, by the token kind that each family of routes takes.
public final class Callers {
    private static final Pattern BLANKS = Pattern.compile("\\s+");

    private final ApiKeys keys;
    private final Accounts accounts;

    public Callers(ApiKeys keys, Accounts accounts) {
        this.keys = keys;
        this.accounts = accounts;
    }

    /// The tenant of the API key, for routes under `/api/v1`.
    ///
    /// @throws WireException with the source system's answers; a missing header has code 0
    public TenantId tenant(Request request) {
        String header = request.header("Authorization").orElse("");
        if (header.isBlank()) {
            throw WireFaults.NO_HEADER.of();
        }
        List<String> words = BLANKS.splitAsStream(header.strip()).toList();
        if (words.size() < 2) {
            throw WireFaults.ONE_WORD.of();
        }
        return keys.byToken(words.get(1)).map(ApiKey::tenant).orElseThrow(WireFaults.UNKNOWN_KEY::of);
    }

    /// Who is signed in, for routes under `/v1`. The login token comes bare; a `Bearer` before it does no
    /// harm.
    ///
    /// @throws WireException code 401
    public Account account(Request request) {
        String header = request.header("Authorization").orElse("").strip();
        String token = header.startsWith("Bearer ")
                ? header.substring("Bearer ".length()).strip()
                : header;
        return accounts.byLogin(token).orElseThrow(WireFaults.NO_LOGIN::of);
    }

    /// The API key of the legacy routes, which must be bound to an assistant.
    ///
    /// @throws WireException code 109
    public ApiKey legacyKey(Request request) {
        List<String> words = BLANKS.splitAsStream(
                        request.header("Authorization").orElse("").strip())
                .toList();
        return keys.byToken(words.getLast())
                .filter(key -> key.assistant() != null)
                .orElseThrow(WireFaults.UNKNOWN_LEGACY_KEY::of);
    }

    /// The key whose beta token a widget sent.
    ///
    /// @throws WireException as the source system answers
    public ApiKey widgetKey(Request request) {
        String header = request.header("Authorization").orElseThrow(WireFaults.NO_WIDGET_HEADER::of);
        List<String> words = BLANKS.splitAsStream(header.strip()).toList();
        if (words.size() < 2) {
            throw WireFaults.ONE_WIDGET_WORD.of();
        }
        return keys.byBeta(words.get(1)).orElseThrow(WireFaults.UNKNOWN_WIDGET_KEY::of);
    }
}
