package dev.freshet.api.ragflow.account;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.freshet.account.Account;
import dev.freshet.account.Accounts;
import dev.freshet.account.Accounts.SignedIn;
import dev.freshet.account.Profile;
import dev.freshet.api.ragflow.wire.Callers;
import dev.freshet.api.ragflow.wire.Envelope;
import dev.freshet.api.ragflow.wire.ErrorAnswers;
import dev.freshet.api.ragflow.wire.JsonBody;
import dev.freshet.core.AppException;
import dev.freshet.core.ErrorCode;
import dev.freshet.http.Request;
import dev.freshet.http.Response;
import dev.freshet.http.Router;
import java.util.Optional;

/// Registration, sign-in and what people say about themselves.
public final class AccountRoutes {
    private static final String RESERVED_EMAIL = "admin@ragflow.io";

    private final Callers callers;
    private final Accounts accounts;

    public AccountRoutes(Callers callers, Accounts accounts) {
        this.callers = callers;
        this.accounts = accounts;
    }

    /// Adds the routes under `/v1/user` that concern one's own account.
    public void addTo(Router router) {
        router.group(ErrorAnswers.web())
                .route("POST", "/v1/user/register", "register", this::register)
                .route("POST", "/v1/user/login", "sign in", this::login)
                .route("GET", "/v1/user/login", "sign in", this::login)
                .route("GET", "/v1/user/login/channels", "other ways to sign in", this::channels)
                .route("GET", "/v1/user/logout", "sign out", this::logout)
                .route("GET", "/v1/user/info", "one's own account", this::info)
                .route("POST", "/v1/user/setting", "change one's own account", this::change);
    }

    private Response register(Request request) {
        JsonBody body = JsonBody.of(request).require("nickname", "email", "password");
        String nickname = body.text("nickname", "");
        String password = body.text("password", "");
        refuseUnreadable(password);
        try {
            SignedIn signedIn = accounts.register(nickname, body.text("email", ""), password);
            return welcome(nickname + ", welcome aboard!", signedIn);
        } catch (AppException.Rejected refused) {
            throw AccountFaults.NOT_REGISTERED.of(refused.sentence());
        }
    }

    private Response login(Request request) {
        JsonBody body = JsonBody.of(request);
        if (body.tree().isEmpty()) {
            throw AccountFaults.NOTHING_SENT.of();
        }
        String email = body.text("email", "");
        if (email.equals(RESERVED_EMAIL)) {
            throw AccountFaults.RESERVED.of();
        }
        return welcome("Welcome back!", signIn(email, body.text("password", "")));
    }

    private SignedIn signIn(String email, String password) {
        try {
            return accounts.login(email, password);
        } catch (AppException.Rejected refused) {
            if (refused.code() == ErrorCode.UNAUTHENTICATED) {
                refuseUnreadable(password);
            }
            boolean closed = refused.code() == ErrorCode.FORBIDDEN;
            throw (closed ? AccountFaults.CLOSED : AccountFaults.NOT_SIGNED_IN).of(refused.sentence());
        }
    }

    private Response channels(Request request) {
        return Envelope.web(JsonNodeFactory.instance.arrayNode());
    }

    private Response logout(Request request) {
        accounts.logout(callers.account(request).id());
        return Envelope.web(Envelope.bool(true));
    }

    private Response info(Request request) {
        Account account = callers.account(request);
        return Envelope.web(UserForm.of(account).put("has_password", accounts.hasPassword(account)));
    }

    private Response change(Request request) {
        Account account = callers.account(request);
        JsonBody body = JsonBody.of(request);
        Profile profile = changed(account.profile(), body);
        changePassword(account, body);
        accounts.changeProfile(account.id(), profile);
        return Envelope.web(Envelope.bool(true));
    }

    /// The old password is checked even where no new one comes with it; clients ask in this way whether a
    /// password is right.
    private void changePassword(Account account, JsonBody body) {
        String old = body.text("password", "");
        Optional<String> wanted = body.text("new_password").filter(text -> !text.isEmpty());
        wanted.ifPresent(this::refuseUnreadable);
        if (old.isEmpty()) {
            wanted.filter(password -> !accounts.hasPassword(account))
                    .ifPresent(password -> accounts.setFirstPassword(account, password));
            return;
        }
        try {
            accounts.changePassword(account, old, wanted.orElse(old));
        } catch (AppException.Rejected refused) {
            refuseUnreadable(old);
            throw AccountFaults.NOT_SIGNED_IN.of(refused.sentence());
        }
    }

    private static Profile changed(Profile profile, JsonBody body) {
        return new Profile(
                body.text("nickname", profile.nickname()),
                body.text("avatar", profile.avatar()),
                body.text("language", profile.language()),
                body.text("color_schema", profile.colorSchema()),
                body.text("timezone", profile.timezone()));
    }

    private void refuseUnreadable(String password) {
        if (accounts.passwordUnreadable(password)) {
            throw AccountFaults.UNREADABLE_PASSWORD.of();
        }
    }

    private static Response welcome(String message, SignedIn signedIn) {
        return Envelope.web(message, UserForm.of(signedIn.account()))
                .withHeader("Authorization", signedIn.loginToken().reveal())
                .withHeader("Access-Control-Expose-Headers", "Authorization");
    }
}
