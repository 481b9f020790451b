package dev.freshet.observe;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/// All measurements of this server, and their text for Prometheus. Names are written with dots, such as
/// `freshet.answers.stopped`; in the text the dots are underscores, counters end in `_total` and timers in
/// `_seconds`. Tags are pairs of name and value, and a value comes from a small set: never an id, an address
/// or a text of a user's.
public final class Metrics implements AutoCloseable {
    /// Upper bounds of the timers' buckets: from a query of the index to a long answer.
    private static final Duration[] BUCKETS = {
        Duration.ofMillis(1),
        Duration.ofMillis(5),
        Duration.ofMillis(20),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5),
        Duration.ofSeconds(20),
        Duration.ofSeconds(60),
    };

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    /// The registry itself holds them weakly.
    private final Queue<LongSupplier> counted = new ConcurrentLinkedQueue<>();

    private final JvmGcMetrics collections = new JvmGcMetrics();

    /// Measures this process from now on.
    public Metrics() {
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        collections.bindTo(registry);
    }

    /// Counts one.
    public void count(String name, String... tags) {
        count(name, 1, tags);
    }

    /// Counts several at once.
    ///
    /// @param amount not negative
    public void count(String name, long amount, String... tags) {
        Counter.builder(name)
                .description(MetricHelp.of(name))
                .tags(tags)
                .register(registry)
                .increment((double) amount);
    }

    /// Adds a duration to a timer with buckets.
    public void time(String name, Duration duration, String... tags) {
        Timer.builder(name)
                .description(MetricHelp.of(name))
                .tags(tags)
                .serviceLevelObjectives(BUCKETS)
                .register(registry)
                .record(duration);
    }

    /// Reads a value each time that somebody asks for the text.
    ///
    /// @param value must not block; kept for as long as the metrics are
    public void gauge(String name, DoubleSupplier value, String... tags) {
        Gauge.builder(name, value, DoubleSupplier::getAsDouble)
                .description(MetricHelp.of(name))
                .tags(tags)
                .strongReference(true)
                .register(registry);
    }

    /// Reads a count that somebody else keeps, and that never falls.
    ///
    /// @param count must not block; kept for as long as the metrics are
    public void counter(String name, LongSupplier count, String... tags) {
        FunctionCounter.builder(name, count, LongSupplier::getAsLong)
                .description(MetricHelp.of(name))
                .tags(tags)
                .register(registry);
        counted.add(count);
    }

    /// `freshet_executor_utilisation` of the platform threads whose names begin so.
    ///
    /// @param executor what they are called in the label
    public void utilisation(String executor, String threads) {
        gauge("freshet.executor.utilisation", new ThreadLoad(threads)::share, "executor", executor);
    }

    /// A request that was handled; fits `http.HttpServer.Observer`.
    ///
    /// @param route the template of the route, not the path
    public void request(String method, String route, int status, Duration duration) {
        time("freshet.http.requests", duration, "method", method, "route", route, "status", Integer.toString(status));
    }

    /// All of it in the text form of Prometheus, version 0.0.4.
    public String text() {
        return registry.scrape();
    }

    @Override
    public void close() {
        collections.close();
        registry.close();
    }
}
