package dev.freshet.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freshet.WholeServer;
import dev.freshet.browser.Site.Person;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/// Documents come in by the browser, are looked at beside their chunks, and are found again.
@InBrowser
class DatasetFlowTest {
    private static final Path HANDBOOK = Path.of("../examples/handbook");
    private static final String RULES = """
            # House rules

            ## Tea

            Tea is served at four in the blue room.

            ## Boats

            The rowing boats lie behind the mill and may be used until dusk.
            """;

    @TempDir
    Path folder;

    private Person person;

    @BeforeEach
    void signIn(Browser browser, Site site) {
        person = site.newPersonWithoutModel();
        browser.signIn(site, person);
    }

    @Test
    void bringsFilesInAndSaysWhyOneFailed(Browser browser, Site site) throws IOException {
        Path broken = Files.writeString(folder.resolve("broken.pdf"), "%PDF-1.7 and nothing else");
        Path rules = Files.writeString(folder.resolve("rules.md"), RULES);
        Path unknown = Files.writeString(folder.resolve("tool.exe"), "x");
        browser.open(site.address() + "/#/datasets");
        browser.awaitText("No dataset yet");
        browser.checkAccessibility();
        browser.press("New dataset");
        browser.fill("Name", "House");
        browser.press("More options");
        browser.awaitText("Cuts along headings");
        browser.checkAccessibility();
        browser.press("Create");
        browser.awaitText("Drop files or folders here");
        browser.field("Choose files")
                .sendKeys(Stream.of(broken, rules, unknown)
                        .map(Path::toAbsolutePath)
                        .map(Path::toString)
                        .collect(Collectors.joining("\n")));
        browser.awaitText("Files ending in .exe cannot be read.");
        browser.awaitText("The file is damaged: it cannot be read as a PDF.");
        browser.awaitTrue(
                "the rules are ready", () -> row(browser, "rules.md").getText().contains("Ready"));
        browser.press("Dismiss tool.exe");
        browser.lookFromAllSides("documents");
        row(browser, "broken.pdf").findElement(By.tagName("button")).click();
        browser.awaitTrue("the parsing of two documents and one more", () -> parsings(browser) == 3);
        browser.awaitText("The file is damaged: it cannot be read as a PDF.");
    }

    @Test
    void filtersHidesAndDeletesDocuments(Browser browser, Site site) {
        String dataset = site.dataset(person, "House", Map.of("tea.md", RULES, "cake.md", "# Cake\n\nOn Fridays."));
        browser.open(site.address() + "/#/datasets/" + dataset);
        browser.awaitText("cake.md");
        browser.fill("Search by name", "tea");
        browser.awaitNoText("cake.md");
        browser.field("Search by name").sendKeys(Keys.chord(Keys.CONTROL, "a"), Keys.DELETE);
        browser.awaitText("cake.md");
        toggle(browser, "Let searches find tea.md");
        browser.awaitTrue(
                "tea.md is hidden", () -> document(site, dataset, "tea.md").equals("0"));
        toggle(browser, "Choose cake.md");
        browser.awaitText("1 chosen");
        browser.checkAccessibility();
        browser.press("Delete");
        browser.awaitText("Delete one document?");
        browser.element("dialog .button-danger").click();
        browser.awaitNoText("cake.md");
        browser.awaitText("tea.md");
    }

    @Test
    void marksAChunkOnThePageAndChangesIt(Browser browser, Site site) throws IOException {
        String dataset = site.call("POST", "/api/v1/datasets", person.bearer(), Map.of("name", "Field"))
                .path("id")
                .asText();
        browser.open(site.address() + "/#/datasets/" + dataset);
        browser.field("Choose files")
                .sendKeys(HANDBOOK.resolve("field-guide.pdf").toRealPath().toString());
        browser.awaitText("Ready");
        browser.press("field-guide.pdf");
        browser.element(".sheet img");
        browser.press("#2 page 1");
        WebElement box = browser.element(".mark-chosen");
        WebElement sheet = browser.element(".sheet");
        assertThat(box.getRect().getY()).isGreaterThan(sheet.getRect().getY());
        assertThat(box.getRect().getX() + box.getRect().getWidth())
                .isLessThan(sheet.getRect().getX() + sheet.getRect().getWidth());
        browser.lookFromAllSides("chunks");
        browser.press("Edit chunk 2");
        browser.field("Keywords").sendKeys("departure" + Keys.ENTER);
        browser.fill("Questions", "What comes before a visit?");
        browser.checkAccessibility();
        browser.press("Save");
        browser.awaitText("The chunk is saved.");
        browser.awaitText("What comes before a visit?");
        assertThat(browser.element(".chunk-chosen").getText()).contains("departure", "What comes before a visit?");
        browser.fill("Search in the chunks", "herons");
        browser.awaitTrue(
                "one chunk has herons", () -> browser.elements(".chunk").size() == 1);
        assertThat(browser.element(".chunk mark").getText()).isEqualToIgnoringCase("herons");
    }

    @Test
    void opensThePassageOfALink(Browser browser, Site site) {
        String sections = Stream.iterate(1, number -> number + 1)
                .limit(70)
                .map(number -> "## Part " + number + "\n\n" + "All about part " + number + ". ".repeat(8) + RULES)
                .collect(Collectors.joining("\n\n"));
        String dataset =
                site.dataset(person, "Long", Map.of("long.md", "# Long\n\n" + sections + "\n\n## End\n\nZephyr."));
        JsonNode found = WholeServer.data(site.server()
                .send(
                        "POST",
                        "/api/v1/retrieval",
                        person.bearer(),
                        "{\"question\":\"zephyr\",\"dataset_ids\":[\"" + dataset + "\"]}"));
        JsonNode chunk = found.path("chunks").path(0);
        assertThat(chunk.path("content").asText()).contains("Zephyr");
        browser.open(site.address() + "/#/datasets/" + dataset + "/documents/"
                + chunk.path("document_id").asText() + "?chunk="
                + chunk.path("id").asText());
        assertThat(browser.element(".chunk-chosen").getText()).contains("Zephyr");
        assertThat(browser.element(".view-text mark").getText()).contains("Zephyr");
        browser.checkAccessibility();
        browser.screenshot("chunks-text");
    }

    @Test
    void showsWhatAQuestionFindsAndWhy(Browser browser, Site site) {
        String dataset = site.dataset(person, "House", Map.of("rules.md", RULES));
        browser.open(site.address() + "/#/datasets/" + dataset + "?tab=trial");
        browser.fill("What would somebody ask?", "Where are the rowing boats?");
        browser.press("Search");
        browser.element(".hit");
        assertThat(browser.element(".hit").getText()).contains("behind the mill", "Terms", "Meaning");
        assertThat(browser.elements(".hit mark")).isNotEmpty();
        browser.lookFromAllSides("retrieval-test");
        browser.press("rules.md");
        assertThat(browser.element(".chunk-chosen").getText()).contains("behind the mill");
        browser.press("House");
        browser.press("Ask it");
        browser.awaitTrue("a chat about the house", () -> browser.address().contains("/#/chat/"));
    }

    @Test
    void showsWhatARerankerThinksOfIt(Browser browser, Site site) {
        String reranker = site.addReranker(person);
        String dataset = site.dataset(person, "House", Map.of("rules.md", RULES));
        browser.open(site.address() + "/#/datasets/" + dataset + "?tab=trial");
        browser.fill("What would somebody ask?", "Where are the rowing boats?");
        browser.field("Reranker")
                .findElement(By.cssSelector("option[value='" + reranker + "']"))
                .click();
        browser.press("Search");
        WebElement bars = browser.element(".hit .scores");
        assertThat(bars.getText()).contains("Reranker").doesNotContain("Meaning");
        assertThat(browser.element(".score-rerank").getRect().getWidth()).isPositive();
        assertThat(browser.text()).contains("0.90");
        browser.lookFromAllSides("retrieval-test-reranked");
    }

    @Test
    void takesInADroppedFolderWithWhatIsBelowIt(Browser browser, Site site) throws IOException {
        Path drop = Files.createDirectories(folder.resolve("house").resolve("below"))
                .getParent();
        Files.writeString(drop.resolve("rules.md"), RULES);
        Files.writeString(drop.resolve("below").resolve("cake.md"), "# Cake\n\nOn Fridays.");
        Files.writeString(drop.resolve(".hidden"), "nothing for anybody");
        String dataset = site.call("POST", "/api/v1/datasets", person.bearer(), Map.of("name", "House"))
                .path("id")
                .asText();
        browser.open(site.address() + "/#/datasets/" + dataset);
        browser.awaitText("Drop files or folders here");
        browser.drop(drop);
        for (String name : List.of("rules.md", "cake.md")) {
            browser.awaitTrue(
                    name + " is ready", () -> row(browser, name).getText().contains("Ready"));
        }
        assertThat(browser.text()).doesNotContain(".hidden");
    }

    @Test
    void marksAChunkInTheTextOfAnOfficeFile(Browser browser, Site site) throws IOException {
        String name = "travel-expenses-2026.docx";
        String dataset =
                site.datasetOfFiles(person, "Travel", Map.of(name, Files.readAllBytes(HANDBOOK.resolve(name))));
        browser.open(site.address() + "/#/datasets/" + dataset);
        browser.press(name);
        browser.awaitText("The text of the file, without its layout");
        browser.element(".view-text");
        browser.press("#2");
        assertThat(browser.element(".view-text mark").getText()).contains("Three things have changed");
        browser.lookFromAllSides("chunks-office");
    }

    @Test
    void explainsAndKeepsSettings(Browser browser, Site site) {
        String dataset = site.dataset(person, "House", Map.of("rules.md", RULES));
        browser.open(site.address() + "/#/datasets/" + dataset + "?tab=settings");
        browser.awaitText("It stays while there are chunks");
        browser.lookFromAllSides("dataset-settings");
        browser.fill("Description", "What holds in the house");
        browser.field("Overlap").sendKeys(Keys.ARROW_RIGHT);
        browser.press("Save");
        browser.awaitText("Parse the documents again?");
        browser.press("Parse again");
        browser.awaitText("Ready");
        browser.awaitText("What holds in the house");
        JsonNode kept = site.call(
                "GET", "/v1/kb/detail?kb_id=" + dataset, person.tokens().login(), Map.of());
        assertThat(kept.at("/parser_config/overlapped_percent").asInt()).isEqualTo(5);
    }

    @Test
    void speaksChinese(Browser browser, Site site) {
        String dataset = site.dataset(person, "规章", Map.of("rules.md", RULES));
        browser.script("localStorage.setItem('freshet.language', 'zh')");
        for (String page : List.of("datasets", "datasets/" + dataset, "models", "welcome")) {
            browser.open(site.address() + "/#/" + page);
            browser.driver().navigate().refresh();
            browser.awaitTrue("a title", () -> !browser.elements("h1").isEmpty());
            assertThat(browser.text()).doesNotContainPattern("\\b(datasets|models|welcome|files|status)\\.[a-z]");
        }
        browser.screenshot("welcome-zh");
    }

    /// How often the page has asked for documents to be parsed.
    private static long parsings(Browser browser) {
        return (Long) browser.script("return performance.getEntriesByType('resource')"
                + ".filter(entry => entry.name.endsWith('/v1/document/run')).length");
    }

    private static WebElement row(Browser browser, String name) {
        return browser.element("tr[data-document='" + name + "']");
    }

    /// A checkbox lies invisible above what is drawn of it.
    private static void toggle(Browser browser, String label) {
        browser.script("arguments[0].click()", browser.field(label));
    }

    private String document(Site site, String dataset, String name) {
        JsonNode list = WholeServer.data(site.server()
                .send("GET", "/api/v1/datasets/" + dataset + "/documents?name=" + name, person.bearer(), ""));
        return list.at("/docs/0/status").asText();
    }
}
