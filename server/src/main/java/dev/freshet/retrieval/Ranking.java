package dev.freshet.retrieval;

import dev.freshet.answer.admission.Processing;
import dev.freshet.core.AppException;
import dev.freshet.core.Deadline;
import dev.freshet.core.ErrorCode;
import dev.freshet.core.Parallel;
import dev.freshet.index.ChunkTokens;
import dev.freshet.index.SearchResult.Hit;
import dev.freshet.model.RerankModel;
import dev.freshet.model.RerankModel.Scores;
import dev.freshet.retrieval.RetrievalResult.Degraded;
import dev.freshet.retrieval.RetrievalResult.Reranked;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Orders the candidates of a window and drops those below the threshold (contract §14.4).
final class Ranking {
    private static final Logger LOG = LoggerFactory.getLogger(Ranking.class);

    private final RetrievalSettings settings;
    private final Breakers breakers;
    private final Observations observations;

    Ranking(RetrievalSettings settings, Breakers breakers, Observations observations) {
        this.settings = settings;
        this.breakers = breakers;
        this.observations = observations;
    }

    /// A ranked window.
    ///
    /// @param chunks best first, those below the threshold left out
    /// @param rerank how long the reranker took, or failed to
    /// @param reranked what it cost; null when it was not asked or brought nothing
    record Ranked(
            List<RankedChunk> chunks,
            Duration rerank,
            @Nullable Reranked reranked) {}

    /// What is to be ranked.
    record Task(RetrievalRequest request, AnalysedQuestion question, List<Hit> hits) {}

    /// @param place given up while a reranker is waited for
    Ranked rank(Task task, Processing.Place place, Deadline deadline, List<Degraded> degraded) {
        RetrievalRequest request = task.request();
        AnalysedQuestion question = task.question();
        List<Hit> hits = task.hits();
        long begun = System.nanoTime();
        Optional<Scores> scores = request.rerank() == null
                ? Optional.empty()
                : place.outside(() -> rerank(request, hits, deadline, degraded));
        Duration rerank = request.rerank() == null ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - begun);
        List<RankedChunk> fused = scores.map(each -> byModel(request, question, hits, each.values()))
                .orElseGet(() -> fused(request, question, hits));
        List<RankedChunk> ranked = fused.stream()
                .filter(chunk -> chunk.similarity() >= request.similarityThreshold())
                .sorted(Comparator.comparingDouble(RankedChunk::similarity).reversed())
                .toList();
        Reranked cost = scores.flatMap(each -> cost(request, each)).orElse(null);
        return new Ranked(ranked, rerank, cost);
    }

    private static Optional<Reranked> cost(RetrievalRequest request, Scores scores) {
        return Optional.ofNullable(request.rerank()).map(model -> new Reranked(model.name(), scores.tokens()));
    }

    /// The place between fusion and threshold; empty leaves the fused order.
    private Optional<Scores> rerank(
            RetrievalRequest request, List<Hit> hits, Deadline deadline, List<Degraded> degraded) {
        RerankModel model = request.rerank();
        if (model == null || hits.isEmpty()) {
            return Optional.empty();
        }
        Deadline own = deadline.within(settings.rerank(request.use()));
        if (settings.strictRerank()) {
            return Optional.of(scores(model, request.question(), hits, own));
        }
        try {
            return Optional.of(spared(breakers.of(request.tenant(), model.name()), model, request, hits, own));
        } catch (AppException error) {
            own.checkCancelled();
            LOG.warn("the order stays as it was without the reranker: {}", error.sentence());
            degraded.add(Degraded.RERANK);
            return Optional.empty();
        }
    }

    private Scores spared(
            Breaker breaker, RerankModel model, RetrievalRequest request, List<Hit> hits, Deadline deadline) {
        breaker.enter();
        boolean good = false;
        try {
            Scores scores = scores(model, request.question(), hits, deadline);
            good = true;
            return scores;
        } finally {
            if (good || !deadline.isCancelled()) {
                breaker.leave(good);
            }
        }
    }

    private static List<RankedChunk> fused(RetrievalRequest request, AnalysedQuestion question, List<Hit> hits) {
        boolean byTermsAlone = hits.stream().allMatch(hit -> hit.cosine() == 0);
        HybridSimilarity similarity = new HybridSimilarity(byTermsAlone ? 0 : request.vectorWeight());
        List<RankedChunk> ranked = new ArrayList<>(hits.size());
        for (Hit hit : hits) {
            double terms = TermSimilarity.of(hit.tokens()).to(question.keywords());
            ranked.add(ranked(hit, similarity.of(terms, hit.cosine()), hit.cosine(), terms));
        }
        return ranked;
    }

    private static List<RankedChunk> byModel(
            RetrievalRequest request, AnalysedQuestion question, List<Hit> hits, double[] scores) {
        HybridSimilarity similarity = new HybridSimilarity(request.vectorWeight());
        List<RankedChunk> ranked = new ArrayList<>(hits.size());
        for (int i = 0; i < scores.length; i++) {
            Hit hit = hits.get(i);
            double terms = TermSimilarity.withoutQuestions(hit.tokens()).to(question.keywords());
            ranked.add(ranked(hit, similarity.of(terms, scores[i]), scores[i], terms));
        }
        return ranked;
    }

    private Scores scores(RerankModel model, String question, List<Hit> hits, Deadline deadline) {
        List<String> passages = hits.stream().map(hit -> passage(hit.tokens())).toList();
        long begun = System.nanoTime();
        Scores scores =
                Parallel.start(() -> model.score(question, passages, deadline)).join(deadline);
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        observations.reranked(new Reranked(model.name(), scores.tokens()), took);
        if (scores.values().length != passages.size()) {
            throw new AppException.Upstream(
                    ErrorCode.UPSTREAM_MALFORMED, "the rerank model did not return one score for each passage");
        }
        return scores;
    }

    /// The analysed text, as the contract has it.
    private static String passage(ChunkTokens tokens) {
        return String.join(" ", tokens.content(), tokens.title(), tokens.keywords())
                .replaceAll(" {2,}", " ")
                .strip();
    }

    private static RankedChunk ranked(Hit hit, double similarity, double vector, double terms) {
        return new RankedChunk(
                hit.chunk(), hit.document(), hit.dataset(), similarity, vector, terms, hit.tokens(), hit.parent());
    }
}
