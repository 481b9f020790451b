package dev.freshet.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.account.Account;
import dev.freshet.account.Accounts;
import dev.freshet.account.ApiKey;
import dev.freshet.account.ApiKeyStore;
import dev.freshet.account.ApiKeys;
import dev.freshet.account.AuthSettings;
import dev.freshet.account.AuthSettings.Registration;
import dev.freshet.account.PasswordTransport;
import dev.freshet.account.Passwords;
import dev.freshet.account.Tenant;
import dev.freshet.api.Scenario;
import dev.freshet.api.ScenarioServer;
import dev.freshet.core.AssistantId;
import dev.freshet.core.KeyVault;
import dev.freshet.core.Secret;
import dev.freshet.core.Timestamps;
import dev.freshet.db.Db;
import dev.freshet.db.TestDatabases;
import dev.freshet.http.Router;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebPagesTest {
    private static final AssistantId ASSISTANT = new AssistantId("a".repeat(32));

    private volatile Instant now = Instant.now();
    private final Passwords passwords = new Passwords();
    private Optional<FirstQuestion> first = Optional.of(new FirstQuestion(ASSISTANT, "What's <new> & \"old\"?"));
    private Db db;
    private Accounts accounts;
    private ApiKeys keys;
    private Account owner;
    private ScenarioServer server;

    @BeforeEach
    void start(@TempDir Path folder) {
        db = TestDatabases.sqlite(folder);
        Timestamps clock = new Timestamps(() -> now);
        accounts = new Accounts(
                db,
                passwords,
                PasswordTransport.open(Optional.empty(), folder.resolve("password.pem")),
                new AuthSettings(Optional.empty(), Registration.AUTO, true),
                new Tenant.DefaultModels("", "", "", "", "", ""),
                clock);
        keys = new ApiKeys(new ApiKeyStore(db, KeyVault.open(folder.resolve("key"))), clock);
        owner = accounts.createOwner("<b>Ada</b> & 'co'", "ada@example.org").account();
        Router router = new Router();
        new SignInPage(accounts, keys, tenant -> first).addTo(router);
        new AppPages().addTo(router);
        server = new ScenarioServer(folder, router);
    }

    @AfterEach
    void close() {
        server.close();
        passwords.close();
        db.close();
    }

    @Test
    void aLinkSignsInOnceAndShowsTheFirstKey() throws Exception {
        ApiKey bound = keys.create(owner.tenant(), ASSISTANT);
        ApiKey key = keys.create(owner.tenant(), null);
        String path = link();
        String page = get(path, 200).body();
        assertThat(page)
                .contains("You are signed in", key.token().reveal())
                .doesNotContain(bound.token().reveal());
        assertThat(get(path, 410).body())
                .contains("does not work any more")
                .doesNotContain(key.token().reveal());
    }

    @Test
    void aLinkThatIsTooOldShowsNothing() throws Exception {
        String path = link();
        now = now.plus(Duration.ofHours(25));
        assertThat(get(path, 410).body()).doesNotContain("ragflow-");
        assertThat(get("/sign-in", 410).body()).doesNotContain("ragflow-");
        assertThat(keys.list(owner.tenant())).isEmpty();
    }

    @Test
    void aKeyIsMadeWhereThereIsNone() throws Exception {
        String page = get(link(), 200).body();
        List<ApiKey> made = keys.list(owner.tenant());
        assertThat(made).hasSize(1);
        assertThat(page).contains(made.getFirst().token().reveal());
    }

    @Test
    void theLoginTokenOnThePageWorks() throws Exception {
        String page = get(link(), 200).body();
        String token = page.replaceAll("(?s).*login token.*?<code>([^<]+)</code>.*", "$1");
        assertThat(accounts.byLogin(token)).map(Account::id).hasValue(owner.id());
    }

    @Test
    void textsAreEscapedAndTheCurlLineSurvivesTheShell() throws Exception {
        String page = get(link(), 200).body();
        String key = keys.list(owner.tenant()).getFirst().token().reveal();
        assertThat(page)
                .contains("&lt;b&gt;Ada&lt;/b&gt; &amp; &#39;co&#39;")
                .doesNotContain("<b>Ada")
                .contains(Page.escaped("curl -N http://127.0.0.1:" + server.port() + "/api/v1/chats_openai/"
                        + ASSISTANT.value() + "/chat/completions -H 'Authorization: Bearer " + key + "'"
                        + " -H 'Content-Type: application/json' -d '"))
                .contains(Page.escaped("What'\\''s <new> & \\\"old\\\"?"));
    }

    @Test
    void theShellGivesTheQuestionBackUnchanged() throws Exception {
        String line = first.orElseThrow().curl("http://127.0.0.1:1", new Secret("k"));
        String body = shell(line.replace("curl -N ", "printf '%s\\n' ")).getLast();
        assertThat(body)
                .isEqualTo("{\"model\":\"freshet\",\"messages\":[{\"role\":\"user\","
                        + "\"content\":\"What's <new> & \\\"old\\\"?\"}],\"stream\":true,\"reference\":true}");
    }

    private static List<String> shell(String line) throws Exception {
        Process process = new ProcessBuilder("sh", "-c", line).start();
        List<String> lines = process.inputReader().lines().toList();
        process.waitFor();
        return lines;
    }

    @Test
    void withoutAnAssistantThePageSaysHowToGetOne() throws Exception {
        first = Optional.empty();
        assertThat(get(link(), 200).body()).contains("no assistant to ask yet").doesNotContain("curl");
    }

    @Test
    void pagesForbidStrangeScriptsAndCaches() throws Exception {
        for (HttpResponse<String> page : List.of(get(link(), 200), get("/sign-in?token=x", 410))) {
            assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                    .contains("default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'")
                    .doesNotContain("unsafe");
            assertThat(page.headers().firstValue("Cache-Control")).hasValue("no-store");
            assertThat(page.headers().firstValue("Referrer-Policy")).hasValue("no-referrer");
            assertThat(page.body())
                    .startsWith("<!doctype html>")
                    .contains("<html lang=\"en\">", "<title>", "<h1>", "href=\"/assets/freshet.css\"")
                    .doesNotContain("<script>", "style=", "onclick");
        }
        HttpResponse<String> style = get("/assets/freshet.css", 200);
        assertThat(style.headers().firstValue("Content-Type")).hasValue("text/css; charset=utf-8");
        assertThat(style.body()).contains("prefers-color-scheme: dark");
    }

    @Test
    void aLinkLeadsIntoTheAppSignedIn() throws Exception {
        String page = get(link(), 200).body();
        String token = page.replaceAll("(?s).*<meta name=\"freshet-login\" content=\"([^\"]+)\">.*", "$1");
        assertThat(accounts.byLogin(token)).map(Account::id).hasValue(owner.id());
        assertThat(page).contains("<script src=\"/assets/app/enter.js\"></script>");
        assertThat(get("/sign-in?token=x", 410).body()).doesNotContain("<script", "freshet-login");
    }

    private String link() {
        return "/sign-in?token=" + accounts.newSignInLink(owner.id()).reveal();
    }

    private HttpResponse<String> get(String path, int status) throws Exception {
        HttpResponse<String> response = server.send(Scenario.of("page", "GET " + path));
        assertThat(response.statusCode()).isEqualTo(status);
        return response;
    }
}
