package dev.freshet.ingest.chunk;

import dev.freshet.ingest.chunk.piece.ChunkDraft;
import dev.freshet.ingest.chunk.piece.ChunkSettings;
import dev.freshet.ingest.parse.DocumentBuilder;
import dev.freshet.ingest.parse.FileFormat;
import dev.freshet.ingest.parse.FormatParser;
import dev.freshet.ingest.parse.ParseProgress;
import dev.freshet.ingest.parse.ParseRequest;
import dev.freshet.ingest.parse.office.WordParser;
import dev.freshet.ingest.parse.pdf.PdfParser;
import dev.freshet.ingest.parse.text.TextParser;
import dev.freshet.text.TokenCounter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts.FontName;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.apache.poi.xwpf.usermodel.XWPFParagraph;

/// Files that a test writes, and their chunks.
final class Written {
    private static final Chunker CHUNKER = new Chunker(new TokenCounter());

    private final Path folder;

    Written(Path folder) {
        this.folder = folder;
    }

    List<ChunkDraft> text(ChunkMethod method, String name, String text) {
        try {
            Path file = Files.writeString(folder.resolve(name), text);
            return chunks(method, file, TextParser.parser(FileFormat.of(name).orElseThrow()), ChunkSettings.defaults());
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        }
    }

    /// A Word file of paragraphs: `1|Travel` is a heading of level 1, `|Trains` is text, `a\tb` with a tab a
    /// table's row.
    List<ChunkDraft> word(ChunkMethod method, String... paragraphs) {
        Path file = folder.resolve("a.docx");
        try (XWPFDocument word = new XWPFDocument();
                OutputStream out = Files.newOutputStream(file)) {
            for (String each : paragraphs) {
                int bar = each.indexOf('|');
                if (each.contains("\t")) {
                    String[] cells = each.split("\t", -1);
                    var row = word.createTable(1, cells.length).getRow(0);
                    for (int i = 0; i < cells.length; i++) {
                        row.getCell(i).setText(cells[i]);
                    }
                    continue;
                }
                XWPFParagraph paragraph = word.createParagraph();
                if (bar > 0) {
                    paragraph.setStyle("Heading" + each.substring(0, bar));
                }
                paragraph.createRun().setText(each.substring(bar + 1));
            }
            word.write(out);
            out.flush();
            return chunks(method, file, new WordParser(), ChunkSettings.defaults());
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        }
    }

    /// A PDF of lines: `14|Travel` is written in bold letters of 14 points, `|Trains` in letters of 10
    /// points, `-` leaves room and `=` begins a page.
    List<ChunkDraft> pdf(ChunkMethod method, ChunkSettings settings, String... lines) {
        Path file = folder.resolve("a.pdf");
        try (PDDocument pdf = new PDDocument()) {
            PDPageContentStream content = page(pdf);
            float down = 72;
            for (String line : lines) {
                if (line.equals("=")) {
                    content.close();
                    content = page(pdf);
                    down = 72;
                } else if (!line.equals("-")) {
                    int bar = line.indexOf('|');
                    int size = bar == 0 ? 10 : Integer.parseInt(line.substring(0, bar));
                    FontName font = bar == 0 ? FontName.TIMES_ROMAN : FontName.HELVETICA_BOLD;
                    content.beginText();
                    content.setFont(new PDType1Font(font), size);
                    content.newLineAtOffset(72, 792 - down);
                    content.showText(line.substring(bar + 1));
                    content.endText();
                }
                down += 14;
            }
            content.close();
            pdf.save(file.toFile());
            return chunks(method, file, new PdfParser(), settings);
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        }
    }

    private static PDPageContentStream page(PDDocument pdf) throws IOException {
        PDPage page = new PDPage(PDRectangle.LETTER);
        pdf.addPage(page);
        return new PDPageContentStream(pdf, page);
    }

    private static List<ChunkDraft> chunks(ChunkMethod method, Path file, FormatParser parser, ChunkSettings settings)
            throws IOException {
        String name = file.getFileName().toString();
        DocumentBuilder document = new DocumentBuilder(ParseProgress.none(), 1_000_000);
        parser.parse(ParseRequest.of(file, name), document);
        return CHUNKER.chunk(method, document.build(), name, settings);
    }
}
