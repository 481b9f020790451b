package dev.freshet.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freshet.WholeServer;
import dev.freshet.browser.Site.Person;
import dev.freshet.browser.StoryModel.Story;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/// A document and a model that wish its readers ill do nothing: no script runs, nothing is loaded from elsewhere, no
/// link leads anywhere but to the web. Not even the content policy is called upon: the console stays silent.
@InBrowser
class HostileContentTest {
    private static final String NAME = "<img src=x onerror=top.harm=1>.md";
    private static final String END = "The end of it";

    /// What a page must hold none of; icons and marks of our own are drawn with `path` alone.
    private static final String HARMFUL = "script:not([src^='/assets/']), iframe, object, embed, base, form[action],"
            + " meta[http-equiv], style, video, audio, input[type=image], svg script, svg image, math mglyph,"
            + " img:not([src^='/assets/']), link:not([href^='/assets/'])";

    private HostPage elsewhere;
    private String hostile;
    private Person person;
    private String dataset;
    private String assistant;

    @BeforeEach
    void prepare(Browser browser, Site site) {
        elsewhere = HostPage.start();
        hostile = Resources.text("/browser/hostile.md").replace("BEACON", elsewhere.origin());
        site.model().when("be hostile", Story.of(hostile).thinking(hostile));
        person = site.newPerson();
        dataset = site.dataset(person, "<b onclick=top.harm=1>rules</b>", Map.of(NAME, hostile));
        assistant = site.assistant(person, "<i onclick=top.harm=1>Butler</i>", List.of(dataset));
        browser.signIn(site, person);
    }

    @AfterEach
    void stop() {
        elsewhere.close();
    }

    @Test
    void anAnswerDoesNothingInTheChat(Browser browser, Site site) {
        browser.open(site.address() + "/#/chat/" + assistant);
        browser.fill("Question", "Please be hostile <img src=x onerror=top.harm=1>");
        browser.press("Send");
        browser.awaitText(END);
        browser.button("Answer again");
        browser.click(".thinking summary");
        staysHarmless(browser);
        browser.driver().navigate().refresh();
        browser.awaitText(END);
        staysHarmless(browser);
    }

    @Test
    void aPassageDoesNothingInTheChat(Browser browser, Site site) {
        site.model().when("cite it", Story.of("It says so [ID:0]."));
        browser.open(site.address() + "/#/chat/" + assistant);
        browser.fill("Question", "What does the hostile heading say? Please cite it");
        browser.press("Send");
        browser.press("Source 1");
        browser.element(".passage");
        staysHarmless(browser);
    }

    @Test
    void aDocumentDoesNothingInItsOwnView(Browser browser, Site site) {
        JsonNode documents = WholeServer.data(
                        site.server().send("GET", "/api/v1/datasets/" + dataset + "/documents", person.bearer(), ""))
                .path("docs");
        String document = documents.path(0).path("id").asText();
        browser.open(site.address() + "/#/datasets");
        browser.awaitText("<b onclick=top.harm=1>rules</b>");
        staysHarmless(browser);
        browser.open(site.address() + "/#/datasets/" + dataset);
        browser.awaitText(NAME);
        staysHarmless(browser);
        browser.open(site.address() + "/#/datasets/" + dataset + "/documents/" + document);
        browser.awaitText(END);
        staysHarmless(browser);
    }

    @Test
    void anAnswerAndItsSourceDoNothingInTheWidget(Browser browser, Site site) {
        browser.open(site.address() + "/widget?assistant=" + assistant + "&token="
                + person.tokens().beta());
        browser.field("Ask a question").sendKeys("Please be hostile" + Keys.ENTER);
        browser.awaitText(END);
        browser.click(".thinking summary");
        staysHarmless(browser);
        browser.click(".source");
        browser.element(".source-page");
        staysHarmless(browser);
    }

    private void staysHarmless(Browser browser) {
        browser.settle();
        assertThat(browser.script("return top.harm ?? null")).isNull();
        assertThat(browser.script(
                        "return [...document.querySelectorAll(arguments[0])].map(one => one.outerHTML)", HARMFUL))
                .isEqualTo(List.of());
        assertThat(browser.script("return [...document.querySelectorAll('*')].flatMap(one => [...one.attributes])"
                        + ".filter(one => one.name.startsWith('on')).map(one => one.name)"))
                .isEqualTo(List.of());
        assertThat(browser.script("return [...document.querySelectorAll('a, use')].map(one => one.getAttribute('href'))"
                        + ".filter(href => href && !/^(https?:|mailto:|#|\\/[^/])/.test(href))"))
                .as("links that lead nowhere good")
                .isEqualTo(List.of());
        assertThat(browser.elements("a[href^=http]:not([target=_blank][rel~=noopener][rel~=noreferrer])"))
                .isEmpty();
        assertThat(browser.address()).startsWith("http://127.0.0.1").doesNotStartWith(elsewhere.origin());
        assertThat(elsewhere.visits()).isEmpty();
        assertThat(browser.problems()).isEmpty();
    }
}
