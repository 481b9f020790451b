package dev.freshet.observe;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import dev.freshet.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;

class LogLayoutTest {
    private static final Instant TIME = Instant.parse("2026-01-02T03:04:05.678Z");

    @Test
    void textLineHoldsTimeLevelRequestAndPairs() {
        LoggingEvent event = event("answered \"it\"", null);
        event.addKeyValuePair(new KeyValuePair("tokens", 12));
        String line = ScopedValue.where(RequestId.CURRENT, "r1").call(() -> new TextLayout().doLayout(event));
        assertThat(line).isEqualTo("2026-01-02T03:04:05.678Z INFO [r1] Some: answered \"it\" tokens=12\n");
    }

    @Test
    void jsonLineIsOneObjectWhateverTheMessageHolds() throws IOException {
        LoggingEvent event = event("a \"b\"\\\n\u0001 é", new IllegalStateException("no\ngood"));
        event.addKeyValuePair(new KeyValuePair("tokens", 12));
        String line = ScopedValue.where(RequestId.CURRENT, "r1").call(() -> new JsonLayout().doLayout(event));
        assertThat(line).endsWith("}\n").containsOnlyOnce("\n");
        var tree = Json.parse(line.getBytes(StandardCharsets.UTF_8));
        assertThat(tree.path("message").asText()).isEqualTo("a \"b\"\\\n\u0001 é");
        assertThat(tree.path("request").asText()).isEqualTo("r1");
        assertThat(tree.path("tokens").asText()).isEqualTo("12");
        assertThat(tree.path("error").asText()).startsWith("java.lang.IllegalStateException: no\ngood");
    }

    private static LoggingEvent event(String message, @Nullable Throwable error) {
        LoggerContext context = new LoggerContext();
        LoggingEvent event =
                new LoggingEvent("test", context.getLogger("dev.freshet.Some"), Level.INFO, message, error, null);
        event.setInstant(TIME);
        return event;
    }
}
