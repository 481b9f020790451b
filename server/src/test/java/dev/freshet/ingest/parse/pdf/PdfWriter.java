package dev.freshet.ingest.parse.pdf;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts.FontName;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.destination.PDPageFitDestination;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDDocumentOutline;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDOutlineItem;
import org.apache.pdfbox.util.Matrix;

/// Draws PDFs with text at known places of the page as it is shown.
final class PdfWriter implements AutoCloseable {
    static final PDType1Font TEXT = new PDType1Font(FontName.TIMES_ROMAN);
    static final PDType1Font BOLD = new PDType1Font(FontName.HELVETICA_BOLD);
    static final PDType1Font CODE = new PDType1Font(FontName.COURIER);

    private final PDDocument pdf = new PDDocument();
    private PDPage page = new PDPage();
    private PDPageContentStream content;

    PdfWriter() throws IOException {
        content = new PDPageContentStream(pdf, page);
        page(0);
    }

    /// Begins a page of US letter size, turned by `rotation` when shown.
    PdfWriter page(int rotation) throws IOException {
        content.close();
        page = new PDPage(PDRectangle.LETTER);
        page.setRotation(rotation);
        pdf.addPage(page);
        content = new PDPageContentStream(pdf, page);
        return this;
    }

    PdfWriter crop(float x, float y, float width, float height) {
        page.setCropBox(new PDRectangle(x, y, width, height));
        return this;
    }

    /// Writes upright, from `left` on, with the baseline `down` from the top of the shown page.
    PdfWriter text(float left, float down, float size, PDType1Font font, String text) throws IOException {
        float width = page.getCropBox().getWidth();
        float height = page.getCropBox().getHeight();
        Matrix matrix = switch (page.getRotation()) {
            case 90 -> new Matrix(0, 1, -1, 0, down, left);
            case 180 -> new Matrix(-1, 0, 0, -1, width - left, down);
            case 270 -> new Matrix(0, -1, 1, 0, width - down, height - left);
            default -> new Matrix(1, 0, 0, 1, left, height - down);
        };
        matrix = Matrix.concatenate(
                Matrix.getTranslateInstance(
                        page.getCropBox().getLowerLeftX(), page.getCropBox().getLowerLeftY()),
                matrix);
        return draw(matrix, size, font, text);
    }

    /// Writes along the sheet as it was before its rotation, `x` and `y` from its lower left corner.
    PdfWriter raw(float x, float y, float size, String text) throws IOException {
        return draw(Matrix.getTranslateInstance(x, y), size, TEXT, text);
    }

    PdfWriter draw(Matrix matrix, float size, PDType1Font font, String text) throws IOException {
        content.beginText();
        content.setFont(font, size);
        content.setTextMatrix(matrix);
        content.showText(text);
        content.endText();
        return this;
    }

    static float width(PDType1Font font, float size, String text) {
        try {
            return font.getStringWidth(text) / 1000 * size;
        } catch (IOException error) {
            throw new AssertionError(error);
        }
    }

    PdfWriter bookmark(String title) {
        PDDocumentOutline outline = pdf.getDocumentCatalog().getDocumentOutline();
        if (outline == null) {
            outline = new PDDocumentOutline();
            pdf.getDocumentCatalog().setDocumentOutline(outline);
        }
        PDOutlineItem item = new PDOutlineItem();
        item.setTitle(title);
        PDPageFitDestination destination = new PDPageFitDestination();
        destination.setPage(page);
        item.setDestination(destination);
        outline.addLast(item);
        return this;
    }

    PdfWriter encrypt(String owner, String user) throws IOException {
        pdf.protect(new StandardProtectionPolicy(owner, user, new AccessPermission()));
        return this;
    }

    Path save(Path file) throws IOException {
        content.close();
        pdf.save(file.toFile());
        return file;
    }

    @Override
    public void close() throws IOException {
        pdf.close();
    }
}
