package dev.freshet.observe;

import dev.freshet.core.AnswerId;
import dev.freshet.core.TenantId;
import java.time.Duration;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/// Writes one log line for each step of a question, with the pairs `operation`, `duration_ms`,
/// `concurrent_users`, `tenant` and `answer`, adds the step to the timer `freshet.steps`, and
/// writes a [StepEvent] for the flight recorder.
public final class Timing {
    /// The logger of these lines and of nothing else, so that they can be turned off by themselves.
    static final String LOGGER = "freshet.steps";

    private static final Logger LOG = LoggerFactory.getLogger(LOGGER);

    private final Metrics metrics;
    private final IntSupplier concurrentUsers;

    /// @param concurrentUsers how many questions are being answered now
    public Timing(Metrics metrics, IntSupplier concurrentUsers) {
        this.metrics = metrics;
        this.concurrentUsers = concurrentUsers;
    }

    /// For whom a step is taken.
    ///
    /// @param answer empty before there is one
    public record Cause(TenantId tenant, Optional<AnswerId> answer) {
        public static Cause of(TenantId tenant, AnswerId answer) {
            return new Cause(tenant, Optional.of(answer));
        }
    }

    /// A step that took so long.
    ///
    /// @param operation what was done, from a small set: `search`, `rerank`
    public void step(String operation, Duration duration, Cause cause) {
        metrics.time("freshet.steps", duration, "operation", operation);
        StepEvent.write(operation, duration, cause.answer().map(AnswerId::value).orElse(""));
        if (LOG.isInfoEnabled()) {
            log(operation, duration, cause);
        }
    }

    private void log(String operation, Duration duration, Cause cause) {
        LoggingEventBuilder line = LOG.atInfo()
                .addKeyValue("operation", operation)
                .addKeyValue("duration_ms", duration.toMillis())
                .addKeyValue("concurrent_users", concurrentUsers.getAsInt())
                .addKeyValue("tenant", cause.tenant().value());
        cause.answer()
                .map(answer -> line.addKeyValue("answer", answer.value()))
                .orElse(line)
                .log("step");
    }

    /// Takes a step and measures it, whether it succeeds or throws.
    public <T> T measure(String operation, Cause cause, Supplier<T> work) {
        long begun = System.nanoTime();
        try {
            return work.get();
        } finally {
            step(operation, Duration.ofNanos(System.nanoTime() - begun), cause);
        }
    }
}
