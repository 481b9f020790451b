package dev.freshet.ingest;

import static org.assertj.core.api.Assertions.assertThat;

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
import dev.freshet.model.ModelName;
import dev.freshet.model.Prompt;
import dev.freshet.model.TokenSink;
import dev.freshet.model.Usage;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PictureReaderTest {
    @TempDir
    private Path folder;

    private final Seer seer = new Seer();
    private Plant plant;

    @BeforeEach
    void open() {
        plant = Plant.open(folder);
        plant.model.chat = seer;
        plant.pictureModel = "seer@Test";
    }

    @AfterEach
    void close() {
        plant.close();
    }

    @Test
    void aPictureIsFoundByWhatTheModelReadsInIt() {
        Document document = parsed("floorPlan.png");
        assertThat(document.run()).isEqualTo(RunState.DONE);
        assertThat(texts(document))
                .containsExactly("Picture: floor Plan (PNG, 3 x 2 pixels)\nA plan. Room 12 is the archive.");
        assertThat(document.progress().message()).contains("The picture was read with 340 tokens of seer@Test.");
        assertThat(seer.asked.getFirst().messages().getLast().pictures())
                .containsExactly("data:image/png;base64," + Base64.getEncoder().encodeToString(picture("png")));
    }

    @Test
    void aPictureIsKnownByItsNameWhereNobodyCanReadIt() {
        plant.pictureModel = "";
        Document document = parsed("floorPlan.png");
        assertThat(texts(document)).containsExactly("Picture: floor Plan (PNG, 3 x 2 pixels)");
        assertThat(document.progress().message()).doesNotContain("read with");
    }

    @Test
    void saysThatTheModelFailed() {
        seer.fails = true;
        Document document = parsed("floorPlan.png");
        assertThat(document.run()).isEqualTo(RunState.DONE);
        assertThat(texts(document)).containsExactly("Picture: floor Plan (PNG, 3 x 2 pixels)");
        assertThat(document.progress().message()).contains("The picture was not read: The model has no eyes.");
    }

    @Test
    void saysThatTheFormIsNotForModels() {
        Document document = parsed("floorPlan.bmp");
        assertThat(document.run()).isEqualTo(RunState.DONE);
        assertThat(document.progress().message())
                .contains("The picture was not read: models take png, jpg, gif and webp of at most 15 MB.");
        assertThat(seer.asked).isEmpty();
    }

    @Test
    void leavesOtherDocumentsAlone() {
        Document document = plant.document(plant.dataset(), "plan.txt", Plant.lines(2));
        plant.start(document);
        plant.work(Checkpoint.none());
        assertThat(plant.now(document).run()).isEqualTo(RunState.DONE);
        assertThat(seer.asked).isEmpty();
    }

    private Document parsed(String name) {
        Document document = plant.document(plant.dataset(), name, picture(name.substring(name.length() - 3)));
        plant.stores.documents.setParser(
                document.tenant(),
                document.id(),
                "picture",
                ParserDefaults.of("picture", JsonObject.parse("{}"), "extractive@Builtin"));
        plant.start(document);
        plant.work(Checkpoint.none());
        return plant.now(document);
    }

    private List<String> texts(Document document) {
        return plant
                .stores
                .chunks
                .list(document.tenant(), document.id(), Set.of(), null, new Page(1, 10))
                .rows()
                .stream()
                .map(Chunk::content)
                .toList();
    }

    private static byte[] picture(String format) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(new BufferedImage(3, 2, BufferedImage.TYPE_INT_RGB), format, out);
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        }
        return out.toByteArray();
    }

    /// Reads the same in every picture.
    private static final class Seer implements ChatModel {
        private final List<Prompt> asked = new ArrayList<>();
        private boolean fails;

        @Override
        public ModelInfo info() {
            return new ModelInfo(new ModelName("seer", "Test"), 8192, Set.of());
        }

        @Override
        public void stream(Prompt prompt, TokenSink sink, Deadline deadline) {
            throw new UnsupportedOperationException("only whole answers are asked for");
        }

        @Override
        public Completion complete(Prompt prompt, Deadline deadline) {
            asked.add(prompt);
            if (fails) {
                throw new AppException.Upstream(ErrorCode.UPSTREAM_FAILED, "The model has no eyes.");
            }
            return new Completion("A plan. Room 12 is the archive.\n", new Usage(300, 40));
        }
    }
}
