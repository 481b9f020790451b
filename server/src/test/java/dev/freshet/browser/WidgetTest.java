package dev.freshet.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freshet.browser.Site.Person;
import dev.freshet.browser.StoryModel.Story;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/// The chat widget on somebody else's page.
@InBrowser
class WidgetTest {
    private static final String RULES = "# Tea\n\nTea is served at four in the blue room. There is cake on Fridays.";

    private HostPage host;
    private Person person;
    private String assistant;

    @BeforeEach
    void prepare(Site site) {
        host = HostPage.start();
        person = site.newPerson();
        String dataset = site.dataset(person, "house rules", Map.of("house-rules.md", RULES));
        assistant = site.assistant(person, "Butler", List.of(dataset));
    }

    @AfterEach
    void stop() {
        host.close();
    }

    @Test
    void answersWithSourcesOnAPageThatAllowsOnlyItsScriptAndFrame(Browser browser, Site site) {
        site.model().when("When is tea", Story.of("""
                **Tea** is served at *four* [ID:0]. You will need:

                | what | where |
                |---|---|
                | a cup | the blue room |

                - cake on Fridays [ID:0]
                - `milk` if you like"""));
        open(browser, site, "");
        browser.press("Open chat");
        inFrame(browser);
        browser.field("Ask a question").sendKeys("When is tea?" + Keys.ENTER);
        browser.awaitText("cake on Fridays");
        browser.element(".source");
        assertThat(browser.elements(".mark")).hasSize(2);
        assertThat(browser.text())
                .contains("house-rules.md")
                .doesNotContain("[ID:")
                .doesNotContain("**");
        browser.checkAccessibility();
        browser.driver().switchTo().defaultContent();
        browser.lookFromAllSides("widget");
        inFrame(browser);
        browser.click(".mark");
        browser.awaitText("Tea is served at four in the blue room.");
        browser.checkAccessibility();
        browser.screenshot("widget-source");
        browser.keys(Keys.ESCAPE);
        browser.awaitTrue(
                "the source is closed", () -> browser.elements(".source-page").isEmpty());
        browser.keys(Keys.ESCAPE);
        browser.driver().switchTo().defaultContent();
        browser.awaitTrue("the chat is closed", () -> browser.hasButton("Open chat"));
        assertThat(host.visits()).isEmpty();
    }

    @Test
    void tellsNothingButTheTokenToThePage(Browser browser, Site site) {
        open(browser, site, "");
        browser.press("Open chat");
        inFrame(browser);
        browser.field("Ask a question");
        Object storage = browser.script("return JSON.stringify(localStorage) + JSON.stringify(sessionStorage)"
                + " + document.cookie + document.documentElement.outerHTML");
        assertThat(String.valueOf(storage)).doesNotContain(person.tokens().key());
        browser.driver().switchTo().defaultContent();
        assertThat(browser.driver().getPageSource())
                .doesNotContain(person.tokens().key());
    }

    @Test
    void stopsAnAnswerAndKeepsWhatWasSaid(Browser browser, Site site) {
        Story story = site.model()
                .when("Tell me a lot", Story.of("One two three four five.").heldAfter(3));
        openFrame(browser, site, "");
        browser.field("Ask a question").sendKeys("Tell me a lot" + Keys.ENTER);
        browser.awaitText("One two three");
        browser.press("Stop");
        browser.awaitText("Stopped.");
        assertThat(browser.text()).contains("One two three").doesNotContain("four");
        story.release();
        browser.press("New chat");
        browser.awaitNoText("One two three");
    }

    @Test
    void foldsThoughtsAndSpeaksChinese(Browser browser, Site site) {
        site.model().when("几点", Story.of("下午茶时间是四点。").thinking("Let me look at the rules."));
        openFrame(browser, site, "&language=zh");
        browser.field("请输入问题").sendKeys("几点喝茶？" + Keys.ENTER);
        browser.awaitText("下午茶时间是四点。");
        browser.press("思考过程");
        browser.awaitText("Let me look at the rules.");
        browser.lookFromAllSides("widget-frame-zh");
    }

    @Test
    void staysEmptyOnPagesThatAreNotListed(Browser browser, Site site) {
        origins(site, List.of("https://shop.example"));
        browser.expectProblem("frame-ancestors");
        browser.expectProblem("ERR_BLOCKED_BY_RESPONSE");
        open(browser, site, "");
        browser.press("Open chat");
        browser.awaitTrue("the violation", () -> !browser.violations().isEmpty());
        assertThat(browser.violations()).anyMatch(violation -> violation.contains("https://shop.example"));
        origins(site, List.of(host.origin()));
        open(browser, site, "");
        browser.press("Open chat");
        inFrame(browser);
        browser.field("Ask a question");
    }

    @Test
    void opensAtTheAddressOfRagflowsEmbedding(Browser browser, Site site) {
        browser.open(site.address() + "/chat/share?shared_id=" + assistant + "&from=chat&locale=zh&auth="
                + person.tokens().beta());
        browser.field("请输入问题");
        browser.awaitText("Butler");
    }

    @Test
    void saysThatAnAddressIsOutOfDate(Browser browser, Site site) {
        browser.open(site.address() + "/widget?assistant=" + assistant + "&token=gone");
        browser.awaitText("This chat is not available.");
        browser.checkAccessibility();
    }

    private void origins(Site site, List<String> origins) {
        JsonNode data = site.call(
                "PUT", "/api/v1/chats/" + assistant + "/origins", person.bearer(), Map.of("origins", origins));
        assertThat(data.path("origins")).hasSize(1);
    }

    private void open(Browser browser, Site site, String more) {
        String script = "<script src='%s/widget.js' data-assistant='%s' data-token='%s' %s></script>"
                .formatted(site.address(), assistant, person.tokens().beta(), more);
        String policy = "default-src 'none'; style-src 'self'; img-src data:; script-src %1$s; frame-src %1$s"
                .formatted(site.address());
        host.show(script, policy);
        browser.open(host.origin() + "/");
    }

    private void openFrame(Browser browser, Site site, String more) {
        browser.open(site.address() + "/widget?assistant=" + assistant + "&token="
                + person.tokens().beta() + more);
    }

    private static void inFrame(Browser browser) {
        browser.driver().switchTo().frame(browser.element("iframe"));
    }
}
