package dev.freshet.ingest.parse.office;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.core.AppException;
import dev.freshet.ingest.parse.DocumentBuilder;
import dev.freshet.ingest.parse.FileFormat;
import dev.freshet.ingest.parse.FormatParser;
import dev.freshet.ingest.parse.ParseProgress;
import dev.freshet.ingest.parse.ParseRequest;
import dev.freshet.ingest.parse.ParsedDocument;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.apache.poi.hslf.usermodel.HSLFSlide;
import org.apache.poi.hslf.usermodel.HSLFSlideShow;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.openxml4j.opc.OPCPackage;
import org.apache.poi.poifs.crypt.EncryptionInfo;
import org.apache.poi.poifs.crypt.EncryptionMode;
import org.apache.poi.poifs.crypt.Encryptor;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.apache.poi.sl.usermodel.Placeholder;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.xslf.usermodel.SlideLayout;
import org.apache.poi.xslf.usermodel.XMLSlideShow;
import org.apache.poi.xslf.usermodel.XSLFSlide;
import org.apache.poi.xslf.usermodel.XSLFTable;
import org.apache.poi.xslf.usermodel.XSLFTextShape;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.apache.poi.xwpf.usermodel.XWPFParagraph;
import org.apache.poi.xwpf.usermodel.XWPFTable;
import org.apache.xmlbeans.XmlException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTP;

class OfficeParsersTest {
    @TempDir
    Path folder;

    private static ParsedDocument parse(FormatParser parser, Path file) throws IOException {
        DocumentBuilder document = new DocumentBuilder(ParseProgress.none(), 1_000_000);
        parser.parse(ParseRequest.of(file, file.getFileName().toString()), document);
        return document.build();
    }

    private static List<String> shown(ParsedDocument document) {
        return document.blocks().stream()
                .map(block -> block.kind() + (block.level() > 0 ? "" + block.level() : "")
                        + (block.page() > 0 ? "@" + block.page() : "") + "|" + block.text() + "|" + block.label())
                .toList();
    }

    private interface Saved {
        void write(OutputStream out) throws IOException;
    }

    private Path save(String name, Saved content) throws IOException {
        Path file = folder.resolve(name);
        try (OutputStream out = Files.newOutputStream(file)) {
            content.write(out);
        }
        return file;
    }

    private static void paragraph(XWPFDocument word, String style, String text) {
        XWPFParagraph paragraph = word.createParagraph();
        if (!style.isEmpty()) {
            paragraph.setStyle(style);
        }
        paragraph.createRun().setText(text);
    }

    @Test
    void readsHeadingsListsTablesAndFootnotesOfWord() throws IOException {
        try (XWPFDocument word = new XWPFDocument()) {
            word.getProperties().getCoreProperties().setTitle("Travel rules");
            paragraph(word, "Heading1", "Travel");
            paragraph(word, "TOC1", "Travel\t3");
            paragraph(word, "", "Trains come first.");
            XWPFParagraph item = word.createParagraph();
            item.setNumID(BigInteger.ONE);
            item.setNumILvl(BigInteger.ONE);
            item.createRun().setText("second class");
            XWPFTable table = word.createTable(3, 2);
            String[][] cells = {{"Grade", "Hotel"}, {"A", "200 EUR"}, {"B", "120 EUR"}};
            for (int i = 0; i < cells.length; i++) {
                table.getRow(i).getCell(0).setText(cells[i][0]);
                table.getRow(i).getCell(1).setText(cells[i][1]);
            }
            ParsedDocument document = parse(new WordParser(), save("a.docx", word::write));
            assertThat(shown(document))
                    .containsExactly(
                            "HEADING1|Travel|",
                            "PARAGRAPH|Trains come first.|",
                            "LIST_ITEM2|second class|",
                            "TABLE_ROW|A\t200 EUR|Grade\tHotel",
                            "TABLE_ROW|B\t120 EUR|Grade\tHotel");
            assertThat(document.properties()).containsEntry("title", "Travel rules");
        }
    }

    @Test
    void readsTextBoxesOfWordOnce() throws IOException, XmlException {
        String box = "<w:txbxContent><w:p><w:r><w:t>Boxed words</w:t></w:r></w:p></w:txbxContent>";
        String xml =
                "<xml-fragment xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><w:r><w:pict>"
                        + box + box + "</w:pict></w:r></xml-fragment>";
        try (XWPFDocument word = new XWPFDocument()) {
            paragraph(word, "", "Before");
            word.createParagraph().getCTP().set(CTP.Factory.parse(xml));
            assertThat(shown(parse(new WordParser(), save("a.docx", word::write))))
                    .containsExactly("PARAGRAPH|Before|", "PARAGRAPH|Boxed words|");
        }
    }

    private static void slides(XMLSlideShow show) {
        XSLFSlide first = show.createSlide(show.getSlideMasters().getFirst().getLayout(SlideLayout.TITLE_AND_CONTENT));
        first.getPlaceholder(0).setText("Results");
        first.getPlaceholder(1).setText("Sales rose\nCosts fell");
        XSLFTable table = first.createTable(2, 2);
        String[] cells = {"Region", "Sales", "North", "40"};
        for (int i = 0; i < cells.length; i++) {
            table.getCell(i / 2, i % 2).setText(cells[i]);
        }
        for (XSLFTextShape shape : show.getNotesSlide(first).getPlaceholders()) {
            if (shape.getTextType() == Placeholder.BODY) {
                shape.setText("Speak slowly");
            }
        }
        show.createSlide().createTextBox().setText("Second slide");
    }

    @Test
    void readsTitlesBulletsTablesAndNotesOfSlides() throws IOException {
        try (XMLSlideShow show = new XMLSlideShow()) {
            slides(show);
            ParsedDocument document = parse(new SlidesParser(FileFormat.PPTX), save("a.pptx", show::write));
            assertThat(document.pages()).isEqualTo(2);
            assertThat(shown(document))
                    .containsExactly(
                            "HEADING1@1|Results|",
                            "LIST_ITEM1@1|Sales rose|",
                            "LIST_ITEM1@1|Costs fell|",
                            "TABLE_ROW@1|North\t40|Region\tSales",
                            "PARAGRAPH@1|Notes: Speak slowly|",
                            "PARAGRAPH@2|Second slide|");
        }
    }

    @Test
    void readsOldSlides() throws IOException {
        try (HSLFSlideShow show = new HSLFSlideShow()) {
            HSLFSlide slide = show.createSlide();
            slide.addTitle().setText("Old title");
            slide.createTextBox().setText("Old words");
            assertThat(shown(parse(new SlidesParser(FileFormat.PPT), save("a.ppt", show::write))))
                    .containsExactly("HEADING1@1|Old title|", "PARAGRAPH@1|Old words|");
        }
    }

    private static void fill(Workbook workbook) {
        Sheet sheet = workbook.createSheet("Staff");
        Object[][] rows = {
            {"Name", "Born", "Share", "Salary"},
            {"Ada", LocalDate.of(1990, 3, 7), 0.255, 51000.5},
            {null, null, null, null},
            {"Bob", LocalDate.of(1985, 12, 24), 0.5, 48000}
        };
        String[] formats = {"General", "yyyy-mm-dd", "0.0%", "#,##0.00"};
        for (int i = 0; i < rows.length; i++) {
            Row row = sheet.createRow(i);
            for (int j = 0; j < rows[i].length; j++) {
                CellStyle style = workbook.createCellStyle();
                style.setDataFormat(workbook.createDataFormat().getFormat(formats[j]));
                switch (rows[i][j]) {
                    case String text -> row.createCell(j).setCellValue(text);
                    case LocalDate date -> row.createCell(j).setCellValue(date);
                    case Number number -> row.createCell(j).setCellValue(number.doubleValue());
                    case null, default -> {}
                }
                if (row.getCell(j) != null) {
                    row.getCell(j).setCellStyle(style);
                }
            }
        }
        Sheet grouped = workbook.createSheet("Sales");
        grouped.createRow(0).createCell(0).setCellValue("Sales by quarter");
        grouped.addMergedRegion(new CellRangeAddress(0, 0, 0, 3));
        String[][] cells = {
            {"Team", "2024", "", "Sum"}, {"", "Q1", "Q2", ""}, {"North", "1", "2", "3"}, {"", "4", "5", "9"}
        };
        for (int i = 0; i < cells.length; i++) {
            Row row = grouped.createRow(i + 1);
            for (int j = 0; j < 4; j++) {
                row.createCell(j).setCellValue(cells[i][j]);
            }
        }
        grouped.addMergedRegion(new CellRangeAddress(1, 2, 0, 0));
        grouped.addMergedRegion(new CellRangeAddress(1, 1, 1, 2));
        grouped.addMergedRegion(new CellRangeAddress(3, 4, 0, 0));
    }

    private static final List<String> ROWS = List.of(
            "HEADING1@1|Staff|",
            "TABLE_ROW@1|Ada\t1990-03-07\t25.5%\t51,000.50|Name\tBorn\tShare\tSalary",
            "TABLE_ROW@1|Bob\t1985-12-24\t50.0%\t48,000.00|Name\tBorn\tShare\tSalary",
            "HEADING1@2|Sales|",
            "PARAGRAPH@2|Sales by quarter|",
            "TABLE_ROW@2|North\t1\t2\t3|Team\t2024 Q1\t2024 Q2\tSum",
            "TABLE_ROW@2|North\t4\t5\t9|Team\t2024 Q1\t2024 Q2\tSum");

    @Test
    void showsCellsAsTheWorkbookDoesAndJoinsMergedNames() throws IOException {
        try (XSSFWorkbook modern = new XSSFWorkbook();
                HSSFWorkbook old = new HSSFWorkbook()) {
            fill(modern);
            fill(old);
            assertThat(shown(parse(new WorkbookParser(), save("a.xlsx", modern::write))))
                    .isEqualTo(ROWS);
            assertThat(shown(parse(new Workbook97Parser(), save("a.xls", old::write))))
                    .isEqualTo(ROWS);
        }
    }

    @Test
    void saysWhenAFileIsEncrypted() throws Exception {
        Path plain;
        try (XSSFWorkbook workbook = new XSSFWorkbook()) {
            fill(workbook);
            plain = save("plain.xlsx", workbook::write);
        }
        EncryptionInfo info = new EncryptionInfo(EncryptionMode.agile);
        Encryptor encryptor = info.getEncryptor();
        encryptor.confirmPassword("secret");
        try (POIFSFileSystem container = new POIFSFileSystem();
                OPCPackage content = OPCPackage.open(plain.toFile())) {
            try (OutputStream out = encryptor.getDataStream(container)) {
                content.save(out);
            }
            Path locked = save("locked.xlsx", container::writeFilesystem);
            assertThatThrownBy(() -> parse(new WorkbookParser(), locked))
                    .isInstanceOf(AppException.Rejected.class)
                    .hasMessage("The file is encrypted: it cannot be read as an Excel workbook without its password.");
        }
    }

    @Test
    void saysWhatAMisnamedOfficeFileIs() throws IOException {
        try (XSSFWorkbook modern = new XSSFWorkbook();
                HSSFWorkbook old = new HSSFWorkbook()) {
            fill(modern);
            fill(old);
            Path xlsx = save("a.docx", modern::write);
            Path xls = save("b.docx", old::write);
            assertThatThrownBy(() -> parse(new WordParser(), xlsx))
                    .hasMessage("The file is named as if it were a Word document but it is an Excel workbook.");
            assertThatThrownBy(() -> parse(new WordParser(), xls))
                    .hasMessage("The file is named as if it were a Word document but it is an Excel 97-2003 workbook.");
            assertThatThrownBy(() -> parse(new Word97Parser(), xls))
                    .hasMessageContaining("but it is an Excel 97-2003 workbook");
        }
        Path zip = zip("c.docx", "a.txt", "x".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> parse(new WordParser(), zip))
                .hasMessage("The file is a ZIP archive, not a Word document.");
    }

    private Path zip(String name, String entry, byte[] content) throws IOException {
        return save(name, out -> {
            try (ZipOutputStream zip = new ZipOutputStream(out)) {
                zip.putNextEntry(new ZipEntry(entry));
                zip.write(content);
            }
        });
    }

    @Test
    void refusesAZipBombBeforeItIsUnpacked() throws IOException {
        Path bomb = zip("a.docx", "word/document.xml", new byte[64 << 20]);
        assertThatThrownBy(() -> parse(new WordParser(), bomb))
                .isInstanceOf(AppException.Rejected.class)
                .hasMessageStartingWith("The file is refused because it unpacks to too much");
    }

    /// A workbook whose sheet is the given text.
    private Path workbookWith(String sheet) throws IOException {
        Path plain;
        try (XSSFWorkbook workbook = new XSSFWorkbook()) {
            workbook.createSheet("S").createRow(0).createCell(0).setCellValue(1);
            plain = save("plain.xlsx", workbook::write);
        }
        return save("hostile.xlsx", out -> {
            try (ZipFile from = new ZipFile(plain.toFile());
                    ZipOutputStream zip = new ZipOutputStream(out)) {
                for (ZipEntry entry : Collections.list(from.entries())) {
                    zip.putNextEntry(new ZipEntry(entry.getName()));
                    byte[] bytes = from.getInputStream(entry).readAllBytes();
                    zip.write(entry.getName().endsWith("sheet1.xml") ? sheet.getBytes(StandardCharsets.UTF_8) : bytes);
                }
            }
        });
    }

    @Test
    void entitiesOfAHostileSheetAreNeverExpanded() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), "SECRET");
        String form = "<!DOCTYPE x [%s]><worksheet xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'>"
                + "<sheetData><row r='1'><c r='A1' t='str'><v>&a;</v></c></row></sheetData></worksheet>";
        StringBuilder laughs = new StringBuilder("<!ENTITY z 'ha'>");
        for (char name = 'y'; name >= 'a'; name--) {
            laughs.append("<!ENTITY %c '%s'>".formatted(name, ("&" + (char) (name + 1) + ";").repeat(10)));
        }
        for (String entities : List.of("<!ENTITY a SYSTEM '" + secret.toUri() + "'>", laughs.toString())) {
            Path file = workbookWith(form.replace("%s", entities));
            assertThatThrownBy(() -> parse(new WorkbookParser(), file)).isInstanceOf(IOException.class);
        }
    }
}
