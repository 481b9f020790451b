package dev.freshet.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// That the browser tests would notice what they are there to notice.
@InBrowser
class HarnessTest {
    private HttpServer pages;
    private volatile String page = "";
    private volatile String policy = "img-src data:";

    @BeforeEach
    void serve() throws IOException {
        pages = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        pages.createContext("/", exchange -> {
            byte[] bytes = page.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
            exchange.getResponseHeaders().set("Content-Security-Policy", policy);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        pages.start();
    }

    @AfterEach
    void stop() {
        pages.stop(0);
    }

    private void open(Browser browser, String body) {
        page = "<!doctype html><html lang=en><meta name=viewport content='width=device-width'><title>A page</title>"
                + "<link rel=icon href='data:,'><main><h1>A page</h1>" + body + "</main></html>";
        browser.open("http://127.0.0.1:" + pages.getAddress().getPort() + "/");
    }

    @Test
    void seesErrorsAndBrokenPolicies(Browser browser) {
        policy = "script-src 'unsafe-inline'; img-src data:";
        open(browser, "<script>throw new Error('spilt milk')</script><img alt='' src='http://127.0.0.1:1/a.png'>");
        assertThat(browser.problems())
                .anyMatch(problem -> problem.contains("spilt milk"))
                .anyMatch(problem -> problem.contains("Content Security Policy"));
        browser.expectProblem("spilt milk");
        assertThat(browser.problems()).noneMatch(problem -> problem.contains("spilt milk"));
        browser.expectProblem("Content Security Policy");
        assertThat(browser.problems()).isEmpty();
    }

    @Test
    void findsNothingWrongWithAGoodPage(Browser browser) {
        open(browser, "<p>Good.</p>");
        browser.checkAccessibility();
        assertThat(browser.problems()).isEmpty();
    }

    @Test
    void seesWhatKeepsPeopleOut(Browser browser) {
        open(browser, "<button></button>");
        assertThatThrownBy(browser::checkAccessibility).hasMessageContaining("button-name");
    }

    @Test
    void seesAPageThatIsTooWide(Browser browser) {
        policy = "style-src 'unsafe-inline'";
        open(browser, "<div style='width: 500px'>wide</div>");
        assertThatThrownBy(() -> browser.lookFromAllSides("harness"))
                .hasMessageContaining("pixels wider")
                .hasMessageContaining("PHONE_DARK")
                .hasMessageNotContaining("WIDE_LIGHT");
        assertThat(Files.exists(Path.of("target/screenshots/harness-390-dark.png")))
                .isTrue();
    }

    @Test
    void changesWidthAndTheme(Browser browser) {
        open(browser, "");
        for (Look look : Look.values()) {
            browser.show(look);
            assertThat(browser.script("return innerWidth + (matchMedia('(prefers-color-scheme: dark)').matches"
                            + " ? ' dark' : ' light')"))
                    .isEqualTo(look.width() + " " + look.theme());
        }
    }

    @Test
    void findsThingsByTheirNames(Browser browser) {
        policy = "script-src 'unsafe-inline'";
        open(
                browser,
                "<label for=a>Your name</label><input id=a><button aria-label='Send it'>&gt;</button><x-y></x-y>"
                        + "<script>document.querySelector('x-y').attachShadow({mode: 'open'}).innerHTML ="
                        + " '<p>deep water</p><button>Dive</button>'</script>");
        browser.fill("Your name", "Ada");
        assertThat(browser.field("Your name").getDomProperty("value")).isEqualTo("Ada");
        assertThat(browser.button("Send it").getText()).isEqualTo(">");
        browser.press("Dive");
        browser.awaitText("deep water");
        assertThat(browser.hasButton("Fly")).isFalse();
    }

    @Test
    void signsInAsOneAndThenAsAnother(Browser browser, Site site) {
        Site.Person first = site.newPersonWithoutModel();
        Site.Person second = site.newPersonWithoutModel();
        browser.signIn(site, first);
        browser.script("localStorage.setItem('left', 'behind')");
        browser.signIn(site, second);
        assertThat(browser.script("return localStorage.getItem('freshet.login')"))
                .isEqualTo(second.tokens().login());
        assertThat(browser.script("return localStorage.length")).isEqualTo(1L);
        browser.forget(site.address());
        assertThat(browser.script("return localStorage.length")).isEqualTo(0L);
    }

    @Test
    void aPersonAsksTheStoryModel(Site site) {
        Site.Person person = site.newPerson();
        String dataset = site.dataset(person, "rules", Map.of("tea.md", "# Tea\n\nTea is served at four."));
        String assistant = site.assistant(person, "Butler", List.of(dataset));
        site.model().when("When is tea", StoryModel.Story.of("Tea is served at four [ID:0]."));
        String answer = site.server()
                .send(
                        "POST",
                        "/api/v1/chats_openai/" + assistant + "/chat/completions",
                        person.bearer(),
                        "{\"model\":\"x\",\"stream\":false,\"messages\":[{\"role\":\"user\","
                                + "\"content\":\"When is tea served?\"}]}")
                .body();
        assertThat(answer).contains("Tea is served at four [ID:0].");
    }
}
