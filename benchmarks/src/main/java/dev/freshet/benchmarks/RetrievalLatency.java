package dev.freshet.benchmarks;

import dev.freshet.core.ChunkId;
import dev.freshet.core.DatasetId;
import dev.freshet.core.DocumentId;
import dev.freshet.core.Vector;
import dev.freshet.index.ChunkAnalyzer;
import dev.freshet.index.ChunkIndex;
import dev.freshet.index.IndexedChunk;
import dev.freshet.index.SearchRequest;
import dev.freshet.index.SearchRequest.TextQuery;
import dev.freshet.index.SearchRequest.VectorQuery;
import dev.freshet.index.SearchResult.Hit;
import dev.freshet.index.lucene.LuceneChunkIndex;
import dev.freshet.retrieval.AnalysedQuestion;
import dev.freshet.retrieval.QueryAnalyzer;
import dev.freshet.retrieval.TermSimilarity;
import dev.freshet.text.Analyzer;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Latency of retrieval without the embedding: question analysis, hybrid search with a filter over two of
/// four datasets, 64 hits with their tokens, term ranking. Made-up texts of 150 words with Zipf-like
/// frequencies and vectors of 384 dimensions around 200 subjects; the seed is fixed. Budget: p50 2 ms, p99 5
/// ms at 10,000 chunks.
///
/// Arguments: chunks (10000), questions (2000).
public final class RetrievalLatency {
    private static final int DIMENSIONS = 384;
    private static final int SUBJECTS = 200;
    private static final int CHUNKS_A_DOCUMENT = 50;
    private static final int HITS = 64;

    private final Random random = new Random(42);
    private final Analyzer analyzer = new Analyzer();
    private final QueryAnalyzer questions = new QueryAnalyzer(analyzer);
    private final float[][] subjects = new float[SUBJECTS][DIMENSIONS];
    private final List<Vector> vectors = new ArrayList<>();

    private RetrievalLatency() {
        for (float[] subject : subjects) {
            for (int i = 0; i < DIMENSIONS; i++) {
                subject[i] = (float) random.nextGaussian();
            }
        }
    }

    /// Runs the benchmark and prints its figures.
    public static void main(String[] arguments) throws IOException {
        int chunks = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 10_000;
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 2_000;
        Path folder = Files.createTempDirectory("retrieval-latency");
        try (ChunkIndex index = LuceneChunkIndex.open(folder)) {
            RetrievalLatency benchmark = new RetrievalLatency();
            benchmark.fill(index, chunks);
            benchmark.measure(index, rounds);
            benchmark.report(index, rounds, System.out);
        }
    }

    private void fill(ChunkIndex index, int chunks) {
        ChunkAnalyzer chunkAnalyzer = new ChunkAnalyzer(analyzer);
        long start = System.nanoTime();
        List<IndexedChunk> document = new ArrayList<>();
        for (int i = 1; i <= chunks; i++) {
            DocumentId id = new DocumentId("document-" + (i - 1) / CHUNKS_A_DOCUMENT);
            DatasetId dataset = new DatasetId("dataset-" + (i - 1) / CHUNKS_A_DOCUMENT % 4);
            Vector vector = vector();
            vectors.add(vector);
            document.add(new IndexedChunk(
                    new ChunkId("chunk-" + i),
                    dataset,
                    id,
                    i,
                    0,
                    0,
                    i,
                    true,
                    chunkAnalyzer.tokens(id + ".txt", words(150), List.of(), List.of()),
                    vector,
                    null));
            if (i % CHUNKS_A_DOCUMENT == 0 || i == chunks) {
                index.replaceDocument(dataset, id, document);
                document.clear();
            }
        }
        index.commit();
        System.out.printf("filled with %d chunks in %.1f s%n", chunks, (System.nanoTime() - start) / 1e9);
    }

    private void report(ChunkIndex index, int rounds, PrintStream out) {
        List<double[]> times = measure(index, rounds);
        print("hybrid retrieval with filter, elapsed", times.getFirst(), out);
        print("hybrid retrieval with filter, thread's CPU", times.getLast(), out);
        out.printf("recall@10 %.3f%n", recall(index));
        parts(index, rounds, out);
    }

    /// Where the time goes, each part by itself, in CPU time of the thread.
    private void parts(ChunkIndex index, int rounds, PrintStream out) {
        double[] analysis = new double[rounds];
        double[] text = new double[rounds];
        double[] vectorSearch = new double[rounds];
        double[] ranking = new double[rounds];
        for (int round = 0; round < rounds; round++) {
            String question = "What is the " + words(6) + "?";
            VectorQuery near = new VectorQuery(vector(), 1_024, 0.2);
            AnalysedQuestion[] analysed = new AnalysedQuestion[1];
            analysis[round] = used(() -> analysed[0] = questions.analyse(question));
            TextQuery query = analysed[0].query();
            text[round] = used(() -> index.search(request(query, null)));
            vectorSearch[round] = used(() -> index.search(request(null, near)));
            List<Hit> hits = index.search(request(query, near)).hits();
            ranking[round] = used(() -> rank(hits, analysed[0]));
        }
        print("  of it: analysis", analysis, out);
        print("  of it: text search with its hits", text, out);
        print("  of it: vector search with its hits", vectorSearch, out);
        print("  of it: ranking", ranking, out);
    }

    private static double used(Runnable step) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadCpuTime();
        step.run();
        return (threads.getCurrentThreadCpuTime() - before) / 1e6;
    }

    private static void print(String name, double[] milliseconds, PrintStream out) {
        Arrays.sort(milliseconds);
        int rounds = milliseconds.length;
        out.printf(
                "%s: p50 %.2f ms, p99 %.2f ms, max %.2f ms%n",
                name, milliseconds[rounds / 2], milliseconds[rounds * 99 / 100], milliseconds[rounds - 1]);
    }

    /// Elapsed and CPU milliseconds of each round; on a busy machine only the second says anything.
    private List<double[]> measure(ChunkIndex index, int rounds) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        double[] elapsed = new double[rounds];
        double[] used = new double[rounds];
        for (int round = 0; round < rounds; round++) {
            String question = "What is the " + words(6) + "?";
            Vector vector = vector();
            long start = System.nanoTime();
            long usedBefore = threads.getCurrentThreadCpuTime();
            retrieve(index, question, vector);
            used[round] = (threads.getCurrentThreadCpuTime() - usedBefore) / 1e6;
            elapsed[round] = (System.nanoTime() - start) / 1e6;
        }
        return List.of(elapsed, used);
    }

    private void retrieve(ChunkIndex index, String question, Vector vector) {
        AnalysedQuestion analysed = questions.analyse(question);
        rank(
                index.search(request(analysed.query(), new VectorQuery(vector, 1_024, 0.2)))
                        .hits(),
                analysed);
    }

    private static SearchRequest request(@Nullable TextQuery text, @Nullable VectorQuery vector) {
        Set<DatasetId> two = Set.of(new DatasetId("dataset-0"), new DatasetId("dataset-1"));
        return new SearchRequest(two, Set.of(), text, vector, 0, HITS);
    }

    private static void rank(List<Hit> hits, AnalysedQuestion analysed) {
        double sum = hits.stream()
                .mapToDouble(hit -> TermSimilarity.of(hit.tokens()).to(analysed.keywords()))
                .sum();
        if (Double.isNaN(sum)) {
            throw new IllegalStateException("a similarity is a number");
        }
    }

    /// Which share of the ten nearest by brute force the index finds, over 100 questions in all datasets.
    private double recall(ChunkIndex index) {
        Set<DatasetId> all = new HashSet<>();
        for (int i = 0; i < 4; i++) {
            all.add(new DatasetId("dataset-" + i));
        }
        double found = 0;
        for (int round = 0; round < 100; round++) {
            Vector question = vector();
            double[] cosines =
                    vectors.stream().mapToDouble(question::cosine).sorted().toArray();
            double tenth = cosines[Math.max(0, cosines.length - 10)];
            SearchRequest request = new SearchRequest(all, Set.of(), null, new VectorQuery(question, 1_024, -1), 0, 10);
            found += index.search(request).hits().stream()
                    .filter(hit -> hit.cosine() >= tenth - 1e-5)
                    .count();
        }
        return found / 1_000;
    }

    private Vector vector() {
        float[] subject = subjects[random.nextInt(SUBJECTS)];
        float[] values = new float[DIMENSIONS];
        for (int i = 0; i < DIMENSIONS; i++) {
            values[i] = (float) (subject[i] + random.nextGaussian());
        }
        return Vector.unit(values);
    }

    private String words(int count) {
        StringBuilder words = new StringBuilder();
        for (int i = 0; i < count; i++) {
            words.append(word((int) Math.pow(20_000, random.nextDouble()))).append(' ');
        }
        return words.toString();
    }

    /// A pronounceable word for a number.
    private static String word(int number) {
        StringBuilder word = new StringBuilder();
        for (int rest = number + 20; rest > 0; rest /= 85) {
            word.append("bcdfghjklmnprstvz".charAt(rest % 17)).append("aeiou".charAt(rest / 17 % 5));
        }
        return word.toString();
    }
}
