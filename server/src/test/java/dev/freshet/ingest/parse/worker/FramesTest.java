package dev.freshet.ingest.parse.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.core.ErrorCode;
import dev.freshet.ingest.parse.FileFormat;
import dev.freshet.ingest.parse.PagePicture;
import dev.freshet.ingest.parse.ParseRequest;
import dev.freshet.ingest.parse.ParseRequest.Layout;
import dev.freshet.ingest.parse.ParseRequest.PageRange;
import dev.freshet.ingest.parse.ParsedDocument.Block;
import dev.freshet.ingest.parse.ParsedDocument.Box;
import dev.freshet.ingest.parse.ParsedDocument.Kind;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class FramesTest {
    private static final List<Message> ALL = List.of(
            new Message.Hello(Frames.VERSION),
            new Message.Job(
                    7,
                    FileFormat.PDF,
                    new ParseRequest(Path.of("/tmp/ä"), "报告.pdf", Layout.PLAIN, List.of(new PageRange(2, 9))),
                    1_000),
            new Message.Painting(8, Path.of("/tmp/ä"), 3, 800),
            new Message.Cancel(7),
            new Message.Accepted(7),
            new Message.Pages(3, 10),
            new Message.BlockFound(
                    new Block(Kind.TABLE_ROW, 0, "a\tb\u0000", 3, List.of(new Box(3, 1.5f, 2, 3, 4)), "x\ty")),
            new Message.PropertyFound("title", "😀".repeat(50_000)),
            new Message.Done(10),
            new Message.Failed(ErrorCode.TOO_LARGE, "The file is too large."));

    private static byte[] written(Message... messages) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (Message message : messages) {
            Frames.write(new DataOutputStream(bytes), message);
        }
        return bytes.toByteArray();
    }

    private static DataInputStream reader(byte[] bytes) {
        return new DataInputStream(new ByteArrayInputStream(bytes));
    }

    @Test
    void everyMessageComesBackAsItWas() throws IOException {
        DataInputStream in = reader(written(ALL.toArray(Message[]::new)));
        for (Message message : ALL) {
            assertThat(Frames.read(in)).isEqualTo(message);
        }
        assertThatThrownBy(() -> Frames.read(in)).isInstanceOf(EOFException.class);
    }

    @Test
    void picturesComeBackAsTheyWere() throws IOException {
        byte[] png = {1, 2, 3};
        Message read = Frames.read(reader(written(new Message.Painted(new PagePicture(png, 7, 595.5f, 842)))));
        assertThat(read).isInstanceOfSatisfying(Message.Painted.class, painted -> {
            assertThat(painted.picture().png()).containsExactly(png);
            assertThat(painted.picture().pages()).isEqualTo(7);
            assertThat(painted.picture().width()).isEqualTo(595.5f);
            assertThat(painted.picture().height()).isEqualTo(842);
        });
    }

    @Test
    void refusesWhatDoesNotFit() throws IOException {
        byte[] tooLong = {127, 0, 0, 0, 'D'};
        assertThatThrownBy(() -> Frames.read(reader(tooLong))).hasMessageContaining("is refused");
        byte[] unknown = {0, 0, 0, 1, 'Z'};
        assertThatThrownBy(() -> Frames.read(reader(unknown))).hasMessageContaining("is refused");
        byte[] negative = {-1, 0, 0, 0, 'D'};
        assertThatThrownBy(() -> Frames.read(reader(negative))).hasMessageContaining("is refused");
        byte[] longText = {0, 0, 0, 5, 'K', 127, 0, 0, 0};
        assertThatThrownBy(() -> Frames.read(reader(longText))).hasMessageContaining("is refused");
    }

    @Test
    void everyCutOfAFrameIsAnError() throws IOException {
        for (Message message : ALL.subList(0, 7)) {
            byte[] whole = written(message);
            for (int length = 0; length < whole.length; length++) {
                byte[] cut = Arrays.copyOf(whole, length);
                assertThatThrownBy(() -> Frames.read(reader(cut))).isInstanceOf(IOException.class);
            }
        }
    }
}
