package dev.freshet.benchmarks;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;

/// A PDF with as many pages of made-up English as wanted, about 300 words each; the seed is fixed.
final class LongPdf {
    private static final List<String> WORDS = List.of(
            "the",
            "of",
            "a",
            "station",
            "river",
            "gauge",
            "measures",
            "every",
            "hour",
            "when",
            "water",
            "rises",
            "and",
            "reports",
            "level",
            "to",
            "office",
            "before",
            "noon",
            "after",
            "winter",
            "maintenance",
            "requires",
            "two",
            "people",
            "who",
            "check",
            "battery",
            "antenna",
            "cable",
            "seal",
            "pressure",
            "is",
            "not",
            "allowed");
    private static final int LINES = 32;
    private static final int WORDS_A_LINE = 10;
    private static final float LEADING = 20;

    private LongPdf() {}

    static byte[] of(int pages) throws IOException {
        Random random = new Random(7);
        PDFont font = new PDType1Font(Standard14Fonts.FontName.HELVETICA);
        try (PDDocument document = new PDDocument()) {
            for (int number = 1; number <= pages; number++) {
                PDPage page = new PDPage(PDRectangle.A4);
                document.addPage(page);
                try (PDPageContentStream content = new PDPageContentStream(document, page)) {
                    write(content, font, number, random);
                }
            }
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            document.save(bytes);
            return bytes.toByteArray();
        }
    }

    private static void write(PDPageContentStream content, PDFont font, int number, Random random) throws IOException {
        content.beginText();
        content.setFont(font, 11);
        content.setLeading(LEADING);
        content.newLineAtOffset(60, 780);
        content.showText("Section " + number);
        for (int line = 0; line < LINES; line++) {
            content.newLine();
            content.showText(line(random));
        }
        content.endText();
    }

    private static String line(Random random) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < WORDS_A_LINE; i++) {
            line.append(WORDS.get(random.nextInt(WORDS.size()))).append(' ');
        }
        return line.append(random.nextInt(1000)).append('.').toString();
    }
}
