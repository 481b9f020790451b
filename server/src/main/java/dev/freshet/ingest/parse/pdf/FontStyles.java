package dev.freshet.ingest.parse.pdf;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDFontDescriptor;

/// What fonts look like, by their descriptors and their names.
final class FontStyles {
    private static final Pattern BOLD = Pattern.compile("bold|black|heavy|demi|(?:^|[-+])[a-z]*bx\\d");
    private static final Pattern MONO =
            Pattern.compile("mono|courier|cursor|consol|typewriter|menlo|code|inconsolata|(?:cm|ec|sf|lm)tt|terminal");
    private static final float BOLD_WEIGHT = 600;

    private final Map<PDFont, Style> known = new HashMap<>();

    Style style(PDFont font, float size) {
        Style style = known.computeIfAbsent(font, FontStyles::look);
        return new Style(size, style.bold(), style.mono());
    }

    private static Style look(PDFont font) {
        String name = font.getName() == null ? "" : font.getName().toLowerCase(Locale.ROOT);
        PDFontDescriptor descriptor = font.getFontDescriptor();
        boolean bold = BOLD.matcher(name).find()
                || (descriptor != null && (descriptor.isForceBold() || descriptor.getFontWeight() >= BOLD_WEIGHT));
        boolean mono = MONO.matcher(name).find() || (descriptor != null && descriptor.isFixedPitch());
        return new Style(0, bold, mono);
    }
}
