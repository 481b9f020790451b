package dev.freshet.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.Keys;
import org.openqa.selenium.NoSuchElementException;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;

/// A browser as a person uses it: things are found by what they are called, and everything is waited for.
/// Elements inside open shadow roots are found as all others.
public final class Browser implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long LOOK_AGAIN_NANOS = 30_000_000;
    private static final Path SCREENSHOTS = Path.of("target/screenshots");
    private static final String FINDING = Resources.text("/browser/find.js");

    private final ChromeDriver driver;
    private final Path folder;
    private final BrowserLog log;
    private Look look = Look.WIDE_LIGHT;

    private Browser(ChromeDriver driver, Path folder) {
        this.driver = driver;
        this.folder = folder;
        this.log = new BrowserLog(driver);
        driver.manage().timeouts().scriptTimeout(PATIENCE).pageLoadTimeout(PATIENCE);
    }

    static Browser open(Chromium chromium) {
        Path folder = Resources.temporaryFolder("freshet-browser");
        return new Browser(chromium.start(folder), folder);
    }

    /// The driver itself, for what has no word here.
    public ChromeDriver driver() {
        return driver;
    }

    /// Opens an address.
    public void open(String address) {
        driver.get(address);
    }

    /// The address that is shown.
    public String address() {
        return String.valueOf(driver.getCurrentUrl());
    }

    /// Waits until something is there.
    ///
    /// @param what says in the failure what was missing
    /// @param search gives null as long as there is nothing
    public <T> T await(String what, Supplier<@Nullable T> search) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            T found = attempt(search);
            if (found != null) {
                return found;
            }
            if (System.nanoTime() > end) {
                throw new AssertionError(
                        "not within " + PATIENCE.toSeconds() + " s: " + what + " on " + address() + "\n"
                                + driver.findElement(org.openqa.selenium.By.tagName("body"))
                                        .getText());
            }
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
        }
    }

    /// Waits until something is so.
    public void awaitTrue(String what, BooleanSupplier condition) {
        await(what, () -> condition.getAsBoolean() ? Boolean.TRUE : null);
    }

    private static <T> @Nullable T attempt(Supplier<@Nullable T> search) {
        try {
            return search.get();
        } catch (NoSuchElementException | StaleElementReferenceException notYet) {
            return null;
        }
    }

    /// The first visible element of a CSS selector, once there is one.
    public WebElement element(String selector) {
        return await("a visible " + selector, () -> found("bySelector", selector));
    }

    /// All visible elements of a CSS selector now.
    @SuppressWarnings("unchecked") // the script gives a list of elements
    public List<WebElement> elements(String selector) {
        return (List<WebElement>) run("return allBySelector(arguments[0])", selector);
    }

    /// The button, link, tab or menu item of that name, by its label or its whole text.
    public WebElement button(String name) {
        return await("a button named " + name, () -> found("byName", name));
    }

    /// Whether such a button can be seen now.
    public boolean hasButton(String name) {
        return found("byName", name) != null;
    }

    /// The input of that label or, where there is none, of that placeholder.
    public WebElement field(String label) {
        return await("a field labelled " + label, () -> found("byLabel", label));
    }

    private @Nullable WebElement found(String function, String what) {
        return (WebElement) run("return " + function + "(arguments[0])", what);
    }

    private @Nullable Object run(String script, Object... arguments) {
        return driver.executeScript(FINDING + script, arguments);
    }

    /// Clicks the button of that name.
    public void press(String name) {
        click(() -> button(name));
    }

    /// Clicks the first visible element of a selector.
    public void click(String selector) {
        click(() -> element(selector));
    }

    /// Clicks once nothing lies over it any more.
    private void click(Supplier<WebElement> search) {
        await("something to click", () -> {
            try {
                search.get().click();
                return Boolean.TRUE;
            } catch (org.openqa.selenium.ElementNotInteractableException covered) {
                return null;
            }
        });
    }

    /// Empties the field of that label and types into it.
    public void fill(String label, String text) {
        WebElement field = field(label);
        field.clear();
        field.sendKeys(text);
    }

    /// Presses keys where the focus is.
    public void keys(CharSequence... keys) {
        driver.switchTo().activeElement().sendKeys(keys);
    }

    /// Goes on by the tabulator and says what has the focus then.
    public WebElement tab() {
        keys(Keys.TAB);
        return driver.switchTo().activeElement();
    }

    /// Drops a file or a folder of this machine on the middle of the page, as somebody's hand does.
    public void drop(Path what) {
        Map<String, Object> data = Map.of(
                "items", List.of(), "files", List.of(what.toAbsolutePath().toString()), "dragOperationsMask", 1);
        for (String step : List.of("dragEnter", "dragOver", "drop")) {
            driver.executeCdpCommand(
                    "Input.dispatchDragEvent",
                    Map.of("type", step, "x", look.width() / 2, "y", look.height() / 2, "data", data));
        }
    }

    /// All visible text, open shadow roots included.
    public String text() {
        return String.valueOf(run("return visibleText()"));
    }

    /// Waits until a text can be seen anywhere on the page.
    public void awaitText(String text) {
        awaitTrue("the text " + text, () -> text().contains(text));
    }

    /// Waits until a text is gone.
    public void awaitNoText(String text) {
        awaitTrue("no text " + text, () -> !text().contains(text));
    }

    /// Runs a script in the page, which may `return` something.
    public @Nullable Object script(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    /// Changes width and theme, and waits until the page is laid out and drawn.
    public void show(Look newLook) {
        look = newLook;
        Map<String, Object> metrics = Map.of(
                "width", look.width(), "height", look.height(), "deviceScaleFactor", 1, "mobile", look.isPhone());
        driver.executeCdpCommand("Emulation.setDeviceMetricsOverride", metrics);
        List<Map<String, String>> features = List.of(
                Map.of("name", "prefers-color-scheme", "value", look.theme()),
                Map.of("name", "prefers-reduced-motion", "value", "reduce"));
        driver.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("features", features));
        settle();
    }

    /// Waits for fonts and for two frames.
    public void settle() {
        driver.executeAsyncScript("const done = arguments[0]; document.fonts.ready.then(() =>"
                + " requestAnimationFrame(() => requestAnimationFrame(() => done())));");
    }

    /// Writes what is shown to `target/screenshots/NAME-WIDTH-THEME.png`.
    public Path screenshot(String name) {
        settle();
        try {
            Path file = Files.createDirectories(SCREENSHOTS).resolve(name + "-" + look.suffix() + ".png");
            return Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        }
    }

    /// The picture of what is shown, as a PNG file's bytes.
    byte[] picture() {
        settle();
        return driver.getScreenshotAs(OutputType.BYTES);
    }

    /// Takes a page's picture in each width and theme, and checks in each that nothing serious keeps people from
    /// using it and that the page is no wider than the screen. Ends wide and light.
    public void lookFromAllSides(String name) {
        List<String> findings = new ArrayList<>();
        for (Look each : Look.values()) {
            show(each);
            screenshot(name);
            Accessibility.findings(driver).forEach(finding -> findings.add(each + ": " + finding));
            if (overflow() > 0) {
                findings.add(each + ": the page is " + overflow() + " pixels wider than the screen");
            }
        }
        show(Look.WIDE_LIGHT);
        if (!findings.isEmpty()) {
            throw new AssertionError(name + ":\n" + String.join("\n", findings));
        }
    }

    /// Fails when axe-core finds something serious or critical on the page as it is.
    public void checkAccessibility() {
        List<String> findings = Accessibility.findings(driver);
        if (!findings.isEmpty()) {
            throw new AssertionError(address() + ":\n" + String.join("\n", findings));
        }
    }

    private long overflow() {
        Object width = script("return document.documentElement.scrollWidth");
        return width instanceof Number number ? number.longValue() - look.width() : 0;
    }

    /// What the console said since the test began that a test must not leave behind: errors and violations of the
    /// content policy.
    public List<String> problems() {
        return log.problems();
    }

    /// The same with those that the test expects.
    public List<String> violations() {
        return log.all();
    }

    /// Lets the test pass although the console will hold a problem with these words.
    public void expectProblem(String words) {
        log.expect(words);
    }

    /// Forgets everything of the test before.
    void begin() {
        driver.get("about:blank");
        driver.executeCdpCommand("Network.clearBrowserCookies", Map.of());
        log.begin();
        show(Look.WIDE_LIGHT);
    }

    /// Fails the test when the browser complained, and keeps a picture of a failed one.
    void end(String test, boolean failed) {
        driver.switchTo().defaultContent();
        List<String> problems = problems();
        if (failed || !problems.isEmpty()) {
            System.err.println(test + " ended at " + address() + ", see " + screenshot("failed-" + test)
                    + "; the console: " + problems);
        }
        if (!failed && !problems.isEmpty()) {
            throw new AssertionError("the browser complained:\n" + String.join("\n", problems));
        }
    }

    /// Is signed in as this person from the next page on, as if by the form, and knows nothing of who was before.
    public void signIn(Site site, Site.Person person) {
        forget(site.address());
        open(site.address() + "/v1/system/ping");
        script(
                "localStorage.setItem('freshet.login', arguments[0])",
                person.tokens().login());
    }

    /// Forgets what a site has stored, such as who is signed in.
    public void forget(String address) {
        driver.executeCdpCommand("Storage.clearDataForOrigin", Map.of("origin", address, "storageTypes", "all"));
    }

    @Override
    public void close() {
        driver.quit();
        Resources.delete(folder);
    }
}
