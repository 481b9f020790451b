package dev.freshet.ingest.parse.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.core.AppException;
import dev.freshet.ingest.parse.ParseProgress;
import dev.freshet.ingest.parse.ParseRequest;
import dev.freshet.ingest.parse.ParsedDocument;
import dev.freshet.ingest.parse.ParserSettings;
import dev.freshet.ingest.parse.Parsers;
import dev.freshet.ingest.parse.office.OldFiles;
import dev.freshet.ingest.parse.text.TextParser;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.imageio.ImageIO;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts.FontName;
import org.apache.poi.hslf.usermodel.HSLFSlideShow;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.xslf.usermodel.XMLSlideShow;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/// Every format through the front door and a real child process, whole and broken.
@TestInstance(Lifecycle.PER_CLASS)
class WorkerFormatsTest {
    private final Map<String, byte[]> files = new LinkedHashMap<>();
    private Path folder;
    private ParserPool pool;
    private Parsers parsers;

    @BeforeAll
    void open(@TempDir Path temporary) throws IOException {
        folder = temporary;
        ParserSettings settings = ParserSettings.defaults();
        pool = new ParserPool(settings, folder.resolve("scratch"));
        parsers = new Parsers(new TextParser(settings), pool);
        files.put("a.html", "<p>Some words</p>".getBytes(UTF_8));
        files.put("a.eml", "Subject: Hi\n\nSome words\n".getBytes(UTF_8));
        files.put(
                "a.png", bytes(out -> ImageIO.write(new BufferedImage(4, 3, BufferedImage.TYPE_INT_RGB), "png", out)));
        files.put("a.doc", bytes(out -> OldFiles.word(out, List.of(new OldFiles.Paragraph(0, "Some words")))));
        files.put("a.msg", bytes(out -> OldFiles.message(out, "Ada", "Grace", "Hi", "Some words")));
        files.put("a.pdf", bytes(WorkerFormatsTest::pdf));
        try (XWPFDocument word = new XWPFDocument();
                XMLSlideShow slides = new XMLSlideShow();
                XSSFWorkbook workbook = new XSSFWorkbook();
                HSLFSlideShow oldSlides = new HSLFSlideShow();
                HSSFWorkbook oldWorkbook = new HSSFWorkbook()) {
            word.createParagraph().createRun().setText("Some words");
            slides.createSlide().createTextBox().setText("Some words");
            oldSlides.createSlide().createTextBox().setText("Some words");
            workbook.createSheet("S").createRow(0).createCell(0).setCellValue("Some words");
            oldWorkbook.createSheet("S").createRow(0).createCell(0).setCellValue("Some words");
            files.put("a.docx", bytes(word::write));
            files.put("a.pptx", bytes(slides::write));
            files.put("a.xlsx", bytes(workbook::write));
            files.put("a.ppt", bytes(oldSlides::write));
            files.put("a.xls", bytes(oldWorkbook::write));
        }
    }

    @AfterAll
    void close() {
        parsers.close();
    }

    private interface Written {
        void to(OutputStream out) throws IOException;
    }

    private static byte[] bytes(Written content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        content.to(out);
        return out.toByteArray();
    }

    private static void pdf(OutputStream out) throws IOException {
        try (PDDocument pdf = new PDDocument()) {
            PDPage page = new PDPage();
            pdf.addPage(page);
            try (PDPageContentStream content = new PDPageContentStream(pdf, page)) {
                content.beginText();
                content.setFont(new PDType1Font(FontName.HELVETICA), 12);
                content.newLineAtOffset(72, 700);
                content.showText("Some words");
                content.endText();
            }
            pdf.save(out);
        }
    }

    private ParsedDocument parse(String name, byte[] bytes) throws IOException {
        Path file = Files.write(folder.resolve("blob"), bytes);
        return parsers.parse(ParseRequest.of(file, name), ParseProgress.none());
    }

    @Test
    void everyFormatIsReadAndBrokenFilesEndInASentenceWithoutHarmToTheChild() throws IOException {
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            assertThat(parse(file.getKey(), file.getValue()).blocks())
                    .as(file.getKey())
                    .anySatisfy(block -> assertThat(block.text()).containsAnyOf("Some words", "Picture: a"));
        }
        List<Long> children = pool.pids();
        for (String name :
                List.of("a.pdf", "a.docx", "a.pptx", "a.xlsx", "a.ppt", "a.xls", "a.doc", "a.msg", "a.png")) {
            byte[] whole = files.get(name);
            refuses(name, Arrays.copyOf(whole, 20));
            refuses(name, Arrays.copyOf(whole, whole.length / 3));
            byte[] shuffled = whole.clone();
            new Random(7).ints(200, 600, Math.max(601, whole.length)).forEach(i -> shuffled[i % whole.length] ^= 0x55);
            survives(name, shuffled);
        }
        assertThat(pool.pids()).isEqualTo(children).hasSize(1);
    }

    private void refuses(String name, byte[] bytes) {
        assertThatThrownBy(() -> parse(name, bytes))
                .as(name + " of " + bytes.length + " bytes")
                .isInstanceOf(AppException.Rejected.class)
                .hasMessageEndingWith(".");
    }

    private void survives(String name, byte[] bytes) throws IOException {
        try {
            assertThat(parse(name, bytes)).isNotNull();
        } catch (AppException.Rejected sentence) {
            assertThat(sentence.sentence()).endsWith(".");
        }
    }

    @Test
    void aDeepOrMisnamedFileEndsInASentence() throws IOException {
        byte[] deep = "<div>".repeat(100_000).getBytes(UTF_8);
        assertThatThrownBy(() -> parse("a.html", deep)).hasMessageContaining("nested deeper than");
        byte[] png = files.get("a.png");
        assertThatThrownBy(() -> parse("a.xlsx", png))
                .hasMessage("The file is named .xlsx but it is a PNG picture, not an Excel workbook.");
        byte[] xlsx = files.get("a.xlsx");
        assertThatThrownBy(() -> parse("a.pptx", xlsx)).hasMessageContaining("but it is an Excel workbook");
    }
}
