package dev.freshet.model.rerank;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.model.RerankForm;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// The scaling rules of contract §15.
class RerankScaleTest {
    @Test
    void keepsScoresThatLieWithinZeroAndOne() {
        assertThat(fixed(0.9, 0.1, 1, 0)).containsExactly(0.9, 0.1, 1, 0);
        assertThat(fixed(0.31)).containsExactly(0.31);
    }

    @Test
    void spreadsOtherScores() {
        assertThat(fixed(-4, 0, 4)).containsExactly(0, 0.5, 1);
    }

    @Test
    void cutsScoresWithoutSpread() {
        assertThat(fixed(5, 5.0004)).containsExactly(1, 1);
        assertThat(fixed(-3)).containsExactly(0);
    }

    @Test
    void theOldFormSpreadsLocalScoresAndZeroesThoseThatLieClose() {
        assertThat(RerankScale.asV023(RerankForm.LOCALAI, new double[] {0.25, 0.5, 0.75}))
                .containsExactly(0, 0.5, 1);
        assertThat(RerankScale.asV023(RerankForm.LOCALAI, new double[] {0.8})).containsExactly(0);
        assertThat(RerankScale.asV023(RerankForm.OPENAI_COMPATIBLE, new double[] {0.8, 0.8009}))
                .containsExactly(0, 0);
    }

    @Test
    void theOldFormLeavesOtherScoresRaw() {
        assertThat(RerankScale.asV023(RerankForm.NVIDIA, new double[] {-7, 12})).containsExactly(-7, 12);
        assertThat(RerankScale.asV023(RerankForm.JINA, new double[] {3})).containsExactly(3);
    }

    @Test
    void staysWithinZeroAndOneKeepsTheOrderAndLeavesTheUnscoredAtZero() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 2_000; round++) {
            int size = 1 + random.nextInt(64);
            double width = Math.pow(10, random.nextInt(6) - 3);
            double[] scores = new double[size];
            BitSet scored = new BitSet();
            for (int i = 0; i < size; i++) {
                if (random.nextInt(5) > 0) {
                    scores[i] = random.nextDouble(-1, 1) * width;
                    scored.set(i);
                }
            }
            check(seed, scores, scored, RerankScale.fixed(scores, scored));
        }
    }

    private static void check(long seed, double[] scores, BitSet scored, double[] scaled) {
        assertThat(scaled).as("seed %d", seed).hasSameSizeAs(scores);
        for (int i = 0; i < scores.length; i++) {
            assertThat(scaled[i]).as("seed %d", seed).isBetween(0.0, 1.0);
            if (!scored.get(i)) {
                assertThat(scaled[i]).as("seed %d", seed).isZero();
            }
            for (int j = 0; j < i; j++) {
                if (scored.get(i) && scored.get(j) && scores[i] > scores[j]) {
                    assertThat(scaled[i]).as("seed %d", seed).isGreaterThanOrEqualTo(scaled[j]);
                }
            }
        }
    }

    private static double[] fixed(double... scores) {
        BitSet all = new BitSet();
        all.set(0, scores.length);
        double[] before = scores.clone();
        double[] scaled = RerankScale.fixed(scores, all);
        assertThat(Arrays.equals(before, scores)).isTrue();
        return scaled;
    }
}
