package dev.freshet.benchmarks.page;

import dev.freshet.bench.Route.Token;
import dev.freshet.bench.WireClient;
import dev.freshet.bench.fake.Script;
import dev.freshet.bench.lab.Lab;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/// How fluent a long chat is in a browser: tasks of the page's thread that took longer than 50 ms, as its
/// `PerformanceObserver` counts them, and frames that came later than 50 ms after the one before; while the chat is
/// loaded, while an answer streams into it, and while it is scrolled from end to end. And what the first load weighs.
///
/// Needs Chromium and chromedriver. Arguments: turns (250).
public final class ChatPage {
    private static final int TURNS = 250;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration WORD = Duration.ofMillis(20);
    private static final String WATCH = """
            window.seen = { tasks: [], frames: [], last: 0 };
            new PerformanceObserver(list => seen.tasks.push(...list.getEntries().map(one => one.duration)))
                .observe({ type: 'longtask', buffered: true });
            requestAnimationFrame(function next(now) {
                if (seen.last) seen.frames.push(now - seen.last);
                seen.last = now;
                requestAnimationFrame(next);
            });
            """;
    private static final String TELL = """
            const late = seen.frames.filter(one => one > 50);
            const text = [seen.tasks.length, Math.max(0, ...seen.tasks), seen.tasks.reduce((a, b) => a + b, 0),
                seen.frames.length, late.length, Math.max(0, ...seen.frames)].map(one => Math.round(one)).join(' ');
            seen.tasks = []; seen.frames = [];
            return text;
            """;
    private static final String WEIGH = """
            return performance.getEntries().filter(one => one.transferSize > 0)
                .filter(one => one.entryType === 'navigation' || one.name.includes('/assets/'))
                .map(one => one.transferSize).reduce((a, b) => a + b, 0);
            """;
    private static final String SCROLL = """
            const done = arguments[0];
            const frame = [...document.querySelectorAll('*')]
                .filter(one => one.scrollHeight > one.clientHeight + 1000)
                .filter(one => getComputedStyle(one).overflowY !== 'visible')
                .sort((a, b) => b.scrollHeight - a.scrollHeight)[0];
            frame.scrollTop = 0;
            requestAnimationFrame(function step() {
                const before = frame.scrollTop;
                frame.scrollTop += 120;
                if (frame.scrollTop === before) done(frame.scrollHeight); else requestAnimationFrame(step);
            });
            """;

    private ChatPage() {}

    /// Runs the benchmark and prints its figures.
    public static void main(String[] arguments) throws IOException {
        int turns = arguments.length > 0 ? Integer.parseInt(arguments[0]) : TURNS;
        try (Lab lab = Lab.start(Script.USUAL, Map.of());
                MarkdownModel model = new MarkdownModel()) {
            String name = lab.client().addModel("chat", "markdown", model.baseUrl());
            String assistant = lab.client().createAssistant("long", List.of(lab.dataset()), name, "");
            String session = longChat(lab, assistant, turns);
            Path profile = Files.createTempDirectory("freshet-chat-page");
            ChromeDriver driver = browser(profile);
            try {
                measure(driver, lab, assistant, session, model);
            } finally {
                driver.quit();
            }
        }
    }

    private static String longChat(Lab lab, String assistant, int turns) {
        String bearer = "Bearer " + token(lab, Token.KEY);
        String chat = "/api/v1/chats/" + assistant;
        try (WireClient wire = new WireClient(lab.server().address())) {
            String session = wire.post(chat + "/sessions", bearer, Map.of("name", "A long chat"))
                    .object("data")
                    .text("id", "");
            for (int turn = 1; turn <= turns; turn++) {
                String question = "What does E-4071 mean, asked for the " + turn + ". time?";
                wire.post(
                        chat + "/completions",
                        bearer,
                        Map.of("question", question, "session_id", session, "stream", false));
            }
            return session;
        }
    }

    private static String token(Lab lab, Token kind) {
        return Objects.requireNonNull(lab.access().tokens().get(kind)).reveal();
    }

    private static ChromeDriver browser(Path profile) {
        ChromeOptions options = new ChromeOptions();
        options.setBinary(program("chromium"));
        options.addArguments(
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--disable-dev-shm-usage",
                "--window-size=1280,900",
                "--user-data-dir=" + profile);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(program("chromedriver"))
                .usingAnyFreePort()
                .withSilent(true)
                .build();
        ChromeDriver driver = new ChromeDriver(service, options);
        driver.manage().timeouts().scriptTimeout(PATIENCE).pageLoadTimeout(PATIENCE);
        return driver;
    }

    private static File program(String name) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(name + " is not on the path"))
                .toFile();
    }

    private static void measure(ChromeDriver driver, Lab lab, String assistant, String session, MarkdownModel model) {
        String address = lab.server().address();
        driver.get(address + "/v1/system/ping");
        driver.executeScript("localStorage.setItem('freshet.login', arguments[0])", token(lab, Token.LOGIN));
        driver.executeCdpCommand("Page.addScriptToEvaluateOnNewDocument", Map.of("source", WATCH));
        driver.get(address + "/#/chat/" + assistant);
        question(driver);
        print("first load", driver.executeScript(WEIGH) + " bytes of the app, headers included; budget 300 KB");
        driver.executeScript(TELL);
        long start = System.nanoTime();
        driver.get(address + "/#/chat/" + assistant + "/" + session);
        await(
                driver,
                "return document.body.innerText.includes('asked for the ')"
                        + " && document.querySelectorAll('.message, article').length > 1");
        long shown = (System.nanoTime() - start) / 1_000_000;
        pause(3_000);
        print("load, 500 messages", tell(driver) + ", shown after " + shown + " ms");
        stream(driver, model);
        Object height = driver.executeAsyncScript(SCROLL);
        print("scroll, " + height + " px", tell(driver));
    }

    private static void stream(ChromeDriver driver, MarkdownModel model) {
        model.pace(WORD);
        Object before = driver.executeScript("return document.querySelectorAll('.message-assistant').length");
        question(driver).sendKeys("And once more, slowly?" + Keys.ENTER);
        await(driver, "return document.querySelector('[aria-label=\"Stop the answer\"]') !== null");
        driver.executeScript(TELL);
        await(driver, "return document.querySelector('[aria-label=\"Stop the answer\"]') === null");
        print("stream, 50 words/s", tell(driver) + ", " + before + " answers before it in the page");
    }

    private static WebElement question(ChromeDriver driver) {
        await(driver, "return document.querySelector('textarea') !== null");
        return driver.findElement(By.cssSelector("textarea"));
    }

    private static void await(ChromeDriver driver, String condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!Boolean.TRUE.equals(driver.executeScript(condition))) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("never true: " + condition);
            }
            pause(50);
        }
    }

    private static void pause(long millis) {
        LockSupport.parkNanos(Duration.ofMillis(millis).toNanos());
    }

    private static String tell(ChromeDriver driver) {
        String[] figures = String.valueOf(driver.executeScript(TELL)).split(" ", -1);
        return String.format(
                Locale.ROOT,
                "%s long tasks (longest %s ms, together %s ms); %s frames, %s of them later than 50 ms (longest %s ms)",
                (Object[]) figures);
    }

    private static void print(String phase, String figures) {
        System.out.printf(Locale.ROOT, "%-22s %s%n", phase, figures);
    }
}
