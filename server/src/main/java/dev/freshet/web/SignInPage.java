package dev.freshet.web;

import dev.freshet.account.Account;
import dev.freshet.account.Accounts;
import dev.freshet.account.Accounts.SignedIn;
import dev.freshet.account.ApiKey;
import dev.freshet.account.ApiKeys;
import dev.freshet.core.Secret;
import dev.freshet.core.TenantId;
import dev.freshet.http.Request;
import dev.freshet.http.Response;
import dev.freshet.http.Router;
import java.util.Optional;
import java.util.function.Function;

/// The page behind a sign-in link: it uses the link up and leads into the app. Where no script runs, as under
/// `curl`, it shows an API key, a line to try it with and the login token.
public final class SignInPage {
    private final Accounts accounts;
    private final ApiKeys keys;
    private final Function<TenantId, Optional<FirstQuestion>> firstQuestion;

    /// @param firstQuestion what the tenant could ask first; empty while it has no assistant
    public SignInPage(Accounts accounts, ApiKeys keys, Function<TenantId, Optional<FirstQuestion>> firstQuestion) {
        this.accounts = accounts;
        this.keys = keys;
        this.firstQuestion = firstQuestion;
    }

    /// Adds `/sign-in`.
    public void addTo(Router router) {
        router.route("GET", "/sign-in", "open a sign-in link", this::open);
    }

    private Response open(Request request) {
        return accounts.openSignInLink(request.query("token").orElse(""))
                .map(signedIn -> welcome(signedIn, Address.of(request)))
                .orElseGet(SignInPage::gone);
    }

    private Response welcome(SignedIn signedIn, String address) {
        Account account = signedIn.account();
        Secret key = key(account.tenant());
        Page page = new Page("You are signed in")
                .paragraph("You are " + account.nickname() + " (" + account.email() + "). This link is used up now;"
                        + " keep what you need of this page.")
                .heading("Ask by the API")
                .value("Your API key, for routes under /api/v1", key.reveal());
        Optional<FirstQuestion> question = firstQuestion.apply(account.tenant());
        question.ifPresentOrElse(
                first -> page.value("A first question, for the shell", first.curl(address, key)),
                () -> page.paragraph("There is no assistant to ask yet; start the server with"
                        + " --with FOLDER, or make one by POST " + address + "/api/v1/chats."));
        return page.enteringAppWith(signedIn.loginToken(), question.isPresent() ? "/chat" : "/welcome")
                .heading("Manage the account")
                .value(
                        "Your login token, for routes under /v1, until you sign in again",
                        signedIn.loginToken().reveal())
                .response(200);
    }

    private Secret key(TenantId tenant) {
        return keys.list(tenant).stream()
                .filter(key -> key.assistant() == null)
                .findFirst()
                .map(ApiKey::token)
                .orElseGet(() -> keys.create(tenant, null).token());
    }

    private static Response gone() {
        return new Page("This link does not work any more")
                .paragraph("A sign-in link works once, and for a day. This one was used already, or is too old, or was"
                        + " not copied as a whole.")
                .paragraph("The server prints a new one each time it starts.")
                .response(410);
    }
}
