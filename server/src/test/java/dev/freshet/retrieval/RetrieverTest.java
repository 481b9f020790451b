package dev.freshet.retrieval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.freshet.core.ChunkId;
import dev.freshet.core.Vector;
import dev.freshet.index.TestChunks;
import dev.freshet.retrieval.RetrievalResult.DocumentCount;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

class RetrieverTest extends RetrieverBench {
    @Test
    void ranksByTermsAndCosine() {
        RetrievalResult result = retrieve(request("annual leave").embedding(towards(1, 0)));
        assertThat(ids(result)).containsExactly("c1", "c2");
        RankedChunk first = result.chunks().getFirst();
        assertThat(first.termSimilarity()).isEqualTo(1, within(1e-9));
        assertThat(first.vectorSimilarity()).isEqualTo(1, within(1e-6));
        assertThat(first.similarity()).isEqualTo(1, within(1e-6));
        RankedChunk second = result.chunks().getLast();
        double expected = 0.3 * second.vectorSimilarity() + 0.7 * second.termSimilarity();
        assertThat(second.similarity()).isEqualTo(expected, within(1e-9));
        assertThat(result.total()).isEqualTo(2);
        assertThat(result.documents()).containsExactly(new DocumentCount(LEAVE, 2));
        assertThat(result.degraded()).isEmpty();
    }

    @Test
    void findsByMeaningWhatSharesNoWord() {
        RetrievalResult result = retrieve(request("time off work").embedding(towards(1, 0)));
        assertThat(ids(result)).first().isEqualTo("c1");
        assertThat(result.chunks().getFirst().termSimilarity()).isZero();
    }

    @Test
    void findsIdentifiersThoughTheVectorPointsElsewhere() {
        RetrievalResult result = retrieve(request("what is ab-1234 for?").embedding(towards(1, 0)));
        assertThat(ids(result)).first().isEqualTo("c3");
    }

    @Test
    void dropsWhatIsBelowTheThreshold() {
        RetrievalResult result =
                retrieve(request("annual leave").embedding(towards(1, 0)).threshold(0.9));
        assertThat(ids(result)).containsExactly("c1");
        assertThat(result.total()).isEqualTo(1);
    }

    @Test
    void countsWithinTheWindowAndPages() {
        RetrievalResult second = retrieve(request("leave").page(2, 1));
        assertThat(second.total()).isEqualTo(1);
        RetrievalResult both = retrieve(request("leave").page(1, 2));
        assertThat(both.total()).isEqualTo(2);
        assertThat(retrieve(request("leave").page(2, 2)).chunks()).isEmpty();
    }

    @Test
    void countsTermsAloneWhereThereIsNoVector() {
        RetrievalResult result = retrieve(request("annual leave"));
        assertThat(result.chunks().getFirst().similarity()).isEqualTo(1, within(1e-9));
    }

    @Test
    void takesAllChunksOfNamedDocumentsWhenNothingMatches() {
        RetrievalResult result = retrieve(request("zebra").documents(TRAVEL).threshold(0));
        assertThat(ids(result)).containsExactly("c3");
    }

    @Test
    void looksInNamedDocumentsOnly() {
        RetrievalResult result = retrieve(request("leave form").documents(TRAVEL));
        assertThat(ids(result)).containsExactly("c3");
    }

    @Test
    void relaxesTheLeastSimilarityWhenNothingIsFound() {
        RetrievalResult strict = retrieve(
                request("zebra").embedding(towards(-1, 0.3f)).threshold(0.2).vectorWeight(1));
        assertThat(ids(strict)).containsExactly("c3");
    }

    @Test
    void putsAParentInPlaceOfTheChildrenThatWereFound() {
        ChunkId parent = new ChunkId("parent");
        index.put(TestChunks.below(parent, chunk("c1", LEAVE, "Annual leave is fifteen days a year.", 1, 0)));
        index.put(TestChunks.below(parent, chunk("c2", LEAVE, "Sick leave needs a certificate.", 0.8f, 0.6f)));
        RetrievalResult children =
                retrieve(request("annual leave").embedding(towards(1, 0)).page(1, 1));
        assertThat(ids(children)).containsExactly("parent");
        assertThat(children.chunks().getFirst().similarity()).isEqualTo(1, within(1e-6));
        RetrievalResult both = retrieve(request("annual leave").embedding(towards(1, 0)));
        RankedChunk found = both.chunks().getFirst();
        double second = 0.3 * 0.8 + 0.7 * (found.termSimilarity() * 2 - 1);
        assertThat(ids(both)).containsExactly("parent");
        assertThat(found.similarity()).isEqualTo((1 + second) / 2, within(1e-6));
        assertThat(found.vectorSimilarity()).isEqualTo(0.9, within(1e-6));
        assertThat(found.tokens().content()).contains("annual").contains("certif");
        assertThat(both.total()).isEqualTo(2);
    }

    @Test
    void ordersParentsAmongChunksThatStandForThemselves() {
        ChunkId parent = new ChunkId("parent");
        index.put(TestChunks.below(parent, chunk("c1", LEAVE, "Annual leave is fifteen days a year.", 1, 0)));
        index.put(TestChunks.below(parent, chunk("c4", LEAVE, "Ask for leave early.", 0, 1)));
        RetrievalResult result =
                retrieve(request("annual leave").embedding(towards(1, 0)).threshold(0));
        assertThat(ids(result)).contains("parent", "c2");
        assertThat(result.chunks())
                .isSortedAccordingTo(
                        Comparator.comparingDouble(RankedChunk::similarity).reversed());
    }

    @Test
    void findsNothingForAQuestionWithoutWords() {
        assertThat(retrieve(request(" ?! ")).chunks()).isEmpty();
    }

    @Test
    void asksTheEmbeddingModelOnceForAQuestion() {
        List<String> asked = new ArrayList<>();
        FakeEmbedding model = new FakeEmbedding(text -> {
            asked.add(text);
            return Vector.unit(new float[] {1, 0});
        });
        Retriever retriever = new Retriever(index, new QueryAnalyzer(ANALYZER), SETTINGS, METRICS);
        retriever.retrieve(request("leave").embedding(model).build(), DEADLINE);
        retriever.retrieve(request("leave").embedding(model).page(2, 1).build(), DEADLINE);
        assertThat(asked).containsExactly("leave");
    }

    @Test
    void putsTheRerankersScoreInPlaceOfTheCosine() {
        RetrievalResult result = retrieve(request("leave")
                .embedding(towards(1, 0))
                .rerank((question, passages) -> passages.stream()
                        .mapToDouble(passage -> passage.contains("sick") ? 0.9 : 0.1)
                        .toArray()));
        assertThat(ids(result)).startsWith("c2", "c1");
        assertThat(result.chunks().getFirst().vectorSimilarity()).isEqualTo(0.9);
        assertThat(result.chunks().getFirst().similarity()).isEqualTo(0.3 * 0.9 + 0.7, within(1e-9));
    }
}
