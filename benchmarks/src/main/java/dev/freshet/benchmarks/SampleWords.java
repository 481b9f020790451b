package dev.freshet.benchmarks;

import java.util.List;

/// Words that the texts of benchmarks are drawn from.
final class SampleWords {
    /// Words that an analyser keeps, in the order that seeded texts count on.
    static final List<String> CONTENT = List.of(
            "station",
            "river",
            "gauge",
            "allowance",
            "meal",
            "ticket",
            "password",
            "holiday",
            "colleague",
            "travel",
            "office",
            "battery",
            "antenna",
            "report",
            "winter",
            "pressure",
            "level",
            "cable",
            "invoice",
            "contract");

    private SampleWords() {}
}
