package dev.freshet.ingest.parse.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.core.AppException;
import dev.freshet.ingest.parse.PagePicture;
import dev.freshet.ingest.parse.ParserSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PagePicturesTest {
    @TempDir
    Path folder;

    private PagePictures pictures() {
        return new PagePictures(ParserSettings.defaults(), folder.resolve("scratch"));
    }

    private Path pdf(String name) throws IOException {
        Path file = folder.resolve(name);
        try (PDDocument pdf = new PDDocument()) {
            pdf.addPage(new PDPage(PDRectangle.A4));
            pdf.save(file.toFile());
        }
        return file;
    }

    @Test
    void keepsWhatWasPainted() throws IOException {
        try (PagePictures pictures = pictures()) {
            Path file = pdf("a.pdf");
            PagePicture painted = pictures.picture(file, 1, 401);
            assertThat(painted.pages()).isEqualTo(1);
            assertThat(painted.width()).isEqualTo(PDRectangle.A4.getWidth());
            Files.delete(file);
            assertThat(pictures.picture(file, 1, 800)).isSameAs(painted);
            assertThatThrownBy(() -> pictures.picture(file, 1, 400)).isInstanceOf(AppException.Rejected.class);
        }
    }

    @Test
    void goesOnAfterAFileThatCannotBePainted() throws IOException {
        try (PagePictures pictures = pictures()) {
            Path broken = Files.writeString(folder.resolve("b.pdf"), "%PDF-1.7 and nothing else");
            assertThatThrownBy(() -> pictures.picture(broken, 1, 800))
                    .isInstanceOf(AppException.Rejected.class)
                    .hasMessage("The file is damaged: it cannot be read as a PDF.");
            Path file = pdf("a.pdf");
            assertThatThrownBy(() -> pictures.picture(file, 2, 800)).hasMessage("There is no page 2: the file has 1.");
            assertThat(pictures.picture(file, 1, 800).png()).startsWith(0x89, 'P', 'N', 'G');
        }
    }
}
