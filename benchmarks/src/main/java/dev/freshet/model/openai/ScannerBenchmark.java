package dev.freshet.model.openai;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.freshet.core.AppException;
import dev.freshet.http.EventLoop;
import dev.freshet.model.TokenSink;
import dev.freshet.model.Usage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// What it costs to get the text out of one event of a provider's stream: by the scanner, and by a JSON tree for
/// comparison. It stands in this package because the scanner is nobody else's business.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ScannerBenchmark {
    private static final String JSON =
            "{\"id\":\"chatcmpl-9f2b7\",\"object\":\"chat.completion.chunk\",\"created\":1732000000,"
                    + "\"model\":\"a-model\",\"system_fingerprint\":\"fp_1\",\"choices\":[{\"index\":0,"
                    + "\"delta\":{\"content\":\"%s\"},"
                    + "\"logprobs\":null,\"finish_reason\":null}]}";

    private final ObjectMapper mapper = new ObjectMapper();
    private final Counting sink = new Counting();
    private final SseScanner scanner = new SseScanner(new DeltaScanner(sink));
    private final byte[] plain = event(" station");
    private final byte[] escaped = event("\\u5458\\u5de5 \\ud83d\\ude00\\n");
    private final byte[] json = JSON.formatted(" station").getBytes(StandardCharsets.UTF_8);

    private static byte[] event(String text) {
        return ("data: " + JSON.formatted(text) + "\n\n").getBytes(StandardCharsets.UTF_8);
    }

    /// A word of ASCII.
    @Benchmark
    public long scanPlain() {
        scanner.feed(plain);
        return sink.bytes;
    }

    /// Escapes, a surrogate pair among them.
    @Benchmark
    public long scanEscaped() {
        scanner.feed(escaped);
        return sink.bytes;
    }

    /// The same word by a tree and a String, the search for the line's end not included.
    @Benchmark
    public int tree() throws IOException {
        return mapper.readTree(json).at("/choices/0/delta/content").asText().getBytes(StandardCharsets.UTF_8).length;
    }

    private static final class Counting implements TokenSink {
        private long bytes;

        @Override
        public EventLoop loop() {
            throw new IllegalStateException("a scanner needs no loop");
        }

        @Override
        public void opened(Runnable close) {
            throw new IllegalStateException("a scanner opens nothing");
        }

        @Override
        public void append(Channel channel, byte[] utf8, int from, int to) {
            bytes += to - from;
        }

        @Override
        public void usage(Usage usage) {
            throw new IllegalStateException("the scanner only keeps it");
        }

        @Override
        public void finished(FinishReason reason) {
            throw new IllegalStateException("the scanner only keeps it");
        }

        @Override
        public void failed(AppException error) {
            throw new IllegalStateException("these events do not fail", error);
        }
    }
}
