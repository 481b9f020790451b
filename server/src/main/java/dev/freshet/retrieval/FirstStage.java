package dev.freshet.retrieval;

import dev.freshet.answer.admission.Processing;
import dev.freshet.core.AppException;
import dev.freshet.core.Deadline;
import dev.freshet.core.Parallel;
import dev.freshet.core.Vector;
import dev.freshet.index.ChunkIndex;
import dev.freshet.index.SearchRequest;
import dev.freshet.index.SearchRequest.TextQuery;
import dev.freshet.index.SearchRequest.VectorQuery;
import dev.freshet.index.SearchResult;
import dev.freshet.index.SearchResult.Hit;
import dev.freshet.retrieval.RetrievalResult.Degraded;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The candidates for one request: strictly, then relaxed or all of the named documents (contract §14.3); by
/// text alone where the vector or its search does not come in time. The text is searched while the question is
/// being embedded.
final class FirstStage {
    private static final Logger LOG = LoggerFactory.getLogger(FirstStage.class);

    private static final double RELAXED_MINIMUM_MATCH = 0.1;
    private static final double RELAXED_SIMILARITY = 0.17;

    private final ChunkIndex index;
    private final Duration patience;
    private final Processing.Place place;
    private final RetrievalRequest request;
    private final Window window;
    private final List<Degraded> degraded;
    private QuestionVector vector;

    /// @param patience how long the search may take, the question's embedding and the wait for a processor after
    ///     it not counted
    /// @param place given up while the question is being embedded
    FirstStage(
            ChunkIndex index,
            Duration patience,
            Processing.Place place,
            RetrievalRequest request,
            Window window,
            QuestionVector vector,
            List<Degraded> degraded) {
        this.index = index;
        this.patience = patience;
        this.place = place;
        this.request = request;
        this.window = window;
        this.vector = vector;
        this.degraded = degraded;
    }

    List<Hit> run(TextQuery text, Deadline deadline) {
        List<Hit> hits = search(text, request.similarityThreshold(), deadline);
        if (!hits.isEmpty() || window.offset() > 0) {
            return hits;
        }
        if (!request.documents().isEmpty()) {
            return search(null, -1, deadline);
        }
        if (text.clauses().isEmpty() && vector.await() == null) {
            return List.of();
        }
        double minimumMatch = Math.min(text.minimumMatch(), RELAXED_MINIMUM_MATCH);
        return search(new TextQuery(text.clauses(), minimumMatch), RELAXED_SIMILARITY, deadline);
    }

    private List<Hit> search(@Nullable TextQuery text, double leastSimilarity, Deadline deadline) {
        SearchRequest wanted =
                new SearchRequest(request.datasets(), request.documents(), text, null, window.offset(), window.size());
        QuestionVector coming = vector;
        Parallel.Task<SearchResult> task = Parallel.start(() -> index.search(wanted, () -> {
            Vector known = coming.isKnown() ? coming.await() : place.outside(coming::await);
            return near(known, leastSimilarity);
        }));
        try {
            return patiently(task, deadline).hits();
        } catch (AppException.Rejected stopped) {
            throw stopped;
        } catch (AppException error) {
            if (coming.isKnown() && coming.await() == null) {
                return task.join(deadline).hits();
            }
            LOG.warn("the index is searched by text alone: {}", error.sentence());
            degraded.add(Degraded.VECTOR_SEARCH);
            vector = QuestionVector.none();
            return index.search(wanted).hits();
        }
    }

    /// Waits until the place has been held too long, from the last time that it was taken.
    private SearchResult patiently(Parallel.Task<SearchResult> task, Deadline deadline) {
        Duration left = patience;
        while (true) {
            try {
                return task.join(deadline.within(left));
            } catch (AppException.Exhausted late) {
                left = patience.minus(place.held());
                if (task.isDone() || deadline.passed() || !left.isPositive()) {
                    throw late;
                }
            }
        }
    }

    private @Nullable VectorQuery near(@Nullable Vector to, double leastSimilarity) {
        return to == null ? null : new VectorQuery(to, request.topK(), leastSimilarity);
    }
}
