package dev.freshet.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.freshet.core.AnswerId;
import dev.freshet.core.AppException;
import dev.freshet.core.TenantId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class TimingTest {
    private static final TenantId TENANT = new TenantId("0".repeat(32));
    private static final Logger LOGGER = (Logger) LoggerFactory.getLogger(Timing.LOGGER);

    private final ListAppender<ILoggingEvent> seen = new ListAppender<>();
    private final Metrics metrics = new Metrics();
    private final AtomicInteger counted = new AtomicInteger();
    private final Timing timing = new Timing(metrics, () -> {
        counted.incrementAndGet();
        return 7;
    });

    @BeforeEach
    void listen() {
        seen.start();
        LOGGER.setLevel(Level.INFO);
        LOGGER.addAppender(seen);
    }

    @AfterEach
    void close() {
        LOGGER.detachAppender(seen);
        LOGGER.setLevel(null);
        metrics.close();
    }

    @Test
    void aStepIsOneLineWithItsPairs() {
        timing.step("search", Duration.ofMillis(12), Timing.Cause.of(TENANT, new AnswerId("1".repeat(32))));
        assertThat(lines())
                .containsExactly("step operation=search duration_ms=12 concurrent_users=7 tenant=" + TENANT.value()
                        + " answer=" + "1".repeat(32));
    }

    @Test
    void aStepThatIsNotLoggedIsMeasuredAndNothingIsMadeOfIt() {
        LOGGER.setLevel(Level.OFF);
        timing.step("search", Duration.ofMillis(12), Timing.Cause.of(TENANT, new AnswerId("1".repeat(32))));
        assertThat(lines()).isEmpty();
        assertThat(counted).hasValue(0);
        assertThat(metrics.text()).contains("freshet_steps_seconds_count{operation=\"search\"} 1");
    }

    @Test
    void aStepThatThrowsIsMeasuredToo() {
        Timing.Cause cause = new Timing.Cause(TENANT, Optional.empty());
        assertThat(timing.<String>measure("rerank", cause, () -> "done")).isEqualTo("done");
        assertThatThrownBy(() -> timing.<String>measure("rerank", cause, () -> {
                    throw AppException.invalid("no");
                }))
                .isInstanceOf(AppException.class);
        assertThat(lines()).hasSize(2);
        assertThat(metrics.text()).contains("freshet_steps_seconds_count{operation=\"rerank\"} 2");
    }

    private List<String> lines() {
        return seen.list.stream()
                .map(event -> event.getFormattedMessage()
                        + event.getKeyValuePairs().stream()
                                .map(pair -> " " + pair.key + "=" + pair.value)
                                .collect(Collectors.joining()))
                .toList();
    }
}
