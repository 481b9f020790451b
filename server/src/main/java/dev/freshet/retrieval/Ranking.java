package dev.freshet.retrieval;

import dev.freshet.core.AppException;
import dev.freshet.core.Deadline;
import dev.freshet.core.ErrorCode;
import dev.freshet.core.Parallel;
import dev.freshet.index.ChunkTokens;
import dev.freshet.index.SearchResult.Hit;
import dev.freshet.model.RerankModel;
import dev.freshet.retrieval.RetrievalResult.Degraded;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Orders the candidates of a window and drops those below the threshold (contract §14.4).
final class Ranking {
    private static final Logger LOG = LoggerFactory.getLogger(Ranking.class);

    private final RetrievalSettings settings;

    Ranking(RetrievalSettings settings) {
        this.settings = settings;
    }

    List<RankedChunk> rank(
            RetrievalRequest request,
            AnalysedQuestion question,
            List<Hit> hits,
            Deadline deadline,
            List<Degraded> degraded) {
        List<RankedChunk> fused = reranked(request, question, hits, deadline, degraded);
        return fused.stream()
                .filter(chunk -> chunk.similarity() >= request.similarityThreshold())
                .sorted(Comparator.comparingDouble(RankedChunk::similarity).reversed())
                .toList();
    }

    /// The place between fusion and threshold.
    private List<RankedChunk> reranked(
            RetrievalRequest request,
            AnalysedQuestion question,
            List<Hit> hits,
            Deadline deadline,
            List<Degraded> degraded) {
        if (request.rerank() == null || hits.isEmpty()) {
            return fused(request, question, hits);
        }
        try {
            Deadline own = deadline.within(settings.rerank(request.use()));
            return byModel(request, question, hits, scores(request.rerank(), request.question(), hits, own));
        } catch (AppException error) {
            if (settings.strictRerank()) {
                throw error;
            }
            LOG.warn("the order stays as it was without the reranker: {}", error.sentence());
            degraded.add(Degraded.RERANK);
            return fused(request, question, hits);
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

    private static double[] scores(RerankModel model, String question, List<Hit> hits, Deadline deadline) {
        List<String> passages = hits.stream().map(hit -> passage(hit.tokens())).toList();
        double[] scores =
                Parallel.start(() -> model.score(question, passages, deadline)).join(deadline);
        if (scores.length != passages.size()) {
            throw new AppException.Upstream(
                    ErrorCode.UPSTREAM_MALFORMED, "the rerank model did not return one score for each passage");
        }
        return scores;
    }

    /// The analysed text, as the contract has it.
    private static String passage(ChunkTokens tokens) {
        return String.join(" ", tokens.content(), tokens.title(), tokens.keywords())
                .strip();
    }

    private static RankedChunk ranked(Hit hit, double similarity, double vector, double terms) {
        return new RankedChunk(hit.chunk(), hit.document(), hit.dataset(), similarity, vector, terms, hit.tokens());
    }
}
