package dev.freshet.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.core.AppException;
import dev.freshet.core.Deadline;
import dev.freshet.core.ErrorCode;
import dev.freshet.core.Vector;
import dev.freshet.model.EmbeddingModel;
import dev.freshet.model.ModelName;
import dev.freshet.retrieval.QueryAnalyzer;
import dev.freshet.text.Analyzer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Contract §14.5. The passages' vectors are all alike, so that a test says of each sentence how near it is.
class CitationInserterTest {
    private static final Deadline DEADLINE = Deadline.in(Duration.ofMinutes(5));
    private static final String HOLIDAYS = "Holidays are thirty days a year.";
    private static final String LUNCH = "Lunch begins at noon in the canteen.";

    private final Embedder embedder = new Embedder();
    private final CitationInserter inserter = new CitationInserter(
            new QueryAnalyzer(new Analyzer()),
            found -> found.passages().stream()
                    .map(passage -> Vector.unit(new float[] {1, 0}))
                    .toList());

    @Test
    void embedsNothingWhereTheTermsDecide() {
        String answer = HOLIDAYS + " " + LUNCH;
        assertThat(cite(answer, 0.3, LUNCH, HOLIDAYS))
                .isEqualTo("Holidays are thirty days a year. [ID:1] Lunch begins at noon in the canteen. [ID:0]");
        assertThat(cite("Nothing of that stands anywhere.", 0.3, HOLIDAYS)).doesNotContain("[ID:");
        assertThat(embedder.batches).isEmpty();
    }

    @Test
    void embedsOnlyTheSentencesThatTheTermsLeaveUndecided() {
        embedder.similarity = text -> 1;
        assertThat(cite("Workers rest a month. " + LUNCH, 0.7, HOLIDAYS, LUNCH))
                .isEqualTo("Workers rest a month. [ID:0] [ID:1] Lunch begins at noon in the canteen.");
        assertThat(embedder.batches).containsExactly(List.of("Workers rest a month."));
    }

    @Test
    void embedsNoFurtherSentenceWhereOneHasPassedAlready() {
        embedder.similarity = text -> 1;
        assertThat(cite("Some holidays rarely matter to elephants. " + LUNCH, 0.3, HOLIDAYS, LUNCH))
                .isEqualTo("Some holidays rarely matter to elephants. " + LUNCH + " [ID:1]");
        assertThat(embedder.batches).isEmpty();
    }

    /// The one is likely by its terms and gets no mark, so the others are asked too.
    @Test
    void embedsTheOthersWhereNoSentenceHasPassed() {
        embedder.similarity = text -> text.startsWith("Thirty") ? 0 : 1;
        cite("Thirty holidays a year, thousands wondered. Some holidays rarely matter to elephants.", 0.3, HOLIDAYS);
        assertThat(embedder.batches)
                .containsExactly(
                        List.of("Thirty holidays a year, thousands wondered."),
                        List.of("Some holidays rarely matter to elephants."));
    }

    @Test
    void embedsTheEightMostPromisingSentencesInOneBatch() {
        List<String> sentences = new ArrayList<>(IntStream.range(0, 9)
                .mapToObj(i -> "Nobody knows colour number" + (char) ('a' + i) + ".")
                .toList());
        sentences.add("Elephants wander across holidays slowly.");
        sentences.add("Holidays rarely bring elephants somewhere pleasant.");
        cite(String.join(" ", sentences), 0.9, HOLIDAYS);
        assertThat(embedder.batches).hasSize(1);
        assertThat(embedder.batches.getFirst()).hasSize(8).contains(sentences.get(9), sentences.get(10));
    }

    @Test
    void leavesTheMarksOutThatAFailingEmbedderWouldHaveGiven() {
        embedder.failure = new AppException.Upstream(ErrorCode.UPSTREAM_FAILED, "the provider is down");
        assertThat(cite("Workers rest a month. " + LUNCH, 0.7, HOLIDAYS, LUNCH))
                .isEqualTo("Workers rest a month. Lunch begins at noon in the canteen. [ID:1]");
    }

    @Test
    void leavesTheMarksOutThatASlowEmbedderWouldHaveGivenAndTellsItUntilWhenToAnswer() {
        embedder.failure = new AppException.Exhausted(ErrorCode.DEADLINE_EXCEEDED, "the embedder was late");
        assertThat(cite("Workers rest a month. " + LUNCH, 0.7, HOLIDAYS, LUNCH))
                .isEqualTo("Workers rest a month. Lunch begins at noon in the canteen. [ID:1]");
        assertThat(embedder.deadlines).containsExactly(DEADLINE);
    }

    @Test
    void givesASentenceFourMarksAtMostAndEachPassageOnce() {
        String[] alike = Collections.nCopies(6, HOLIDAYS).toArray(String[]::new);
        assertThat(cite(HOLIDAYS + "\n" + HOLIDAYS, 0.3, alike))
                .isEqualTo(HOLIDAYS + " [ID:0] [ID:1] [ID:2] [ID:3]\n" + HOLIDAYS);
    }

    @Test
    void lowersTheThresholdWhileItIsAboveThreeTenths() {
        assertThat(citesAt(0.64, 0.62)).containsExactly(true, false);
        assertThat(citesAt(0.62, 0.49)).containsExactly(true, false);
        assertThat(citesAt(0.49, 0.40)).containsExactly(true, false);
        assertThat(citesAt(0.40, 0.32)).containsExactly(true, false);
        assertThat(citesAt(0.33, 0.31)).containsExactly(true, false);
        assertThat(citesAt(0.32, 0.31)).containsExactly(false, false);
    }

    /// Whether two sentences that are so near to a passage, which is theirs alone, get marks.
    private List<Boolean> citesAt(double first, double second) {
        embedder.similarity = text -> text.startsWith("First") ? first : second;
        CitationInserter onePassageEach =
                new CitationInserter(new QueryAnalyzer(new Analyzer()), found -> List.of(direction(0), direction(1)));
        embedder.placed = true;
        Found found = Samples.found(embedder, HOLIDAYS, LUNCH);
        String cited = onePassageEach.cite("First of all. Second in row.", found, 1, DEADLINE);
        embedder.placed = false;
        return List.of(cited.contains("all. [ID:0]"), cited.contains("row. [ID:1]"));
    }

    @Test
    void keepsTheModelsOwnMarksMended() {
        assertThat(cite(HOLIDAYS + " (ID: 1) " + LUNCH, 0.3, HOLIDAYS, LUNCH)).isEqualTo(HOLIDAYS + " [ID:1] " + LUNCH);
    }

    @Test
    void leavesCodeAndVeryShortPiecesAlone() {
        String code = "```\n" + HOLIDAYS + "\n```";
        assertThat(cite(code + "\nYes!", 0.3, HOLIDAYS, "Yes")).isEqualTo(code + "\nYes!");
        assertThat(embedder.batches).isEmpty();
    }

    @Test
    void changesNothingWhenNothingWasFound() {
        assertThat(inserter.cite(HOLIDAYS, Found.NOTHING, 0.3, DEADLINE)).isEqualTo(HOLIDAYS);
    }

    private String cite(String answer, double vectorWeight, String... passages) {
        return inserter.cite(answer, Samples.found(embedder, passages), vectorWeight, DEADLINE);
    }

    private static Vector direction(int axis) {
        float[] values = new float[3];
        values[axis] = 1;
        return Vector.unit(values);
    }

    /// An embedding model that is told how near each text is to the passages.
    private static final class Embedder implements EmbeddingModel {
        private final List<List<String>> batches = new ArrayList<>();
        private final List<Deadline> deadlines = new ArrayList<>();
        private ToDoubleFunction<String> similarity = text -> 0;
        private @Nullable AppException failure;
        private boolean placed;

        @Override
        public ModelName name() {
            return new ModelName("near", "Test");
        }

        @Override
        public int dimensions() {
            return 2;
        }

        @Override
        public Embeddings embed(List<String> texts, Purpose purpose, Deadline deadline) {
            assertThat(purpose).isEqualTo(Purpose.CITATION);
            batches.add(texts);
            deadlines.add(deadline);
            if (failure != null) {
                throw failure;
            }
            return new Embeddings(texts.stream().map(this::vector).collect(Collectors.toList()), texts.size());
        }

        /// Near to the first passage, or to that of the text's own number where each has one.
        private Vector vector(String text) {
            float near = (float) similarity.applyAsDouble(text);
            float rest = (float) Math.sqrt(1 - near * near);
            if (!placed) {
                return Vector.unit(new float[] {near, rest});
            }
            return Vector.unit(text.startsWith("First") ? new float[] {near, 0, rest} : new float[] {0, near, rest});
        }
    }
}
