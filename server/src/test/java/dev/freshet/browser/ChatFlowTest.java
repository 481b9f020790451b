package dev.freshet.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.browser.Site.Person;
import dev.freshet.browser.StoryModel.Story;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/// The chat as people use it.
@InBrowser
class ChatFlowTest {
    private static final String TEA = "# Tea\n\nTea is served at four in the small kitchen.";

    private Person person;
    private String dataset;
    private String assistant;

    @BeforeEach
    void arrive(Browser browser, Site site) {
        person = site.newPerson();
        dataset = site.dataset(person, "House rules", Map.of("tea.md", TEA));
        assistant = site.assistant(person, "Butler", List.of(dataset));
        browser.signIn(site, person);
        browser.open(site.address() + "/#/chat");
        browser.field("Question");
    }

    private static void ask(Browser browser, String question) {
        browser.fill("Question", question);
        browser.press("Send");
        browser.awaitText(question);
    }

    @Test
    void anAnswersNumbersOpenThePassagesBehindThem(Browser browser, Site site) {
        site.model().when("When is tea", Story.of("Tea is served **at four** [ID:0]."));
        ask(browser, "When is tea served?");
        browser.press("Source 1");
        WebElement passage = browser.element(".passage");
        assertThat(passage.getText()).contains("tea.md", "in the small kitchen");
        assertThat(browser.button("Open in the document").getDomAttribute("href"))
                .matches("#/datasets/\\w+/documents/\\w+\\?chunk=\\w+");
        browser.lookFromAllSides("chat-passage");
        browser.keys(Keys.ESCAPE);
        browser.awaitTrue(
                "the passage is closed", () -> browser.elements(".passage").isEmpty());
        assertThat(browser.element(".md strong").getText()).isEqualTo("at four");
        browser.screenshot("chat");
    }

    @Test
    void anAnswerGrowsAndCanBeStopped(Browser browser, Site site) {
        Story story = site.model()
                .when("tell me all", Story.of("One two three four five six.").heldAfter(3));
        ask(browser, "tell me all of it");
        browser.awaitText("One two three");
        browser.screenshot("chat-running");
        browser.press("Stop the answer");
        browser.awaitText("Stopped.");
        assertThat(browser.text()).contains("One two three").doesNotContain("four");
        story.release();
        browser.script(
                "localStorage.clear(); localStorage.setItem('freshet.login', arguments[0])",
                person.tokens().login());
        browser.driver().navigate().refresh();
        browser.awaitText("One two three");
        browser.awaitText("Stopped.");
        browser.press("Where the time went");
        browser.awaitText("Wait for the first word");
        assertThat(browser.hasButton("Send")).isTrue();
    }

    @Test
    void aPageLoadedAgainInTheMiddleGoesOn(Browser browser, Site site) {
        Story story = site.model()
                .when(
                        "long tale",
                        Story.of("Once upon a time there was tea [ID:0].").heldAfter(4));
        ask(browser, "A long tale please");
        browser.awaitText("Once upon a time");
        browser.driver().navigate().refresh();
        browser.awaitText("Once upon a time");
        browser.button("Stop the answer");
        story.release();
        browser.awaitText("there was tea");
        browser.button("Source 1");
        browser.button("Answer again");
        assertThat(browser.elements(".message-user")).hasSize(1);
        assertThat(browser.elements(".message-assistant .md").getLast().getText())
                .startsWith("Once upon a time there was tea");
        assertThat(browser.elements(".md .cite")).hasSize(1);
    }

    @Test
    void thoughtsAreFoldedAndCanBeOpened(Browser browser, Site site) {
        site.model().when("why", Story.of("Because.").thinking("Let me see what there is."));
        ask(browser, "But why?");
        browser.awaitText("Because.");
        assertThat(browser.text()).doesNotContain("Let me see");
        browser.click(".thinking summary");
        browser.awaitText("Let me see what there is.");
        browser.driver().navigate().refresh();
        browser.awaitText("Because.");
        browser.click(".thinking summary");
        browser.awaitText("Let me see what there is.");
    }

    @Test
    void chatsAreRenamedFoundAndDeleted(Browser browser) {
        ask(browser, "First question");
        browser.button("Answer again");
        browser.press("New chat");
        browser.awaitTrue("an empty chat", () -> browser.elements(".message").isEmpty());
        ask(browser, "Second question");
        browser.button("Answer again");
        browser.press("Rename or delete “First question”");
        browser.press("Rename");
        browser.fill("Name", "About beginnings");
        browser.press("Save");
        browser.button("About beginnings");
        browser.fill("Search chats", "first question");
        browser.awaitTrue(
                "only what was looked for", () -> browser.elements(".session").size() == 1);
        browser.press("About beginnings");
        browser.awaitTrue(
                "the chat is open",
                () -> browser.elements(".bubble").stream()
                        .anyMatch(bubble -> bubble.getText().equals("First question")));
        browser.press("Rename or delete “About beginnings”");
        browser.press("Delete");
        browser.awaitText("will be gone");
        browser.click("dialog .button-danger");
        browser.awaitText("No chat has these words.");
        browser.driver().navigate().refresh();
        browser.button("Second question");
        assertThat(browser.hasButton("About beginnings")).isFalse();
    }

    @Test
    void aQuestionIsChangedAndAnsweredAgain(Browser browser, Site site) {
        site.model().when("coffee", Story.of("Coffee is at two."));
        site.model().when("cocoa", Story.of("Cocoa is at eight."));
        ask(browser, "When is coffee?");
        browser.awaitText("Coffee is at two.");
        browser.press("Edit the question");
        browser.awaitText("will be replaced");
        browser.keys(Keys.chord(Keys.CONTROL, "a"), "When is cocoa?", Keys.ENTER);
        browser.awaitText("Cocoa is at eight.");
        ask(browser, "And once more coffee?");
        browser.awaitText("Coffee is at two.");
        browser.press("Edit the question");
        browser.awaitText("will be replaced");
        browser.keys(Keys.chord(Keys.CONTROL, "a"), "Is it cocoa?", Keys.ENTER);
        browser.awaitTrue(
                "one question", () -> browser.elements(".message-user").size() == 1);
        browser.press("Answer again");
        browser.awaitTrue("a second answer", () -> browser.hasButton("Answer again") && browser.hasButton("Send"));
        browser.driver().navigate().refresh();
        browser.awaitText("Cocoa is at eight.");
        assertThat(browser.text()).doesNotContain("Coffee is at two.");
        assertThat(browser.elements(".message-user")).hasSize(1);
    }

    @Test
    void anAnswerIsRatedAndItsTimeShown(Browser browser) {
        ask(browser, "Anything?");
        browser.press("Good answer");
        browser.awaitTrue("the thumb is up", () -> isPressed(browser, "Good answer"));
        browser.press("Bad answer");
        browser.fill("Your words help to make answers better (optional).", "Too short.");
        browser.click("dialog .button-primary");
        browser.awaitTrue("the thumb is down", () -> isPressed(browser, "Bad answer"));
        browser.driver().navigate().refresh();
        browser.awaitTrue("the thumb is still down", () -> isPressed(browser, "Bad answer"));
        browser.press("Where the time went");
        browser.awaitText("Wait for the first word");
        browser.lookFromAllSides("chat-time");
    }

    private static boolean isPressed(Browser browser, String name) {
        return "true".equals(browser.button(name).getDomAttribute("aria-pressed"));
    }

    @Test
    void anAnswerWithoutItsRerankerSaysSoAlsoAfterAReload(Browser browser, Site site) {
        String reranker = site.addReranker(person);
        Map<String, Object> prompt = Map.of("rerank_model", reranker, "empty_response", "", "show_quote", true);
        Map<String, Object> change = Map.of("name", "Butler", "dataset_ids", List.of(dataset), "prompt", prompt);
        site.call("PUT", "/api/v1/chats/" + assistant, person.bearer(), change);
        site.model().when("in spite", Story.of("Tea is served at four [ID:0]."));
        site.model().refuseToRank(true);
        try {
            ask(browser, "When is tea, in spite of all?");
            browser.awaitText("Answered without: reranking");
            browser.button("Answer again");
        } finally {
            site.model().refuseToRank(false);
        }
        browser.driver().navigate().refresh();
        browser.awaitText("Answered without: reranking");
        browser.lookFromAllSides("chat-degraded");
    }

    @Test
    void aQuestionThatWaitsTellsItsPlace(Browser browser) {
        try (Site narrow = Site.start(Map.of("chat.runningAnswersPerModel", "1"))) {
            Person waiting = narrow.newPerson();
            String butler = narrow.assistant(waiting, "Butler", List.of());
            Story first = narrow.model().when("the first", Story.of("One two.").heldAfter(1));
            browser.signIn(narrow, waiting);
            browser.open(narrow.address() + "/#/chat/" + butler);
            ask(browser, "I am the first");
            browser.awaitText("One");
            browser.press("New chat");
            browser.awaitTrue(
                    "an empty chat", () -> browser.elements(".message").isEmpty());
            ask(browser, "I come second");
            browser.awaitText("Number 1 in the queue");
            browser.screenshot("chat-queued");
            first.release();
            browser.awaitText("I know no story for that.");
            browser.open("about:blank");
        }
    }

    @Test
    void markdownIsShownAndMathAndCodeOnFirstUse(Browser browser, Site site) {
        site.model().when("everything", Story.of("""
                ## A title

                | a | b |
                |---|---|
                | 1 | 2 |

                ```java
                int tea = 4; // o'clock
                ```

                The sum $a^2+b^2=c^2$ holds, and

                $$\\frac{1}{2}$$

                1. one
                2. two
                """));
        ask(browser, "Show me everything");
        browser.element(".md math");
        browser.element(".md .hljs-comment");
        assertThat(browser.element(".md td").getText()).isEqualTo("1");
        assertThat(browser.elements(".md ol li")).hasSize(2);
        browser.lookFromAllSides("chat-markdown");
    }

    @Test
    void aHostileAnswerDoesNothing(Browser browser, Site site) {
        site.model().when("attack", Story.of("""
                <script>document.title = 'broken'</script><img src="http://127.0.0.1:1/a.png" onerror="document.title='broken'">

                ![beacon](http://127.0.0.1:1/b.png) [click](javascript:document.title='broken') [data](data:text/html,x)

                <iframe srcdoc="<script>top.document.title='broken'</script>"></iframe>
                <style>body { display: none }</style><form action="http://127.0.0.1:1/"><input name="a"></form>

                [go][x] <a href="javascript:alert(1)">raw</a> <svg onload="document.title='broken'">

                [x]: javascript:document.title='broken'

                ```"><img src=x onerror=alert(1)>
                <script>document.title = 'broken'</script>
                ```

                $\\href{javascript:document.title='broken'}{x}$ and the end of it.
                """));
        ask(browser, "Now attack");
        browser.awaitText("the end of it");
        browser.button("Answer again");
        browser.element(".md-block .math");
        assertThat(browser.script("return document.title")).isNotEqualTo("broken");
        assertThat(browser.script("return document.querySelectorAll('.md img, .md script, .md iframe, .md style,"
                        + " .md form, .md svg, .md input, .md a').length"))
                .isEqualTo(0L);
        browser.driver().navigate().refresh();
        browser.awaitText("the end of it");
        browser.screenshot("chat-hostile");
    }

    @Test
    void theChatIsUsedByKeyboardAloneAndInChinese(Browser browser, Site site) {
        site.model().when("keys", Story.of("By keys."));
        browser.field("Question").sendKeys("With keys", Keys.ENTER);
        browser.awaitText("By keys.");
        browser.awaitTrue(
                "the answer is told to screen readers",
                () -> String.valueOf(browser.script(
                                "return document.querySelector('[aria-live=polite].visually-hidden').textContent"))
                        .contains("By keys."));
        browser.script("localStorage.setItem('freshet.language', 'zh')");
        browser.driver().navigate().refresh();
        browser.button("新对话");
        browser.awaitText("By keys.");
        browser.checkAccessibility();
        browser.screenshot("chat-chinese");
    }

    @Test
    void onlyTheAnswerThatGrowsIsDrawnAnewAmongFiveHundredMessages(Browser browser, Site site) {
        Story story = site.model()
                .when("the last", Story.of("One *two* three\n\nfour five.").heldAfter(2));
        List<Map<String, String>> messages = new ArrayList<>();
        for (int i = 0; i < 249; i++) {
            messages.add(Map.of("id", "m" + i, "role", "user", "content", "Question " + i));
            messages.add(Map.of("id", "m" + i, "role", "assistant", "content", "Answer **" + i + "** with `code`."));
        }
        messages.add(Map.of("role", "user", "content", "Enough?"));
        Map<String, Object> conversation =
                Map.of("conversation_id", "long-one", "is_new", true, "name", "A long one", "dialog_id", assistant);
        site.call("POST", "/v1/conversation/set", person.tokens().login(), conversation);
        Map<String, Object> question = Map.of("conversation_id", "long-one", "messages", messages, "stream", false);
        site.call("POST", "/v1/conversation/completion", person.tokens().login(), question);
        browser.open(site.address() + "/#/chat/" + assistant + "/long-one");
        browser.awaitTrue("all messages are there", () -> count(browser, ".message") == 500);
        assertThat(count(browser, ".message strong")).isEqualTo(249);
        browser.fill("Question", "And the last?");
        browser.press("Send");
        browser.awaitText("One two");
        browser.script("""
                window.drawn = [];
                new MutationObserver(all => window.drawn.push(...all
                    .map(one => one.target)
                    .filter(target => target.isConnected && !target.closest?.('.message-running'))))
                  .observe(document.querySelector('.messages'), {subtree: true, childList: true, attributes: true})""");
        browser.script("window.before = document.querySelectorAll('.message')[100]");
        story.release();
        browser.awaitText("four five.");
        browser.button("Answer again");
        assertThat(browser.script("return window.before === document.querySelectorAll('.message')[100]"))
                .isEqualTo(true);
        assertThat(browser.script("""
                        const messages = [...document.querySelectorAll('.message')];
                        const places = window.drawn.map(one => messages.indexOf(one.closest('.message')));
                        return places.filter(place => place >= 0 && place < 499).length""")).isEqualTo(0L);
    }

    private static long count(Browser browser, String selector) {
        Object count = browser.script("return document.querySelectorAll(arguments[0]).length", selector);
        return count instanceof Number number ? number.longValue() : -1;
    }
}
