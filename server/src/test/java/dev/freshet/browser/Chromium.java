package dev.freshet.browser;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/// The browser of this machine and how it is started: without a window, without a past, and without a way to
/// anywhere but this machine.
final class Chromium {
    /// Kept, since a logger that nobody holds forgets its level.
    private static final Logger SELENIUM = Logger.getLogger("org.openqa.selenium");

    private static final List<String> BROWSERS = List.of("chromium", "chromium-browser", "google-chrome");
    private static final List<String> FLAGS = List.of(
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--disable-dev-shm-usage",
            "--disable-extensions",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--disable-default-apps",
            "--no-first-run",
            "--no-default-browser-check",
            "--no-pings",
            "--mute-audio",
            "--hide-scrollbars",
            "--force-color-profile=srgb",
            "--font-render-hinting=none",
            "--lang=en-US",
            "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost");

    private final Path browser;
    private final Path driver;

    private Chromium(Path browser, Path driver) {
        this.browser = browser;
        this.driver = driver;
    }

    /// The browser and its driver, when both are on the search path.
    static Optional<Chromium> find() {
        Optional<Path> driver = onPath("chromedriver");
        return BROWSERS.stream()
                .flatMap(name -> onPath(name).stream())
                .findFirst()
                .flatMap(browser -> driver.map(found -> new Chromium(browser, found)));
    }

    private static Optional<Path> onPath(String name) {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("/usr/bin");
        return Stream.of(path.split(File.pathSeparator))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /// Starts the browser with an empty profile.
    ///
    /// @param profile an empty folder
    /// @throws RuntimeException when it does not start
    ChromeDriver start(Path profile) {
        SELENIUM.setLevel(Level.SEVERE);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(driver.toFile())
                .usingAnyFreePort()
                .withEnvironment(Map.of("FONTCONFIG_FILE", fonts(profile).toString()))
                .withSilent(true)
                .build();
        return new ChromeDriver(service, options(profile));
    }

    private ChromeOptions options(Path profile) {
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(browser.toFile());
        options.addArguments(FLAGS);
        options.addArguments("--user-data-dir=" + profile.resolve("profile"));
        options.setCapability("goog:loggingPrefs", logs);
        return options;
    }

    /// Has every machine draw the same letters, as far as it has them.
    private static Path fonts(Path profile) {
        Path file = profile.resolve("fonts.conf");
        String family = "<alias binding=\"strong\"><family>%s</family><prefer>%s</prefer></alias>%n";
        String latin = "<family>Inter</family><family>Liberation Sans</family><family>WenQuanYi Micro Hei</family>";
        String text = "<?xml version=\"1.0\"?><!DOCTYPE fontconfig SYSTEM \"fonts.dtd\"><fontconfig>"
                + "<include ignore_missing=\"yes\">/etc/fonts/fonts.conf</include>"
                + family.formatted("system-ui", latin)
                + family.formatted("sans-serif", latin)
                + family.formatted("monospace", "<family>DejaVu Sans Mono</family>")
                + "</fontconfig>";
        try {
            return Files.writeString(file, text);
        } catch (IOException error) {
            throw new IllegalStateException("the browser's folder cannot be written", error);
        }
    }
}
