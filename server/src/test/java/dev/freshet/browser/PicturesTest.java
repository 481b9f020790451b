package dev.freshet.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freshet.WholeServer;
import dev.freshet.browser.Site.Person;
import dev.freshet.browser.StoryModel.Story;
import dev.freshet.core.Parallel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/// Takes the pictures of docs/pictures, on the example handbook:
/// `mvn -pl server test -Dtest=PicturesTest -Dfreshet.pictures=true`.
@InBrowser
@EnabledIfSystemProperty(
        named = "freshet.pictures",
        matches = "true",
        disabledReason = "pictures are taken when somebody asks for them")
class PicturesTest {
    private static final Path PICTURES = Path.of("../docs/pictures");
    private static final Path HANDBOOK = Path.of("../examples/handbook");
    private static final List<String> DOCUMENTS = List.of(
            "field-guide.pdf",
            "glossary.txt",
            "incident-runbook.md",
            "leave-and-holidays.html",
            "onboarding.md",
            "travel-expenses-2026.docx");
    private static final String ENOUGH = "import('/assets/app/operations/samples.js')"
            + ".then(it => arguments[1](it.samples.length > arguments[0]))";
    private static final int LARGEST = 150_000;

    private static final Story DRIFT =
            Story.of("""
            **E-4071 means that the station's clock has drifted.** It differs from ours by more than 90 seconds, so \
            the receiver refuses its readings [ID:0].

            To put it right:

            1. Send the command `clock sync` from the station page [ID:0].
            2. Wait for two reading cycles.
            3. If the error comes back within a day, order a field visit and have the backup cell replaced [ID:0].

            | What | Which |
            |---|---|
            | usual cause | a flat backup cell after a power cut |
            | spare part | `BR-2032` |
            """).thinking("The question is about an error code. The runbook has a section of its own for it.");

    @Test
    void take(Browser browser, Site site) throws IOException {
        Person person = site.newPerson();
        site.call("POST", "/v1/user/setting", person.tokens().login(), Map.of("nickname", "Ada"));
        String handbook = site.datasetOfFiles(person, "Handbook", handbook());
        String assistant = site.assistant(person, "Handbook", List.of(handbook));
        site.model().when("E-4071", DRIFT);
        site.model().when("allowance", Story.of("The allowance is **32 euros** for a full day away [ID:0]."));
        browser.signIn(site, person);
        chat(browser, site, assistant);
        operations(browser, site, person, assistant);
        datasets(browser, site, person, handbook);
        publish(browser, site, person, assistant);
        widget(browser, site, person, assistant);
    }

    private static Map<String, byte[]> handbook() throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        for (String name : DOCUMENTS) {
            files.put(name, Files.readAllBytes(HANDBOOK.resolve(name)));
        }
        return files;
    }

    private static void chat(Browser browser, Site site, String assistant) throws IOException {
        browser.open(site.address() + "/#/chat/" + assistant);
        ask(browser, "What is the daily meal allowance in 2026?");
        browser.press("New chat");
        ask(browser, "What does E-4071 mean, and what can I do about it?");
        browser.press("Source 1");
        browser.element(".passage");
        save(browser, "chat");
        browser.show(Look.WIDE_DARK);
        save(browser, "chat-dark");
        browser.show(Look.PHONE_LIGHT);
        browser.press("Close");
        save(browser, "chat-phone");
        browser.show(Look.WIDE_LIGHT);
        browser.press("Where the time went");
        browser.awaitText("First words after");
        save(browser, "timeline");
    }

    private static void ask(Browser browser, String question) {
        browser.fill("Question", question);
        browser.press("Send");
        browser.button("Answer again");
    }

    /// Some answers side by side, so that the plots have something to show.
    private static void operations(Browser browser, Site site, Person person, String assistant) throws IOException {
        browser.open(site.address() + "/#/operations");
        browser.awaitText("Time to first text");
        String body = "{\"model\":\"x\",\"stream\":false,\"messages\":[{\"role\":\"user\","
                + "\"content\":\"What does E-4071 mean? %d\"}]}";
        for (int round = 0; round < 12; round++) {
            List<Parallel.Task<Integer>> asked = IntStream.range(0, 1 + round % 4)
                    .mapToObj(number -> Parallel.start(() -> site.server()
                            .send(
                                    "POST",
                                    "/api/v1/chats_openai/" + assistant + "/chat/completions",
                                    person.bearer(),
                                    body.formatted(number))
                            .statusCode()))
                    .toList();
            assertThat(asked.stream().map(Parallel.Task::join)).allMatch(status -> status == 200);
            int samples = round + 1;
            browser.awaitTrue(
                    "another sample", () -> Boolean.TRUE.equals(browser.driver().executeAsyncScript(ENOUGH, samples)));
        }
        save(browser, "operations");
    }

    private static void datasets(Browser browser, Site site, Person person, String dataset) throws IOException {
        String address = site.address() + "/#/datasets/" + dataset;
        browser.open(address);
        browser.awaitText("field-guide.pdf");
        save(browser, "documents");
        JsonNode documents = WholeServer.data(site.server()
                .send("GET", "/api/v1/datasets/" + dataset + "/documents?page_size=100", person.bearer(), ""));
        for (JsonNode document : documents.path("docs")) {
            if (document.path("name").asText().equals("field-guide.pdf")) {
                browser.open(address + "/documents/" + document.path("id").asText());
            }
        }
        browser.element(".sheet-frame img");
        save(browser, "document");
    }

    private static void publish(Browser browser, Site site, Person person, String assistant) throws IOException {
        browser.open(site.address() + "/#/assistants/" + assistant);
        browser.press("Publish");
        browser.press("On a web page");
        browser.press("Make a token");
        browser.awaitText("data-assistant");
        save(browser, "publish");
    }

    private static void widget(Browser browser, Site site, Person person, String assistant) throws IOException {
        try (HostPage host = HostPage.start()) {
            String script = "<script src='%s/widget.js' data-assistant='%s' data-token='%s'></script>"
                    .formatted(site.address(), assistant, person.tokens().beta());
            host.show(script, "default-src * data: 'unsafe-inline'");
            browser.open(host.origin() + "/");
            browser.press("Open chat");
            browser.driver().switchTo().frame(browser.element("iframe"));
            browser.field("Ask a question").sendKeys("What does E-4071 mean?\n");
            browser.element(".source");
            browser.driver().switchTo().defaultContent();
            save(browser, "widget");
        }
    }

    private static void save(Browser browser, String name) throws IOException {
        byte[] picture = SmallPicture.of(browser.picture());
        assertThat(picture.length).as(name).isLessThan(LARGEST);
        Files.write(Files.createDirectories(PICTURES).resolve(name + ".png"), picture);
    }
}
