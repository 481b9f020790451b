package dev.freshet.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.browser.Site.Person;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/// Signing in and out, and what stands around each page.
@InBrowser
class FrameOfTheAppTest {
    @Test
    void peopleSignInAndOut(Browser browser, Site site) {
        Person person = site.newPersonWithoutModel();
        browser.forget(site.address());
        browser.open(site.address() + "/");
        browser.awaitText("Answers from your own documents");
        browser.lookFromAllSides("signin");
        browser.fill("E-mail", person.email());
        browser.fill("Password", "wrong");
        browser.click("form .button-primary");
        browser.element("[role=alert]");
        browser.fill("Password", person.password());
        browser.keys(Keys.ENTER);
        browser.awaitText("There is no assistant yet");
        browser.press("Account");
        browser.press("Sign out");
        browser.field("Password");
        assertThat(browser.script("return localStorage.getItem('freshet.login')"))
                .isNull();
        browser.open(site.address() + "/#/datasets");
        browser.field("Password");
    }

    @Test
    void aLoginThatHasEndedLeadsToTheForm(Browser browser, Site site) {
        Person person = site.newPersonWithoutModel();
        browser.signIn(site, person);
        browser.script("localStorage.setItem('freshet.login', 'no such token')");
        browser.open(site.address() + "/#/chat");
        browser.field("Password");
    }

    @Test
    void themeAndLanguageAreChosenAndKept(Browser browser, Site site) {
        Person person = site.newPersonWithoutModel();
        browser.signIn(site, person);
        browser.open(site.address() + "/#/chat");
        browser.press("Theme: as the system");
        browser.press("Theme: light");
        browser.button("Theme: dark");
        awaitDark(browser);
        browser.press("Account");
        browser.press("中文");
        browser.awaitText("还没有助手");
        browser.driver().navigate().refresh();
        browser.awaitText("还没有助手");
        awaitDark(browser);
        assertThat(browser.script("return document.documentElement.lang")).isEqualTo("zh");
    }

    private static void awaitDark(Browser browser) {
        String background = "return getComputedStyle(document.documentElement).backgroundColor";
        browser.awaitTrue("a dark page", () -> "rgb(19, 24, 29)".equals(browser.script(background)));
    }

    @Test
    void aPhoneHasADrawer(Browser browser, Site site) {
        browser.signIn(site, site.newPersonWithoutModel());
        browser.show(Look.PHONE_LIGHT);
        browser.open(site.address() + "/#/chat");
        browser.press("Open the menu");
        browser.button("Datasets");
        browser.checkAccessibility();
        browser.screenshot("drawer");
        browser.keys(Keys.ESCAPE);
        browser.awaitTrue("the drawer is shut", () -> !browser.hasButton("Datasets"));
    }

    @Test
    void anAddressThatLeadsNowhereSaysSo(Browser browser, Site site) {
        browser.signIn(site, site.newPersonWithoutModel());
        browser.open(site.address() + "/#/nowhere");
        browser.awaitText("This page does not exist");
        browser.press("Go to the chat");
        browser.awaitText("There is no assistant yet");
    }

    @Test
    void everyTextIsThereInBothLanguages(Browser browser, Site site) throws IOException {
        browser.signIn(site, site.newPersonWithoutModel());
        browser.open(site.address() + "/#/chat");
        browser.awaitText("There is no assistant yet");
        for (String name : textFiles()) {
            Object missing = browser.driver().executeAsyncScript("""
                    const [name, done] = arguments;
                    import('/assets/app/texts/' + name).then(({default: {en, zh}}) => done([
                      ...Object.keys(en).filter(key => !(key in zh) && !key.endsWith('.one')),
                      ...Object.keys(zh).filter(key => !(key in en)),
                    ]))""", name);
            assertThat(missing).as(name).isEqualTo(List.of());
        }
    }

    private static List<String> textFiles() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/main/resources/web/app/texts"))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
