package dev.freshet.ingest.parse.pdf;

import dev.freshet.core.AppException;
import dev.freshet.core.ErrorCode;
import dev.freshet.ingest.parse.PagePicture;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.io.MemoryUsageSetting;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;

/// Paints pages of PDFs. A page of an odd shape is painted smaller than asked, so that no picture has more than
/// four million points.
public final class PagePainter {
    private static final long MEMORY_BYTES = 64L << 20;
    private static final double MOST_PIXELS = 4_000_000;

    /// Largest side of a page that is painted at all, in points: 200 inches, as the format has it.
    private static final float LARGEST_SIDE = 14_400;

    private PagePainter() {}

    /// Paints a page as people see it, turned as the file says.
    ///
    /// @param page from 1
    /// @param width of the picture in pixels
    /// @throws AppException.Rejected when there is no such page, or the file cannot be opened
    public static PagePicture paint(Path file, int page, int width) throws IOException {
        try (PDDocument pdf =
                Loader.loadPDF(file.toFile(), "", MemoryUsageSetting.setupMixed(MEMORY_BYTES).streamCache)) {
            int pages = pdf.getNumberOfPages();
            if (page > pages) {
                throw new AppException.Rejected(
                        ErrorCode.NOT_FOUND, "There is no page " + page + ": the file has " + pages + ".");
            }
            return painted(pdf, page - 1, width);
        } catch (InvalidPasswordException locked) {
            throw AppException.invalid("The PDF is encrypted: it cannot be shown without its password.");
        }
    }

    private static PagePicture painted(PDDocument pdf, int index, int width) throws IOException {
        PDPage page = pdf.getPage(index);
        PDRectangle crop = page.getCropBox();
        boolean upright = page.getRotation() % 180 == 0;
        float shownWidth = upright ? crop.getWidth() : crop.getHeight();
        float shownHeight = upright ? crop.getHeight() : crop.getWidth();
        if (!isSide(shownWidth) || !isSide(shownHeight)) {
            throw AppException.invalid("Page " + (index + 1) + " has a size that cannot be shown.");
        }
        double most = Math.sqrt(MOST_PIXELS / ((double) shownWidth * shownHeight));
        PDFRenderer renderer = new PDFRenderer(pdf);
        renderer.setSubsamplingAllowed(true);
        float scale = (float) Math.min(width / (double) shownWidth, most);
        return new PagePicture(
                png(renderer.renderImage(index, scale, ImageType.RGB)),
                pdf.getNumberOfPages(),
                shownWidth,
                shownHeight);
    }

    private static boolean isSide(float points) {
        return points >= 1 && points <= LARGEST_SIDE;
    }

    private static byte[] png(BufferedImage image) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256 << 10);
        ImageIO.setUseCache(false);
        if (!ImageIO.write(image, "png", bytes)) {
            throw new IOException("no PNG can be written");
        }
        return bytes.toByteArray();
    }
}
