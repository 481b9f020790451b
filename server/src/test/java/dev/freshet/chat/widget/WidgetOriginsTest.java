package dev.freshet.chat.widget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.core.AppException;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WidgetOriginsTest {
    @Test
    void writesThemAsBrowsersDo() {
        assertThat(WidgetOrigins.of(List.of(" HTTPS://Example.com/ ", "https://example.com", "http://[::1]:8080"))
                        .origins())
                .containsExactly("https://example.com", "http://[::1]:8080");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "example.com",
                "https://example.com/page",
                "https://",
                "*",
                "https://*",
                "ftp://example.com",
                "https://exa mple.com",
                "https://example.com; script-src *",
                "https://a.*.com",
                "javascript://example.com"
            })
    void refusesWhatIsNoOrigin(String written) {
        assertThatThrownBy(() -> WidgetOrigins.of(List.of(written)))
                .isInstanceOf(AppException.Rejected.class)
                .hasMessageContaining("is not an origin");
    }

    @Test
    void refusesTooMany() {
        List<String> many = IntStream.rangeClosed(0, WidgetOrigins.MOST)
                .mapToObj(number -> "https://h" + number)
                .toList();
        assertThatThrownBy(() -> WidgetOrigins.of(many)).isInstanceOf(AppException.Rejected.class);
        assertThat(WidgetOrigins.of(Collections.nCopies(100, "https://h")).origins())
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "https://example.com, https://example.com, true",
        "https://example.com, https://EXAMPLE.com, true",
        "https://example.com, http://example.com, false",
        "https://example.com, https://example.com:8443, false",
        "https://example.com, https://example.com.evil.org, false",
        "https://example.com, https://shop.example.com, false",
        "https://example.com, null, false",
        "https://*.example.com, https://shop.example.com, true",
        "https://*.example.com, https://a.b.example.com, true",
        "https://*.example.com, https://example.com, false",
        "https://*.example.com, https://.example.com, false",
        "https://*.example.com, http://shop.example.com, false",
        "https://*.example.com, https://evilexample.com, false"
    })
    void allowsTheListedOnesOnly(String listed, String asked, boolean allowed) {
        assertThat(WidgetOrigins.of(List.of(listed)).allow(asked)).isEqualTo(allowed);
    }

    @Test
    void withoutAListEveryPageMay() {
        assertThat(WidgetOrigins.EVERY.allow("https://anything.example")).isTrue();
    }
}
