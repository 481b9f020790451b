package dev.freshet.benchmarks;

import dev.freshet.model.openai.ScannerBenchmark;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/// Runs what measures the scanner of providers' streams.
public final class MicroScanner {
    private MicroScanner() {}

    /// Runs it.
    public static void main(String[] arguments) throws RunnerException {
        new Runner(new OptionsBuilder()
                        .include(ScannerBenchmark.class.getSimpleName())
                        .build())
                .run();
    }
}
