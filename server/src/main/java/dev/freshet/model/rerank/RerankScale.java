package dev.freshet.model.rerank;

import dev.freshet.model.RerankForm;
import java.util.Arrays;
import java.util.BitSet;

/// Brings the scores of a provider to 0..1 (contract §15). Passages without a score have 0.
final class RerankScale {
    /// Scores that lie closer together say nothing about an order.
    private static final double LEAST_SPREAD = 1e-3;

    private RerankScale() {}

    /// Scores within 0..1 stay; others are spread over 0..1 by the least and the greatest of them, or cut to
    /// 0..1 where they are all alike.
    ///
    /// @param scored which passages have a score; the others stay 0
    static double[] fixed(double[] scores, BitSet scored) {
        double least = scored.stream().mapToDouble(i -> scores[i]).min().orElse(0);
        double greatest = scored.stream().mapToDouble(i -> scores[i]).max().orElse(0);
        double[] scaled = scores.clone();
        if (least >= 0 && greatest <= 1) {
            return scaled;
        }
        double spread = greatest - least;
        scored.stream()
                .forEach(i -> scaled[i] = spread < LEAST_SPREAD
                        ? Math.clamp(scores[i], 0, 1)
                        : Math.clamp((scores[i] - least) / spread, 0, 1));
        return scaled;
    }

    /// RAGFlow 0.23 spreads the scores of LocalAI and its like, passages without one included, and leaves the
    /// others as they come.
    static double[] asV023(RerankForm form, double[] scores) {
        if (form != RerankForm.LOCALAI && form != RerankForm.OPENAI_COMPATIBLE) {
            return scores;
        }
        double least = Arrays.stream(scores).min().orElse(0);
        double spread = Arrays.stream(scores).max().orElse(0) - least;
        if (spread < LEAST_SPREAD) {
            return new double[scores.length];
        }
        return Arrays.stream(scores).map(score -> (score - least) / spread).toArray();
    }
}
