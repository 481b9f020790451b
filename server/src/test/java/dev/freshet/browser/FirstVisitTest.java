package dev.freshet.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.browser.Site.Person;
import dev.freshet.browser.StoryModel.Story;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;

/// From an empty account to a cited answer, and the models that write it.
@InBrowser
class FirstVisitTest {
    @Test
    void aFirstAnswerComesFromTheBuiltInModels(Browser browser, Site site) {
        Person person = site.newPersonWithoutModel();
        browser.signIn(site, person);
        browser.open(site.address() + "/#/welcome");
        browser.awaitText("Bring your documents");
        browser.awaitText("Welcome to Freshet");
        browser.lookFromAllSides("welcome");
        browser.press("Use a sample");
        browser.press("When is breakfast served?");
        browser.awaitText("Breakfast is served from 7.30 to 10 a.m. in the garden room");
        browser.button("Source 1");
        assertThat(browser.address()).contains("/#/chat/");
    }

    @Test
    void aPasswordIsChangedAndSignsIn(Browser browser, Site site) {
        Person person = site.newPersonWithoutModel();
        browser.signIn(site, person);
        browser.open(site.address() + "/#/welcome");
        browser.press("Account");
        browser.press("Change the password");
        browser.fill("Password until now", "a guess");
        browser.fill("New password", "a better one");
        browser.press("Save");
        browser.awaitText("Password error!");
        browser.checkAccessibility();
        browser.fill("Password until now", person.password());
        browser.press("Save");
        browser.awaitText("The password is saved.");
        browser.press("Account");
        browser.press("Sign out");
        browser.fill("E-mail", person.email());
        browser.fill("Password", "a better one");
        browser.element("form button[type=submit]").click();
        browser.awaitText("There is no assistant yet");
    }

    @Test
    void aProviderIsTriedOutBeforeItAnswers(Browser browser, Site site) {
        Person person = site.newPersonWithoutModel();
        site.model().when("breakfast", Story.of("From half past seven, says the story [ID:0]."));
        browser.signIn(site, person);
        browser.open(site.address() + "/#/welcome");
        browser.element(".choice:nth-child(2)").click();
        browser.element(".provider-tile");
        choose(browser, "OpenAI-API-Compatible");
        browser.fill("Base URL", "http://127.0.0.1:9/v1");
        browser.fill("Model", "story");
        browser.press("Test");
        browser.element(".note-danger");
        browser.fill("Base URL", site.model().baseUrl());
        browser.press("Test");
        browser.awaitText("It answered within");
        browser.lookFromAllSides("welcome-provider");
        browser.press("Save");
        browser.awaitText("by OpenAI-API-Compatible");
        browser.press("Use a sample");
        browser.press("When is breakfast served?");
        browser.awaitText("From half past seven, says the story");
        browser.button("Source 1");
    }

    @Test
    void modelsAreTestedForbiddenAndRemoved(Browser browser, Site site) {
        Person person = site.newPerson();
        browser.signIn(site, person);
        browser.open(site.address() + "/#/models");
        browser.awaitText("story");
        browser.press("Test story");
        browser.element(".model-test .badge-ok");
        browser.lookFromAllSides("models");
        browser.press("Add a provider");
        browser.element(".provider-tile");
        choose(browser, "OpenAI");
        browser.awaitText("It is stored encrypted and never shown again.");
        browser.checkAccessibility();
        browser.screenshot("models-add");
        browser.press("Cancel");
        browser.press("Remove story");
        browser.awaitNoText("story");
    }

    private static void choose(Browser browser, String provider) {
        browser.script(
                "arguments[0].click()",
                browser.driver().findElement(By.cssSelector("input[name=provider][value='" + provider + "']")));
    }
}
