package dev.freshet.model.builtin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.freshet.core.AppException;
import dev.freshet.core.Deadline;
import dev.freshet.core.ErrorCode;
import dev.freshet.core.Vector;
import dev.freshet.model.EmbeddingModel.Purpose;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuiltinEmbeddingModelTest {
    private static final Deadline AMPLE = Deadline.in(Duration.ofMinutes(5));

    @TempDir
    static Path folder;

    private static BuiltinEmbeddingModel model;

    @BeforeAll
    static void open() {
        model = BuiltinEmbeddingModel.start(folder, () -> false);
    }

    @AfterAll
    static void close() {
        model.close();
    }

    @Test
    void givesUnitVectorsOfThePromisedSizeInOrder() {
        List<String> texts = List.of("a much longer text that is sorted behind the short one", "short", "");
        List<Vector> vectors = model.embed(texts, Purpose.INGESTION, AMPLE).vectors();
        assertThat(vectors).hasSize(3).allSatisfy(vector -> {
            assertThat(vector.dimensions()).isEqualTo(model.dimensions()).isEqualTo(384);
            assertThat(vector.cosine(vector)).isCloseTo(1, within(1e-5));
        });
        assertThat(vectors.get(1).cosine(one("short", Purpose.QUESTION))).isGreaterThan(0.98);
    }

    @Test
    void findsAParaphraseWithoutACommonWord() {
        Vector question = one("How much vacation am I entitled to?", Purpose.QUESTION);
        Vector answer = one("Every employee gets 25 days of paid leave per year.", Purpose.INGESTION);
        Vector other = one("The coffee machine on the second floor is descaled monthly.", Purpose.INGESTION);
        assertThat(question.cosine(answer)).isGreaterThan(question.cosine(other) + 0.1);
    }

    @Test
    void keepsAVectorNearlyTheSameInAnyCompany() {
        String text = "Laptops are replaced after four years.";
        List<Vector> together = model.embed(List.of(text, "x", "one more sentence"), Purpose.CITATION, AMPLE)
                .vectors();
        assertThat(together.getFirst().cosine(one(text, Purpose.CITATION))).isGreaterThan(0.98);
    }

    @Test
    void cutsATextBeyondTheLimitInsteadOfFailing() {
        assertThat(model.embed(List.of("word ".repeat(3_000)), Purpose.INGESTION, AMPLE)
                        .tokens())
                .isEqualTo(512);
    }

    @Test
    void countsPieces() {
        assertThat(model.embed(List.of("hello world", "hello"), Purpose.QUESTION, AMPLE)
                        .tokens())
                .isEqualTo(4 + 3);
    }

    @Test
    void refusesWorkAfterTheDeadline() {
        assertThatThrownBy(() -> model.embed(List.of("late"), Purpose.QUESTION, Deadline.in(Duration.ZERO)))
                .isInstanceOfSatisfying(
                        AppException.Exhausted.class,
                        error -> assertThat(error.code()).isEqualTo(ErrorCode.DEADLINE_EXCEEDED));
    }

    @Test
    void copiesItsFilesOnlyOnce() throws IOException {
        Path network = new ModelFiles(folder).network();
        FileTime before = FileTime.fromMillis(1_000);
        Files.setLastModifiedTime(network, before);
        assertThat(new ModelFiles(folder).network()).isEqualTo(network);
        assertThat(Files.getLastModifiedTime(network)).isEqualTo(before);
    }

    @Test
    void replacesATruncatedFile(@TempDir Path other) throws IOException {
        Files.write(other.resolve("bge-small-en-v1.5-q.onnx"), new byte[10]);
        assertThat(new ModelFiles(other).network()).hasSize(Files.size(new ModelFiles(folder).network()));
    }

    private static Vector one(String text, Purpose purpose) {
        return model.embed(List.of(text), purpose, AMPLE).vectors().getFirst();
    }
}
