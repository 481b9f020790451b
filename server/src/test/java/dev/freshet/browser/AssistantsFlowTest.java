package dev.freshet.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.browser.Site.Person;
import dev.freshet.browser.StoryModel.Story;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Assistants as people make and publish them.
@InBrowser
class AssistantsFlowTest {
    private static Person arrive(Browser browser, Site site) {
        Person person = site.newPerson();
        browser.signIn(site, person);
        return person;
    }

    @Test
    void anAssistantIsMadeAskedChangedAndDeleted(Browser browser, Site site) {
        Person person = arrive(browser, site);
        site.dataset(person, "House rules", Map.of("tea.md", "# Tea\n\nTea is served at four."));
        site.model().when("tea time", Story.of("At four [ID:0]."));
        browser.open(site.address() + "/#/assistants");
        browser.awaitText("No assistants yet");
        browser.lookFromAllSides("assistants-none");
        browser.press("New assistant");
        browser.fill("Name", "Butler");
        browser.press("Create");
        browser.awaitText("Choose a dataset");
        browser.click(".dataset-choice input");
        browser.press("Create");
        browser.button("Publish");
        browser.fill("Greeting", "At your service.");
        browser.press("Save");
        browser.awaitText("Everything is saved.");
        browser.lookFromAllSides("assistant");
        browser.press("Ask");
        browser.awaitText("At your service.");
        browser.fill("Question", "What is the tea time?");
        browser.press("Send");
        browser.button("Answer again");
        browser.open(site.address() + "/#/assistants");
        browser.press("Settings of Butler");
        browser.press("Delete");
        browser.awaitText("Its datasets stay.");
        browser.click("dialog .button-danger");
        browser.awaitText("No assistants yet");
    }

    @Test
    void anAssistantIsPublishedToProgramsAndPages(Browser browser, Site site) {
        Person person = arrive(browser, site);
        String dataset = site.dataset(person, "House rules", Map.of("tea.md", "# Tea\n\nTea is served at four."));
        String assistant = site.assistant(person, "Butler", List.of(dataset));
        browser.open(site.address() + "/#/assistants");
        browser.press("Publish Butler");
        browser.awaitText("from openai import OpenAI");
        assertThat(browser.text())
                .contains(
                        site.address() + "/api/v1/chats_openai/" + assistant,
                        person.tokens().key());
        browser.press("On a web page");
        browser.press("Make a token");
        browser.awaitText("data-assistant=\"" + assistant + "\"");
        assertThat(browser.element("dialog").getText())
                .contains(site.address() + "/widget.js", site.address() + "/widget?assistant=" + assistant)
                .doesNotContain(person.tokens().key(), "ragflow-");
        browser.fill("Pages that may show it", "https://www.example.com");
        browser.press("Save");
        browser.awaitText("Saved");
        browser.lookFromAllSides("publish");
        assertThat(site.call("GET", "/api/v1/chats/" + assistant + "/origins", person.bearer(), Map.of())
                        .toString())
                .contains("https://www.example.com");
    }
}
