package dev.freshet.browser;

import java.util.List;
import java.util.Map;
import org.openqa.selenium.chrome.ChromeDriver;

/// What axe-core holds against a page.
final class Accessibility {
    private static final String AXE = Resources.text("/META-INF/resources/webjars/axe-core/4.6.3/axe.min.js");
    private static final String RUN = """
            const done = arguments[0];
            axe.run(document, { resultTypes: ['violations'], iframes: false }).then(
                result => done(result.violations
                    .filter(one => one.impact === 'serious' || one.impact === 'critical')
                    .map(one => one.impact + ' ' + one.id + ': ' + one.help + '\\n    '
                        + one.nodes.slice(0, 5).map(node => node.target.flat(9).join(' ') + '  '
                            + node.any.concat(node.all, node.none).map(check => check.message).join('; '))
                            .join('\\n    '))),
                error => done(['axe-core failed: ' + error]));
            """;

    private Accessibility() {}

    /// The serious and critical findings on the page of the current frame, each with its first elements.
    static List<String> findings(ChromeDriver driver) {
        if (!Boolean.TRUE.equals(driver.executeScript("return typeof axe === 'object'"))) {
            driver.executeScript(AXE);
        }
        Object findings = driver.executeAsyncScript(RUN);
        return findings instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of("axe-core gave " + Map.of("value", String.valueOf(findings)));
    }
}
