package dev.freshet.ingest.parse.pdf;

import static dev.freshet.ingest.parse.pdf.PdfWriter.BOLD;
import static dev.freshet.ingest.parse.pdf.PdfWriter.CODE;
import static dev.freshet.ingest.parse.pdf.PdfWriter.TEXT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.freshet.core.AppException;
import dev.freshet.ingest.parse.DocumentBuilder;
import dev.freshet.ingest.parse.ParseProgress;
import dev.freshet.ingest.parse.ParseRequest;
import dev.freshet.ingest.parse.ParseRequest.Layout;
import dev.freshet.ingest.parse.ParseRequest.PageRange;
import dev.freshet.ingest.parse.ParsedDocument;
import dev.freshet.ingest.parse.ParsedDocument.Block;
import dev.freshet.ingest.parse.ParsedDocument.Box;
import dev.freshet.ingest.parse.ParsedDocument.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PdfParserTest {
    private static final float TOLERANCE = 1.5f;

    @TempDir
    Path folder;

    private ParsedDocument parse(ParseRequest request) throws IOException {
        DocumentBuilder document = new DocumentBuilder(ParseProgress.none(), 1_000_000);
        new PdfParser().parse(request, document);
        return document.build();
    }

    private List<Block> parse(PdfWriter pdf) throws IOException {
        try (pdf) {
            return parse(ParseRequest.of(pdf.save(folder.resolve("a.pdf")), "a.pdf"))
                    .blocks();
        }
    }

    private static List<String> shown(List<Block> blocks) {
        return blocks.stream()
                .map(block -> block.kind() + (block.level() > 0 ? "" + block.level() : "") + "|" + block.text())
                .toList();
    }

    private static void isAt(Box box, float left, float right, float baseline, float size) {
        assertThat(box.left()).isCloseTo(left, within(TOLERANCE));
        assertThat(box.right()).isCloseTo(right, within(TOLERANCE));
        assertThat(box.top()).isBetween(baseline - size, baseline - size * 0.6f);
        assertThat(box.bottom()).isBetween(baseline, baseline + size * 0.35f);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TWO", "TWENTYONE", "Chapter 2", "XIV", "Appendix B", "Part 3"})
    void takesAChaptersNumberAndTitleForOneHeading(String number) throws IOException {
        PdfWriter pdf = new PdfWriter()
                .text(400, 100, 14, BOLD, number)
                .text(300, 150, 24, BOLD, "THE ARCHIVE")
                .text(72, 220, 12, TEXT, "Everything that is kept for ever is kept in the archive, and nothing else.");
        assertThat(shown(parse(pdf)))
                .containsExactly(
                        "HEADING1|" + number + " THE ARCHIVE",
                        "PARAGRAPH|Everything that is kept for ever is kept in the archive, and nothing else.");
    }

    @Test
    void takesTheLevelOfATitleOfTwoLinesFromItsBookmark() throws IOException {
        PdfWriter pdf = new PdfWriter()
                .text(72, 60, 40, BOLD, "Manual")
                .text(72, 120, 24, BOLD, "MAINTAINER SCRIPTS AND THE")
                .text(72, 148, 24, BOLD, "INSTALLATION OF PACKAGES")
                .text(72, 220, 12, TEXT, "Everything that is kept for ever is kept in the archive, and nothing else.")
                .bookmark("Maintainer scripts and the installation of packages");
        assertThat(shown(parse(pdf))).contains("HEADING1|MAINTAINER SCRIPTS AND THE INSTALLATION OF PACKAGES");
    }

    @Test
    void keepsAHeadingApartFromTheOneBelowIt() throws IOException {
        PdfWriter pdf = new PdfWriter()
                .text(72, 100, 14, BOLD, "Overview")
                .text(72, 150, 24, BOLD, "THE ARCHIVE")
                .text(72, 220, 12, TEXT, "Everything that is kept for ever is kept in the archive, and nothing else.");
        assertThat(shown(parse(pdf))).startsWith("HEADING2|Overview", "HEADING1|THE ARCHIVE");
    }

    @Test
    void rebuildsParagraphsFromLinesAndKnowsTheirPlaces() throws IOException {
        PdfWriter pdf = new PdfWriter()
                .text(72, 100, 12, TEXT, "The quick brown fox jumps over the lazy dog and then goes")
                .text(72, 114, 12, TEXT, "on to the next line of the same paragraph.")
                .text(72, 142, 12, TEXT, "Another paragraph begins here.");
        List<Block> blocks = parse(pdf);
        assertThat(shown(blocks))
                .containsExactly(
                        "PARAGRAPH|The quick brown fox jumps over the lazy dog and then goes on to the next line of the"
                                + " same paragraph.",
                        "PARAGRAPH|Another paragraph begins here.");
        assertThat(blocks.getFirst().boxes()).hasSize(2);
        float width = PdfWriter.width(TEXT, 12, "on to the next line of the same paragraph.");
        isAt(blocks.getFirst().boxes().get(1), 72, 72 + width, 114, 12);
        assertThat(blocks.getFirst().page()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 90, 180, 270})
    void placesBoxesOnThePageAsItIsShown(int rotation) throws IOException {
        PdfWriter pdf = new PdfWriter().page(rotation);
        pdf.text(100, 200, 12, TEXT, "First line of a turned page, long enough to count")
                .text(100, 214, 12, TEXT, "and its second line.");
        Block block = parse(pdf).getFirst();
        assertThat(block.text()).isEqualTo("First line of a turned page, long enough to count and its second line.");
        assertThat(block.page()).isEqualTo(2);
        float width = PdfWriter.width(TEXT, 12, "and its second line.");
        isAt(block.boxes().get(1), 100, 100 + width, 214, 12);
    }

    @ParameterizedTest
    @ValueSource(ints = {90, 180, 270})
    void readsTextThatRunsAlongTheTurnedSheet(int rotation) throws IOException {
        PdfWriter pdf = new PdfWriter().page(rotation);
        pdf.raw(100, 500, 12, "Upper line of the sheet before it was turned").raw(100, 486, 12, "and the lower line.");
        Block block = parse(pdf).getFirst();
        assertThat(block.text()).isEqualTo("Upper line of the sheet before it was turned and the lower line.");
        float width = PdfWriter.width(TEXT, 12, "and the lower line.");
        Box box = block.boxes().get(1);
        switch (rotation) {
            case 90 -> {
                assertThat(box.top()).isCloseTo(100, within(TOLERANCE));
                assertThat(box.bottom()).isCloseTo(100 + width, within(TOLERANCE));
                assertThat(box.left()).isBetween(480f, 486f);
                assertThat(box.right()).isBetween(492f, 498f);
            }
            case 180 -> {
                assertThat(box.right()).isCloseTo(612 - 100, within(TOLERANCE));
                assertThat(box.left()).isCloseTo(612 - 100 - width, within(TOLERANCE));
                assertThat(box.top()).isBetween(480f, 486f);
            }
            default -> {
                assertThat(box.bottom()).isCloseTo(612 - 100, within(TOLERANCE));
                assertThat(box.top()).isCloseTo(612 - 100 - width, within(TOLERANCE));
                assertThat(box.right()).isBetween(792 - 486f, 792 - 480f);
            }
        }
    }

    @Test
    void countsFromTheCornerOfTheVisiblePart() throws IOException {
        PdfWriter pdf = new PdfWriter().crop(50, 60, 400, 500);
        pdf.text(30, 100, 12, TEXT, "Inside of the crop box");
        isAt(
                parse(pdf).getFirst().boxes().getFirst(),
                30,
                30 + PdfWriter.width(TEXT, 12, "Inside of the crop box"),
                100,
                12);
    }

    @Test
    void readsOneColumnAfterTheOther() throws IOException {
        PdfWriter pdf = new PdfWriter().text(150, 60, 20, BOLD, "A title across both columns");
        for (int i = 0; i < 12; i++) {
            pdf.text(72, 100 + 12 * i, 10, TEXT, "Left column line number " + i + " goes on and on for a while");
            pdf.text(320, 102 + 12 * i, 10, TEXT, "Right column line number " + i + " goes on and on for a while");
        }
        List<Block> blocks = parse(pdf);
        assertThat(blocks.get(0).kind()).isEqualTo(Kind.HEADING);
        assertThat(blocks).hasSize(3);
        assertThat(blocks.get(1).text()).startsWith("Left column line number 0").contains("Left column line number 11");
        assertThat(blocks.get(1).text()).doesNotContain("Right");
        assertThat(blocks.get(2).text()).startsWith("Right column line number 0");
        assertThat(blocks.get(2).boxes())
                .hasSize(12)
                .allSatisfy(box -> assertThat(box.left()).isCloseTo(320, within(TOLERANCE)));
    }

    @Test
    void readsWhatCrossesTheColumnsInItsPlace() throws IOException {
        PdfWriter pdf = new PdfWriter();
        for (int i = 0; i < 6; i++) {
            pdf.text(72, 100 + 12 * i, 10, TEXT, "Upper left line number " + i + " goes on and on for a while");
            pdf.text(320, 100 + 12 * i, 10, TEXT, "Upper right line number " + i + " goes on and on for a while");
            pdf.text(72, 250 + 12 * i, 10, TEXT, "Lower left line number " + i + " goes on and on for a while");
            pdf.text(320, 250 + 12 * i, 10, TEXT, "Lower right line number " + i + " goes on and on for a while");
        }
        pdf.text(72, 200, 10, TEXT, "A sentence in the middle that crosses the gutter between the two columns here.");
        assertThat(parse(pdf).stream().map(Block::text).map(text -> text.substring(0, 11)))
                .containsExactly("Upper left ", "Upper right", "A sentence ", "Lower left ", "Lower right");
    }

    @Test
    void removesRunningHeadsAndPageNumbers() throws IOException {
        PdfWriter pdf = new PdfWriter();
        String[] sections = {"Alpha", "Alpha", "Beta", "Gamma", "Delta"};
        for (int i = 0; i < 5; i++) {
            if (i > 0) {
                pdf.page(0);
            }
            pdf.text(72, 40, 9, TEXT, "Company handbook, edition 7")
                    .text(72, 750, 9, TEXT, sections[i] + " " + (i + 1))
                    .text(72, 100, 12, TEXT, "Content of the page with the number " + "abcde".charAt(i) + ".")
                    .text(72, 130, 12, TEXT, "It has two paragraphs.");
        }
        assertThat(parse(pdf))
                .hasSize(10)
                .noneSatisfy(block -> assertThat(block.text()).containsAnyOf("handbook", "Alpha", "Delta"));
    }

    @Test
    void keepsHeadingsThatStandAtTheSamePlaceOfManyPages() throws IOException {
        PdfWriter pdf = new PdfWriter();
        int[] minors = {3, 7, 8, 12};
        for (int minor : minors) {
            pdf.text(72, 90, 13, BOLD, "2." + minor + " Version 4." + (20 - minor))
                    .text(72, 120, 11, TEXT, "What changed is written below the heading of the version.")
                    .text(300, 760, 9, TEXT, "Page " + "xiv".charAt(minor % 3) + " of many")
                    .page(0);
        }
        assertThat(shown(parse(pdf)).stream().filter(line -> line.startsWith("HEADING")))
                .containsExactly(
                        "HEADING1|2.3 Version 4.17",
                        "HEADING1|2.7 Version 4.13",
                        "HEADING1|2.8 Version 4.12",
                        "HEADING1|2.12 Version 4.8");
    }

    @Test
    void removesPageNumbersInsideOfAFooter() throws IOException {
        PdfWriter pdf = new PdfWriter();
        for (int page = 1; page <= 4; page++) {
            pdf.text(72, 120, 11, TEXT, "Content of the page " + "abcde".charAt(page) + " is here.")
                    .text(300, 760, 9, TEXT, "Page " + page + " of 40")
                    .page(0);
        }
        assertThat(parse(pdf)).hasSize(4);
    }

    @Test
    void joinsHyphenatedWordsButKeepsHyphensThatAreWrittenElsewhere() throws IOException {
        PdfWriter pdf = new PdfWriter()
                .text(72, 100, 12, TEXT, "This well-known manual describes an infor-")
                .text(72, 114, 12, TEXT, "mation system that is widely and well-")
                .text(72, 128, 12, TEXT, "known to work in every single condition.");
        assertThat(parse(pdf).getFirst().text())
                .isEqualTo("This well-known manual describes an information system that is widely and well-known to"
                        + " work in every single condition.");
    }

    @Test
    void joinsAParagraphThatGoesOnOnTheNextPage() throws IOException {
        PdfWriter pdf = new PdfWriter().text(72, 700, 12, TEXT, "The sentence begins on this page and");
        pdf.page(0).text(72, 100, 12, TEXT, "ends on the next one.");
        Block block = parse(pdf).getFirst();
        assertThat(block.text()).isEqualTo("The sentence begins on this page and ends on the next one.");
        assertThat(block.page()).isEqualTo(1);
        assertThat(block.boxes().stream().map(Box::page)).containsExactly(1, 2);
    }

    @Test
    void ranksHeadingsBySizeAndTakesLevelsFromBookmarks() throws IOException {
        PdfWriter pdf = new PdfWriter()
                .bookmark("Travel")
                .text(72, 80, 24, BOLD, "Handbook")
                .text(72, 120, 16, BOLD, "1 Leave")
                .text(72, 150, 11, TEXT, "Everybody has thirty days of leave a year, to be taken in whole days.")
                .text(72, 190, 16, BOLD, "2 Travel")
                .text(72, 220, 11, TEXT, "Trains are preferred over planes wherever a train goes at all.")
                .text(72, 260, 11, BOLD, "Exceptions")
                .text(72, 275, 11, TEXT, "There are none that are worth to be written down in this handbook.");
        assertThat(shown(parse(pdf)).stream().filter(line -> line.startsWith("HEADING")))
                .containsExactly("HEADING1|Handbook", "HEADING2|1 Leave", "HEADING1|2 Travel", "HEADING3|Exceptions");
    }

    @Test
    void keepsTheLinesOfCode() throws IOException {
        PdfWriter pdf = new PdfWriter()
                .text(72, 100, 11, TEXT, "Run this to see whether it works on your machine at home:")
                .text(90, 124, 9, CODE, "if true; then")
                .text(90 + 4 * 5.4f, 135, 9, CODE, "echo  two  spaces")
                .text(90, 146, 9, CODE, "fi")
                .text(72, 170, 11, TEXT, "It does.");
        assertThat(shown(parse(pdf)))
                .containsExactly(
                        "PARAGRAPH|Run this to see whether it works on your machine at home:",
                        "CODE|if true; then\n    echo  two  spaces\nfi",
                        "PARAGRAPH|It does.");
    }

    @Test
    void readsListsWithTheirLevels() throws IOException {
        PdfWriter pdf = new PdfWriter()
                .text(72, 100, 11, TEXT, "Bring these things with you on your very first day in the office:")
                .text(80, 120, 11, TEXT, "\u2022")
                .text(100, 120, 11, TEXT, "a passport or another document that shows who")
                .text(100, 133, 11, TEXT, "you are")
                .text(100, 150, 11, TEXT, "-  only when it is valid")
                .text(80, 167, 11, TEXT, "2. the signed contract");
        assertThat(shown(parse(pdf)))
                .containsExactly(
                        "PARAGRAPH|Bring these things with you on your very first day in the office:",
                        "LIST_ITEM1|a passport or another document that shows who you are",
                        "LIST_ITEM2|only when it is valid",
                        "LIST_ITEM1|2. the signed contract");
    }

    @Test
    void readsAlignedCellsAsATable() throws IOException {
        PdfWriter pdf = new PdfWriter().text(72, 80, 11, TEXT, "Prices are these until the end of the year:");
        String[][] rows = {{"Item", "Price", "Stock"}, {"Oak desk", "1,200.00", "4"}, {"Chair with arms", "80.00", "17"}
        };
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < 3; j++) {
                float right = 250 + 100 * j - PdfWriter.width(TEXT, 11, rows[i][j]);
                pdf.text(j == 0 ? 72 : right, 110 + 16 * i, 11, TEXT, rows[i][j]);
            }
        }
        List<Block> blocks = parse(pdf);
        assertThat(shown(blocks))
                .containsExactly(
                        "PARAGRAPH|Prices are these until the end of the year:",
                        "TABLE_ROW|Oak desk\t1,200.00\t4",
                        "TABLE_ROW|Chair with arms\t80.00\t17");
        assertThat(blocks.get(1).label()).isEqualTo("Item\tPrice\tStock");
        isAt(blocks.get(1).boxes().getFirst(), 72, 450, 126, 11);
    }

    @Test
    void leavesOutATableOfContents() throws IOException {
        PdfWriter pdf = new PdfWriter();
        for (int i = 0; i < 8; i++) {
            pdf.text(72, 100 + 14 * i, 11, TEXT, "Section " + i + " . . . . . . . . . . . . . . . " + (i + 2));
        }
        pdf.page(0).text(72, 100, 11, TEXT, "The content itself is kept as it is.");
        assertThat(shown(parse(pdf))).containsExactly("PARAGRAPH|The content itself is kept as it is.");
    }

    @Test
    void readsLinesFromTopToBottomWhenTheLayoutIsPlain() throws IOException {
        try (PdfWriter pdf = new PdfWriter()) {
            pdf.text(72, 100, 20, BOLD, "Title").text(72, 130, 11, TEXT, "Text");
            Path file = pdf.save(folder.resolve("a.pdf"));
            ParsedDocument document = parse(new ParseRequest(file, "a.pdf", Layout.PLAIN, List.of()));
            assertThat(shown(document.blocks())).containsExactly("PARAGRAPH|Title\nText");
        }
    }

    @Test
    void readsOnlyThePagesThatAreAskedFor() throws IOException {
        try (PdfWriter pdf = new PdfWriter()) {
            for (int i = 1; i <= 6; i++) {
                pdf.text(72, 100, 11, TEXT, "Page " + "zabcdef".charAt(i)).page(0);
            }
            Path file = pdf.save(folder.resolve("a.pdf"));
            List<PageRange> ranges = List.of(new PageRange(2, 3), new PageRange(5, 5));
            ParsedDocument document = parse(new ParseRequest(file, "a.pdf", Layout.RECOGNIZED, ranges));
            assertThat(document.blocks().stream().map(Block::page)).containsExactly(2, 3, 5);
            assertThat(document.pages()).isEqualTo(7);
        }
    }

    @Test
    void opensWhatNeedsNoPasswordAndRefusesWhatDoes() throws IOException {
        assertThat(parse(new PdfWriter().text(72, 100, 11, TEXT, "Open to all").encrypt("owner", "")))
                .hasSize(1);
        PdfWriter locked = new PdfWriter().text(72, 100, 11, TEXT, "Secret").encrypt("owner", "user");
        assertThatThrownBy(() -> parse(locked))
                .isInstanceOf(AppException.Rejected.class)
                .hasMessage("The PDF is encrypted: it cannot be read without its password.");
    }

    @Test
    void saysWhenThereIsNoText() {
        assertThatThrownBy(() -> parse(new PdfWriter())).hasMessageContaining("text recognition is not available");
    }

    @Test
    void damagedFilesEndAsAnErrorAndNeverHang() throws IOException {
        byte[] bytes;
        try (PdfWriter pdf = new PdfWriter()) {
            for (int i = 0; i < 20; i++) {
                pdf.text(72, 100, 11, TEXT, "Page with some text on it").page(0);
            }
            bytes = Files.readAllBytes(pdf.save(folder.resolve("whole.pdf")));
        }
        for (int length : List.of(9, 200, bytes.length / 2, bytes.length - 40)) {
            Path file = Files.write(folder.resolve("cut.pdf"), Arrays.copyOf(bytes, length));
            DocumentBuilder document = new DocumentBuilder(ParseProgress.none(), 1_000_000);
            try {
                new PdfParser().parse(ParseRequest.of(file, "cut.pdf"), document);
                assertThat(document.build().blocks()).isNotEmpty();
            } catch (IOException | AppException expected) {
                assertThat(expected).isNotNull();
            }
        }
    }
}
