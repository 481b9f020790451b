package dev.freshet.retrieval;

import dev.freshet.answer.admission.Processing;
import dev.freshet.core.Deadline;
import dev.freshet.core.DocumentId;
import dev.freshet.core.TenantId;
import dev.freshet.index.ChunkIndex;
import dev.freshet.index.SearchResult.Hit;
import dev.freshet.model.EmbeddingModel;
import dev.freshet.observe.Metrics;
import dev.freshet.retrieval.Ranking.Ranked;
import dev.freshet.retrieval.RetrievalResult.Degraded;
import dev.freshet.retrieval.RetrievalResult.DocumentCount;
import dev.freshet.retrieval.RetrievalResult.Timings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/// Finds and ranks the chunks for a question. Blocks; each step has a deadline within the request's own, and
/// what is late or down is left out and named in the result. Thread-safe.
public final class Retriever {
    private final ChunkIndex index;
    private final QueryAnalyzer analyzer;
    private final RetrievalSettings settings;
    private final Observations observations;
    private final QuestionEmbedder embedder;
    private final Ranking ranking;
    private final BiFunction<TenantId, Deadline, Processing> turns;

    public Retriever(ChunkIndex index, QueryAnalyzer analyzer, RetrievalSettings settings, Metrics metrics) {
        this(index, analyzer, settings, metrics, (tenant, deadline) -> Processing.unlimited());
    }

    /// @param turns where a tenant's search by itself waits for its turns at a processor
    public Retriever(
            ChunkIndex index,
            QueryAnalyzer analyzer,
            RetrievalSettings settings,
            Metrics metrics,
            BiFunction<TenantId, Deadline, Processing> turns) {
        this.index = index;
        this.analyzer = analyzer;
        this.settings = settings;
        this.observations = new Observations(metrics);
        this.embedder = new QuestionEmbedder(new Breakers(settings), observations);
        this.ranking = new Ranking(settings, new Breakers(settings), observations);
        this.turns = turns;
    }

    /// Runs a request that belongs to no question.
    ///
    /// @throws AppException.Broken when the index cannot even be searched by text
    /// @throws AppException when the reranker fails and [RetrievalSettings#strictRerank] is set
    public RetrievalResult retrieve(RetrievalRequest request, Deadline deadline) {
        return retrieve(request, turns.apply(request.tenant(), deadline), deadline);
    }

    /// Runs the request. Analysis, search and ranking are done in a place, which others have while this waits
    /// for an embedding or for a reranker.
    ///
    /// @param processing where it waits for its turns
    /// @throws AppException as above, and as the wait for a turn ends
    public RetrievalResult retrieve(RetrievalRequest request, Processing processing, Deadline deadline) {
        deadline.check("retrieval");
        long start = System.nanoTime();
        QuestionVector vector = embed(request, deadline);
        return processing.compute(place -> found(request, vector, place, deadline, start));
    }

    private RetrievalResult found(
            RetrievalRequest request, QuestionVector vector, Processing.Place place, Deadline deadline, long start) {
        List<Degraded> degraded = new ArrayList<>();
        AnalysedQuestion question = analyzer.analyse(request.question());
        Window window = Window.of(request.page(), request.pageSize());
        List<Hit> hits = new FirstStage(index, settings.vectorSearch(), place, request, window, vector, degraded)
                .run(question.query(), deadline);
        if (vector.failed()) {
            degraded.addFirst(Degraded.EMBEDDING);
        }
        long found = System.nanoTime();
        Ranked ranked = ranking.rank(new Ranking.Task(request, question, hits), place, deadline, degraded);
        long end = System.nanoTime();
        degraded.forEach(observations::degraded);
        Timings timings = new Timings(
                vector.took(),
                Duration.ofNanos(found - start).minus(vector.took()),
                Duration.ofNanos(end - found).minus(ranked.rerank()),
                ranked.rerank());
        return new RetrievalResult(
                Parents.inPlaceOfChildren(window.page(ranked.chunks())),
                ranked.chunks().size(),
                counts(ranked.chunks()),
                question.keywords(),
                degraded,
                timings,
                ranked.reranked());
    }

    private QuestionVector embed(RetrievalRequest request, Deadline deadline) {
        EmbeddingModel model = request.embedding();
        if (model == null || request.question().isBlank()) {
            return QuestionVector.none();
        }
        Deadline own = deadline.within(settings.embedding());
        return QuestionVector.begin(() -> embedder.start(request.tenant(), model, request.question(), own));
    }

    private static List<DocumentCount> counts(List<RankedChunk> ranked) {
        Map<DocumentId, Integer> counts = new LinkedHashMap<>();
        ranked.forEach(chunk -> counts.merge(chunk.document(), 1, Integer::sum));
        return counts.entrySet().stream()
                .map(entry -> new DocumentCount(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparingInt(DocumentCount::count).reversed())
                .toList();
    }
}
