package dev.freshet.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.browser.Site.Person;
import dev.freshet.browser.StoryModel.Story;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The page that shows how the server does.
@InBrowser
class OperationsTest {
    @Test
    void showsFiguresBesideTheirTargets(Browser browser, Site site) {
        Person person = site.newPerson();
        String dataset = site.dataset(person, "rules", Map.of("tea.md", "# Tea\n\nTea is served at four."));
        String assistant = site.assistant(person, "Butler", List.of(dataset));
        browser.signIn(site, person);
        browser.open(site.address() + "/#/operations");
        browser.awaitText("Time to first text");
        ask(site, person, assistant);
        browser.awaitTrue("the model's provider", () -> browser.text().contains("OpenAI-API-Compatible"));
        browser.awaitTrue(
                "two samples",
                () -> browser.elements("[aria-label^='Time to first text, ']").stream()
                        .anyMatch(plot -> !plot.getAccessibleName().contains("–")));
        assertThat(browser.text()).contains("target 1.5 s", "Running answers", "Database connections");
        assertThat(browser.text())
                .doesNotContain("operations.")
                .doesNotContain("NaN")
                .doesNotContain("undefined");
        browser.lookFromAllSides("operations");
    }

    private static void ask(Site site, Person person, String assistant) {
        site.model().when("When is tea", Story.of("Tea is served at four [ID:0]."));
        site.server()
                .send(
                        "POST",
                        "/api/v1/chats_openai/" + assistant + "/chat/completions",
                        person.bearer(),
                        "{\"model\":\"x\",\"stream\":true,\"messages\":[{\"role\":\"user\","
                                + "\"content\":\"When is tea served?\"}]}");
    }
}
