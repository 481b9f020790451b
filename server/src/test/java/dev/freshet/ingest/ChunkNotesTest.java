package dev.freshet.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.core.AppException;
import dev.freshet.core.Deadline;
import dev.freshet.core.ErrorCode;
import dev.freshet.core.Page;
import dev.freshet.dataset.Document;
import dev.freshet.dataset.ParserDefaults;
import dev.freshet.dataset.RunState;
import dev.freshet.dataset.chunk.Chunk;
import dev.freshet.json.JsonObject;
import dev.freshet.model.ChatModel;
import dev.freshet.model.ModelInfo;
import dev.freshet.model.ModelInfo.Capability;
import dev.freshet.model.ModelName;
import dev.freshet.model.Prompt;
import dev.freshet.model.TokenSink;
import dev.freshet.model.Usage;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChunkNotesTest {
    @TempDir
    private Path folder;

    @Test
    void givesEachChunkKeywordsAndQuestionsOfItsOwn() {
        try (Plant plant = Plant.open(folder)) {
            plant.model.chat = new Writer(Set.of(Capability.INSTRUCTIONS), 0);
            Document document = parsed(plant);
            assertThat(document.run()).isEqualTo(RunState.DONE);
            assertThat(chunks(plant, document)).hasSize(2).allSatisfy(chunk -> {
                assertThat(chunk.keywords()).containsExactly("apple", "orchard");
                assertThat(chunk.questions()).containsExactly("What grows there?");
            });
            assertThat(document.progress().message())
                    .contains("Keywords and questions written for 2 chunks with 40 tokens of chat@Test.");
            assertThat(plant.model.texts).contains("What grows there?");
        }
    }

    @Test
    void saysThatAModelDoesNotFollowInstructions() {
        try (Plant plant = Plant.open(folder)) {
            plant.model.chat = new Writer(Set.of(), 0);
            Document document = parsed(plant);
            assertThat(document.run()).isEqualTo(RunState.DONE);
            assertThat(chunks(plant, document))
                    .allSatisfy(chunk -> assertThat(chunk.keywords()).isEmpty());
            assertThat(document.progress().message())
                    .contains("No keywords or questions: the model extractive@Builtin does not follow instructions.");
        }
    }

    @Test
    void doesWithoutNotesWhereTheModelFails() {
        try (Plant plant = Plant.open(folder)) {
            plant.model.chat = new Writer(Set.of(Capability.INSTRUCTIONS), 1);
            Document document = parsed(plant);
            assertThat(document.run()).isEqualTo(RunState.DONE);
            assertThat(chunks(plant, document).stream()
                            .map(chunk -> chunk.keywords().size()))
                    .containsExactlyInAnyOrder(0, 2);
            assertThat(document.progress().message()).contains("The model failed on 1.");
        }
    }

    @Test
    void keepsWhatTheModelWroteBeforeAKill() {
        try (Plant plant = Plant.open(folder.resolve("first"))) {
            plant.model.chat = new Writer(Set.of(Capability.INSTRUCTIONS), 0);
            Document document = started(plant, 9);
            assertThatThrownBy(() -> plant.work(Killed.at("batch written", 2))).isInstanceOf(Killed.class);
            try (Plant next = plant.afterKill(folder.resolve("second"))) {
                Writer writer = new Writer(Set.of(Capability.INSTRUCTIONS), 0);
                next.model.chat = writer;
                next.work(Checkpoint.none());
                assertThat(writer.calls)
                        .as("of two for each chunk that was not written")
                        .isEqualTo(2);
                assertThat(chunks(next, document))
                        .hasSize(9)
                        .allSatisfy(chunk -> assertThat(chunk.keywords()).containsExactly("apple", "orchard"));
                assertThat(chunks(next, document))
                        .extracting(Chunk::position)
                        .isSorted()
                        .doesNotHaveDuplicates();
                assertThat(next.now(document).progress().message())
                        .contains("written for 1 chunks")
                        .contains("8 chunks have theirs from before an interruption.");
            }
        }
    }

    @Test
    void keepsNothingThatIsCutOtherwiseNow() {
        try (Plant plant = Plant.open(folder.resolve("first"))) {
            plant.model.chat = new Writer(Set.of(Capability.INSTRUCTIONS), 0);
            Document document = started(plant, 9);
            assertThatThrownBy(() -> plant.work(Killed.at("batch written", 2))).isInstanceOf(Killed.class);
            try (Plant next = plant.afterKill(folder.resolve("second"))) {
                next.model.chat = new Writer(Set.of(Capability.INSTRUCTIONS), 0);
                setParser(next, document, "{\"chunk_token_num\": 60, \"auto_keywords\": 2}");
                next.work(Checkpoint.none());
                assertThat(next.now(document).run()).isEqualTo(RunState.DONE);
                assertThat(chunks(next, document)).hasSizeBetween(2, 8);
                assertThat(next.rows("chunk")).isEqualTo(next.now(document).chunkCount());
            }
        }
    }

    private static void setParser(Plant plant, Document document, String wanted) {
        plant.stores.documents.setParser(
                document.tenant(),
                document.id(),
                "naive",
                ParserDefaults.of("naive", JsonObject.parse(wanted), "extractive@Builtin"));
    }

    private static Document started(Plant plant, int lines) {
        Document document = plant.document(plant.dataset(), "orchard.txt", Plant.lines(lines));
        setParser(plant, document, "{\"delimiter\": \"`\\n`\", \"auto_keywords\": 2, \"auto_questions\": 1}");
        plant.start(document);
        return document;
    }

    private static Document parsed(Plant plant) {
        Document document = started(plant, 2);
        plant.work(Checkpoint.none());
        return plant.now(document);
    }

    private static List<Chunk> chunks(Plant plant, Document document) {
        return plant.stores
                .chunks
                .list(document.tenant(), document.id(), Set.of(), null, new Page(1, 100))
                .rows();
    }

    /// Writes the same for every text, ten tokens each time, after it has failed so often.
    private static final class Writer implements ChatModel {
        private final ModelInfo info;
        private int failures;
        private int calls;

        Writer(Set<Capability> capabilities, int failures) {
            this.info = new ModelInfo(new ModelName("chat", "Test"), 8192, capabilities);
            this.failures = failures;
        }

        @Override
        public ModelInfo info() {
            return info;
        }

        @Override
        public void stream(Prompt prompt, TokenSink sink, Deadline deadline) {
            throw new UnsupportedOperationException("only whole answers are asked for");
        }

        @Override
        public Completion complete(Prompt prompt, Deadline deadline) {
            calls++;
            if (failures-- > 0) {
                throw new AppException.Upstream(ErrorCode.UPSTREAM_FAILED, "The model answered with an error.");
            }
            boolean words = prompt.toString().contains("keywords or key phrases");
            return new Completion(
                    words ? "apple, orchard, tree" : "1. What grows there?\n2. Since when?", new Usage(8, 2));
        }
    }
}
