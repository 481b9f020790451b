package dev.freshet.browser;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;

/// What the browser's console says: errors of scripts, failed loads, violations of the content policy.
final class BrowserLog {
    /// Browsers ask for it by themselves where a page names no icon, as plain text cannot.
    private static final String USUAL_ICON = "/favicon.ico";

    private final ChromeDriver driver;
    private final List<String> expected = new ArrayList<>();
    private final List<String> said = new ArrayList<>();

    BrowserLog(ChromeDriver driver) {
        this.driver = driver;
    }

    /// Forgets what was said and expected before.
    void begin() {
        read();
        expected.clear();
        said.clear();
    }

    void expect(String words) {
        expected.add(words);
    }

    /// What was not expected, since the test began.
    List<String> problems() {
        return all().stream()
                .filter(message -> expected.stream().noneMatch(message::contains))
                .toList();
    }

    /// All problems since the test began, expected or not.
    List<String> all() {
        read();
        return List.copyOf(said);
    }

    private void read() {
        driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(BrowserLog::isProblem)
                .map(LogEntry::getMessage)
                .filter(message -> !message.contains(USUAL_ICON))
                .forEach(said::add);
    }

    private static boolean isProblem(LogEntry entry) {
        return entry.getLevel().intValue() >= Level.SEVERE.intValue()
                || entry.getMessage().contains("Content Security Policy");
    }
}
