package dev.freshet.ingest.parse.pdf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.core.AppException;
import dev.freshet.core.ErrorCode;
import dev.freshet.ingest.parse.PagePicture;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PagePainterTest {
    @TempDir
    Path folder;

    private Path file(PdfWriter pdf) throws IOException {
        try (pdf) {
            return pdf.save(folder.resolve("a.pdf"));
        }
    }

    private static BufferedImage image(PagePicture picture) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(picture.png()));
    }

    /// Where anything is painted, in pixels.
    private static Rectangle ink(BufferedImage image) {
        Rectangle found = new Rectangle(-1, -1);
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                if ((image.getRGB(x, y) & 0xff) < 128) {
                    found.add(new Rectangle(x, y, 1, 1));
                }
            }
        }
        return found;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 90, 180, 270})
    void showsTextWhereItsBoxIs(int rotation) throws IOException {
        Path file = file(new PdfWriter().page(rotation).text(100, 300, 20, PdfWriter.TEXT, "Gate code 4071"));
        PagePicture picture = PagePainter.paint(file, 2, 800);
        BufferedImage image = image(picture);
        assertThat(image.getWidth()).isBetween(799, 800);
        assertThat(picture.pages()).isEqualTo(2);
        assertThat(picture.width()).isEqualTo(rotation % 180 == 0 ? 612 : 792);
        assertThat(picture.height()).isEqualTo(rotation % 180 == 0 ? 792 : 612);
        double scale = image.getWidth() / picture.width();
        double textWidth = PdfWriter.width(PdfWriter.TEXT, 20, "Gate code 4071");
        Rectangle box = new Rectangle(
                (int) (98 * scale), (int) (280 * scale), (int) ((textWidth + 4) * scale), (int) (27 * scale));
        assertThat(box.contains(ink(image))).isTrue();
    }

    @Test
    void paintsPagesOfOddShapesSmaller() throws IOException {
        Path file = file(new PdfWriter().crop(0, 0, 20, 790));
        BufferedImage image = image(PagePainter.paint(file, 1, 1_600));
        assertThat((long) image.getWidth() * image.getHeight()).isBetween(3_500_000L, 4_010_000L);
    }

    @Test
    void refusesPagesThatAreNotThere() throws IOException {
        Path file = file(new PdfWriter());
        assertThatThrownBy(() -> PagePainter.paint(file, 3, 800))
                .isInstanceOfSatisfying(
                        AppException.Rejected.class,
                        error -> assertThat(error.code()).isEqualTo(ErrorCode.NOT_FOUND))
                .hasMessage("There is no page 3: the file has 1.");
    }

    @Test
    void refusesWhatIsEncryptedOrNoPdf() throws IOException {
        Path locked = file(new PdfWriter().encrypt("owner", "user"));
        assertThatThrownBy(() -> PagePainter.paint(locked, 1, 800))
                .hasMessage("The PDF is encrypted: it cannot be shown without its password.");
        Path text = Files.writeString(folder.resolve("b.pdf"), "not a PDF");
        assertThatThrownBy(() -> PagePainter.paint(text, 1, 800)).isInstanceOf(IOException.class);
    }
}
