package dev.freshet.retrieval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.freshet.index.ChunkTokens;
import java.util.List;
import org.junit.jupiter.api.Test;

class TermSimilarityTest {
    private static final ChunkTokens TOKENS =
            new ChunkTokens("titl", "", "leav polici 带薪 年假", "", "holiday", "holiday", "how mani");

    @Test
    void isTheShareOfTheWeightThatTheChunkHolds() {
        assertThat(similarity(keyword("leav", 0.75), keyword("absent", 0.25))).isEqualTo(0.75, within(1e-9));
        assertThat(similarity(keyword("leav", 2), keyword("titl", 2))).isEqualTo(1, within(1e-9));
        assertThat(similarity(keyword("holiday", 1))).isEqualTo(1, within(1e-9));
        assertThat(similarity()).isZero();
    }

    @Test
    void comparesWholeTermsOnly() {
        assertThat(similarity(keyword("lea", 1), keyword("eav pol", 1))).isZero();
    }

    @Test
    void findsChineseThatWasCutDifferently() {
        assertThat(similarity(new Keyword("薪年", 1, true))).isEqualTo(1);
        assertThat(similarity(new Keyword("薪年", 1, false))).isZero();
    }

    @Test
    void leavesTheQuestionsToRerankers() {
        List<Keyword> keywords = List.of(keyword("mani", 1));
        assertThat(TermSimilarity.of(TOKENS).to(keywords)).isEqualTo(1);
        assertThat(TermSimilarity.withoutQuestions(TOKENS).to(keywords)).isZero();
    }

    @Test
    void joinsWithTheCosineByWeight() {
        HybridSimilarity similarity = new HybridSimilarity(0.3);
        assertThat(similarity.of(0.5, 0.8)).isEqualTo(0.3 * 0.8 + 0.7 * 0.5, within(1e-9));
        assertThat(similarity.atMost(0.5)).isEqualTo(0.65, within(1e-9));
    }

    private static double similarity(Keyword... keywords) {
        return TermSimilarity.of(TOKENS).to(List.of(keywords));
    }

    private static Keyword keyword(String term, double weight) {
        return new Keyword(term, weight, false);
    }
}
