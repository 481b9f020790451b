package dev.freshet.retrieval;

import dev.freshet.core.AppException;
import dev.freshet.core.Deadline;
import dev.freshet.core.DocumentId;
import dev.freshet.core.Parallel;
import dev.freshet.core.Vector;
import dev.freshet.index.ChunkIndex;
import dev.freshet.index.SearchRequest;
import dev.freshet.index.SearchRequest.TextQuery;
import dev.freshet.index.SearchRequest.VectorQuery;
import dev.freshet.index.SearchResult.Hit;
import dev.freshet.retrieval.RetrievalResult.Degraded;
import dev.freshet.retrieval.RetrievalResult.DocumentCount;
import dev.freshet.retrieval.RetrievalResult.Timings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds and ranks the chunks for a question. Blocks; each step has a deadline within the request's own, and
/// what is late or down is left out and named in the result. Thread-safe.
public final class Retriever {
    private static final Logger LOG = LoggerFactory.getLogger(Retriever.class);

    /// The second try after no hit (contract §14.3).
    private static final double RELAXED_MINIMUM_MATCH = 0.1;

    private static final double RELAXED_SIMILARITY = 0.17;

    private final ChunkIndex index;
    private final QueryAnalyzer analyzer;
    private final RetrievalSettings settings;
    private final QuestionEmbedder embedder = new QuestionEmbedder();
    private final Ranking ranking;

    public Retriever(ChunkIndex index, QueryAnalyzer analyzer, RetrievalSettings settings) {
        this.index = index;
        this.analyzer = analyzer;
        this.settings = settings;
        this.ranking = new Ranking(settings);
    }

    /// Runs the request.
    ///
    /// @throws AppException.Broken when the index cannot even be searched by text
    /// @throws AppException when the reranker fails and [RetrievalSettings#strictRerank] is set
    public RetrievalResult retrieve(RetrievalRequest request, Deadline deadline) {
        deadline.check("retrieval");
        List<Degraded> degraded = new ArrayList<>();
        long start = System.nanoTime();
        AnalysedQuestion question = analyzer.analyse(request.question());
        Vector vector = embed(request, deadline, degraded);
        long embedded = System.nanoTime();
        Window window = Window.of(request.page(), request.pageSize());
        List<Hit> hits = new Search(request, question, vector, window, deadline, degraded).run();
        long found = System.nanoTime();
        List<RankedChunk> ranked = ranking.rank(request, question, hits, deadline, degraded);
        Timings timings = new Timings(
                Duration.ofNanos(embedded - start),
                Duration.ofNanos(found - embedded),
                Duration.ofNanos(System.nanoTime() - found));
        return new RetrievalResult(
                window.page(ranked), ranked.size(), counts(ranked), question.keywords(), degraded, timings);
    }

    private @Nullable Vector embed(RetrievalRequest request, Deadline deadline, List<Degraded> degraded) {
        if (request.embedding() == null || request.question().isBlank()) {
            return null;
        }
        try {
            Deadline own = deadline.within(settings.embedding());
            return embedder.embed(request.tenant(), request.embedding(), request.question(), own);
        } catch (AppException error) {
            LOG.warn("the question is searched by text alone: {}", error.sentence());
            degraded.add(Degraded.EMBEDDING);
            return null;
        }
    }

    private static List<DocumentCount> counts(List<RankedChunk> ranked) {
        Map<DocumentId, Integer> counts = new LinkedHashMap<>();
        ranked.forEach(chunk -> counts.merge(chunk.document(), 1, Integer::sum));
        return counts.entrySet().stream()
                .map(entry -> new DocumentCount(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparingInt(DocumentCount::count).reversed())
                .toList();
    }

    /// The first stage for one request: strict, then relaxed or all of the documents, by text alone when the
    /// vector search does not deliver.
    private final class Search {
        private final RetrievalRequest request;
        private final TextQuery text;
        private final Window window;
        private final Deadline deadline;
        private final List<Degraded> degraded;
        private @Nullable Vector vector;

        private Search(
                RetrievalRequest request,
                AnalysedQuestion question,
                @Nullable Vector vector,
                Window window,
                Deadline deadline,
                List<Degraded> degraded) {
            this.request = request;
            this.text = question.query();
            this.vector = vector;
            this.window = window;
            this.deadline = deadline;
            this.degraded = degraded;
        }

        private List<Hit> run() {
            if (!text.clauses().isEmpty() || vector != null) {
                List<Hit> hits = search(text, request.similarityThreshold());
                if (!hits.isEmpty() || window.offset() > 0) {
                    return hits;
                }
            }
            if (!request.documents().isEmpty()) {
                return search(null, -1);
            }
            if (text.clauses().isEmpty() && vector == null) {
                return List.of();
            }
            return search(
                    new TextQuery(text.clauses(), Math.min(text.minimumMatch(), RELAXED_MINIMUM_MATCH)),
                    RELAXED_SIMILARITY);
        }

        private List<Hit> search(@Nullable TextQuery query, double leastSimilarity) {
            if (vector == null) {
                return index.search(request(query, null)).hits();
            }
            VectorQuery near = new VectorQuery(vector, request.topK(), leastSimilarity);
            try {
                return Parallel.start(() -> index.search(request(query, near)))
                        .join(deadline.within(settings.vectorSearch()))
                        .hits();
            } catch (AppException error) {
                LOG.warn("the index is searched by text alone: {}", error.sentence());
                degraded.add(Degraded.VECTOR_SEARCH);
                vector = null;
                return index.search(request(query, null)).hits();
            }
        }

        private SearchRequest request(@Nullable TextQuery query, @Nullable VectorQuery near) {
            return new SearchRequest(
                    request.datasets(), request.documents(), query, near, window.offset(), window.size());
        }
    }
}
