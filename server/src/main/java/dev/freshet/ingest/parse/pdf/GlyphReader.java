package dev.freshet.ingest.parse.pdf;

import dev.freshet.core.AppException;
import dev.freshet.core.ErrorCode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.IntPredicate;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDType3Font;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;
import org.apache.pdfbox.util.Matrix;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Collects the glyphs of each page, by the direction of their text. Slanted text is left out: it is a
/// watermark more often than not.
final class GlyphReader extends PDFTextStripper {
    private static final Logger LOG = LoggerFactory.getLogger(GlyphReader.class);
    private static final int MOST_GLYPHS = 400_000;
    private static final float ASCENT = 0.75f;
    private static final float DESCENT = 0.22f;
    private static final double SLANT_DEGREES = 8;

    private final IntPredicate wanted;
    private final BiConsumer<PDPage, Map<Frame, List<Glyph>>> pages;
    private final FontStyles fonts = new FontStyles();
    private Map<Frame, List<Glyph>> glyphs = new TreeMap<>((a, b) -> Integer.compare(a.direction(), b.direction()));
    private int count;
    private int failures;

    /// @param wanted tells by its number, from 1, whether a page is read
    /// @param pages gets each page with its glyphs
    GlyphReader(IntPredicate wanted, BiConsumer<PDPage, Map<Frame, List<Glyph>>> pages) throws IOException {
        this.wanted = wanted;
        this.pages = pages;
    }

    /// How many pages were too damaged to be read.
    int failures() {
        return failures;
    }

    int page() {
        return getCurrentPageNo();
    }

    @Override
    public void processPage(PDPage page) throws IOException {
        if (!wanted.test(getCurrentPageNo())) {
            return;
        }
        glyphs = new TreeMap<>((a, b) -> Integer.compare(a.direction(), b.direction()));
        count = 0;
        try {
            super.processPage(page);
        } catch (IOException damaged) {
            LOG.info("page {} is damaged", getCurrentPageNo(), damaged);
            failures++;
        }
        pages.accept(page, glyphs);
    }

    @Override
    protected void writePage() {
        // nothing is written: the glyphs are handed on as they are
    }

    @Override
    protected void processTextPosition(TextPosition position) {
        if (position.getUnicode() == null || position.getUnicode().isEmpty()) {
            return;
        }
        if (++count > MOST_GLYPHS) {
            throw new AppException.Rejected(
                    ErrorCode.TOO_LARGE,
                    "Page " + getCurrentPageNo() + " holds more than " + MOST_GLYPHS + " characters.");
        }
        collect(position);
    }

    private void collect(TextPosition position) {
        Matrix matrix = position.getTextMatrix();
        PDRectangle crop = getCurrentPage().getCropBox();
        Sheet sheet = new Sheet(getCurrentPage().getRotation(), crop.getWidth(), crop.getHeight());
        float x = matrix.getTranslateX();
        float y = matrix.getTranslateY();
        int direction = sheet.direction(matrix.getValue(0, 0), matrix.getValue(0, 1));
        if (direction < 0) {
            return;
        }
        Frame frame = new Frame(getCurrentPageNo(), direction, sheet.shownWidth(), sheet.shownHeight());
        float start = frame.along(sheet.x(x, y), sheet.y(x, y));
        float end = frame.along(
                sheet.x(position.getEndX(), position.getEndY()), sheet.y(position.getEndX(), position.getEndY()));
        float baseline = frame.across(sheet.x(x, y), sheet.y(x, y));
        float size = size(position, matrix);
        Area area = new Area(
                Math.min(start, end), Math.max(start, end), baseline - ASCENT * size, baseline + DESCENT * size);
        glyphs.computeIfAbsent(frame, ignored -> new ArrayList<>())
                .add(new Glyph(
                        Letters.clean(position.getUnicode()), area, baseline, fonts.style(position.getFont(), size)));
    }

    /// The scale of a drawn font says nothing of its size, so its height does.
    private static float size(TextPosition position, Matrix matrix) {
        if (position.getFont() instanceof PDType3Font) {
            return Math.max(1, position.getHeightDir() * 1.4f);
        }
        return (float) Math.max(0.5, Math.hypot(matrix.getValue(1, 0), matrix.getValue(1, 1)));
    }

    /// The sheet before and after its rotation.
    private record Sheet(int rotation, float width, float height) {

        private float shownWidth() {
            return rotation % 180 == 0 ? width : height;
        }

        private float shownHeight() {
            return rotation % 180 == 0 ? height : width;
        }

        private float x(float x, float y) {
            return switch (rotation) {
                case 90 -> y;
                case 180 -> width - x;
                case 270 -> height - y;
                default -> x;
            };
        }

        private float y(float x, float y) {
            return switch (rotation) {
                case 90 -> x;
                case 180 -> y;
                case 270 -> width - x;
                default -> height - y;
            };
        }

        /// Where a vector of the sheet points when shown, or -1 when it is slanted.
        private int direction(float dx, float dy) {
            double angle = Math.toDegrees(Math.atan2(y(dx, dy) - y(0, 0), x(dx, dy) - x(0, 0)));
            double turned = (angle + 360) % 360;
            int nearest = (int) Math.round(turned / 90) * 90;
            return Math.abs(turned - nearest) > SLANT_DEGREES ? -1 : nearest % 360;
        }
    }
}
