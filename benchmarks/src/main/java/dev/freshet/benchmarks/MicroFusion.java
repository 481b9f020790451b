package dev.freshet.benchmarks;

import dev.freshet.answer.References;
import dev.freshet.chat.CitationInserter;
import dev.freshet.chat.Found;
import dev.freshet.core.ChunkId;
import dev.freshet.core.DatasetId;
import dev.freshet.core.Deadline;
import dev.freshet.core.DocumentId;
import dev.freshet.index.ChunkAnalyzer;
import dev.freshet.index.ChunkTokens;
import dev.freshet.retrieval.HybridSimilarity;
import dev.freshet.retrieval.Keyword;
import dev.freshet.retrieval.QueryAnalyzer;
import dev.freshet.retrieval.RetrievalResult.Timings;
import dev.freshet.retrieval.TermSimilarity;
import dev.freshet.text.Analyzer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/// What fusing the scores of a window costs, and what inserting citations into an answer costs where terms alone
/// decide: 64 candidates of 150 words, an answer of eight sentences over six passages.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class MicroFusion {
    private static final int CANDIDATES = 64;
    private static final int PASSAGES = 6;
    private static final int SENTENCES = 8;
    private static final List<String> WORDS = Stream.concat(
                    SampleWords.CONTENT.stream(),
                    Stream.of(
                            "the", "of", "and", "is", "must", "every", "year", "before", "after", "noon", "paid",
                            "checked"))
            .toList();

    private final Random random = new Random(3);
    private final Analyzer analyzer = new Analyzer();
    private final QueryAnalyzer questions = new QueryAnalyzer(analyzer);
    private final ChunkAnalyzer chunks = new ChunkAnalyzer(analyzer);
    private final List<ChunkTokens> candidates = new ArrayList<>();
    private final List<String> sentences = new ArrayList<>();
    private final List<Keyword> keywords = questions.keywords("What is the daily meal allowance for travel in winter?");
    private final CitationInserter inserter = new CitationInserter(questions, found -> List.of());
    private final Found found;
    private final String answer;

    /// Makes texts from a fixed seed.
    public MicroFusion() {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < CANDIDATES; i++) {
            texts.add(text(150));
            candidates.add(chunks.tokens("document-" + i + ".md", texts.get(i), List.of(), List.of()));
        }
        List<Found.Passage> passages = new ArrayList<>();
        for (int i = 0; i < PASSAGES; i++) {
            passages.add(passage(i, texts.get(i)));
        }
        for (int i = 0; i < SENTENCES; i++) {
            sentences.add(text(18) + ".");
        }
        found = new Found(passages, PASSAGES, List.of(), List.of(), null, null, Timings.NONE, null);
        answer = String.join(" ", sentences);
    }

    private Found.Passage passage(int number, String text) {
        References.Passage reference = new References.Passage(
                new ChunkId("chunk-" + number),
                text,
                new DocumentId("document-" + number),
                "document-" + number + ".md",
                new DatasetId("dataset"),
                "",
                List.of(),
                "",
                0.5,
                0.5,
                0.5,
                "");
        return new Found.Passage(reference, 200, Map.of(), candidates.get(number));
    }

    private String text(int count) {
        List<String> words = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            words.add(WORDS.get(random.nextInt(WORDS.size())));
        }
        return String.join(" ", words);
    }

    /// Term scores and their fusion with vectors' scores, for a whole window.
    @Benchmark
    public double fusion() {
        HybridSimilarity similarity = new HybridSimilarity(0.3);
        double sum = 0;
        for (ChunkTokens tokens : candidates) {
            sum += similarity.of(TermSimilarity.of(tokens).to(keywords), 0.5);
        }
        return sum;
    }

    /// Citations of one answer.
    @Benchmark
    public String citations() {
        return inserter.cite(answer, found, 0.3, Deadline.in(Duration.ofSeconds(2)));
    }

    /// Runs both.
    public static void main(String[] arguments) throws RunnerException {
        new Runner(new OptionsBuilder()
                        .include(MicroFusion.class.getSimpleName())
                        .jvmArgsAppend("--add-modules", "jdk.incubator.vector")
                        .build())
                .run();
    }
}
