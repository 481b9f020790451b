package dev.freshet.ingest.parse.pdf;

import dev.freshet.core.AppException;
import dev.freshet.ingest.parse.DocumentBuilder;
import dev.freshet.ingest.parse.FormatParser;
import dev.freshet.ingest.parse.ParseRequest;
import dev.freshet.ingest.parse.ParseRequest.Layout;
import dev.freshet.ingest.parse.ParsedDocument.Block;
import dev.freshet.ingest.parse.ParsedDocument.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.io.MemoryUsageSetting;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;

/// PDFs with text. Pages are read one after the other; only their lines are kept. A PDF that opens without a
/// password is read even when it is encrypted.
public final class PdfParser implements FormatParser {
    private static final long MEMORY_BYTES = 64L << 20;

    @Override
    public void parse(ParseRequest request, DocumentBuilder document) throws IOException {
        try (PDDocument pdf =
                Loader.loadPDF(request.file().toFile(), "", MemoryUsageSetting.setupMixed(MEMORY_BYTES).streamCache)) {
            read(pdf, request, document);
        } catch (InvalidPasswordException locked) {
            throw AppException.invalid("The PDF is encrypted: it cannot be read without its password.");
        }
    }

    private static void read(PDDocument pdf, ParseRequest request, DocumentBuilder document) throws IOException {
        int pages = pdf.getNumberOfPages();
        if (pages == 0) {
            throw AppException.invalid("The PDF has no pages.");
        }
        document.pageCount(pages);
        PDDocumentInformation information = pdf.getDocumentInformation();
        document.property("title", information.getTitle());
        document.property("author", information.getAuthor());
        boolean plain = request.layout() == Layout.PLAIN;
        List<Line> lines = lines(pdf, request, plain, document);
        if (plain) {
            writePlain(lines, document);
            return;
        }
        List<Line> text = TableOfContents.remove(RunningHeads.remove(lines));
        Headings headings = new Headings(text, Outline.of(pdf));
        new BlockBuilder(document, headings, new Hyphens(text), new Spacing(text)).write(text);
    }

    private static List<Line> lines(PDDocument pdf, ParseRequest request, boolean plain, DocumentBuilder document)
            throws IOException {
        int total = pdf.getNumberOfPages();
        List<Line> lines = new ArrayList<>();
        int[] read = {0};
        GlyphReader reader = new GlyphReader(request::wants, (page, glyphs) -> {
            lines.addAll(PageLayout.read(glyphs, plain));
            document.progress(++read[0], total);
        });
        reader.getText(pdf);
        if (lines.isEmpty()) {
            throw AppException.invalid(
                    reader.failures() > 0
                            ? "The PDF is damaged: none of its pages can be read."
                            : "The PDF holds no text, only pictures; text recognition is not available.");
        }
        return lines;
    }

    /// One paragraph for the lines of each page.
    private static void writePlain(List<Line> lines, DocumentBuilder document) {
        int next = 0;
        while (next < lines.size()) {
            int page = lines.get(next).page();
            List<Line> onPage = lines.subList(next, lines.size()).stream()
                    .takeWhile(line -> line.page() == page)
                    .toList();
            String text = String.join("\n", onPage.stream().map(Line::text).toList());
            document.add(new Block(
                    Kind.PARAGRAPH,
                    0,
                    text,
                    page,
                    onPage.stream().map(Line::box).toList(),
                    ""));
            next += onPage.size();
        }
    }
}
