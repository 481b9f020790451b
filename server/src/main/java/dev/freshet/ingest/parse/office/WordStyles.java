package dev.freshet.ingest.parse.office;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.apache.poi.xwpf.usermodel.XWPFParagraph;
import org.apache.poi.xwpf.usermodel.XWPFStyle;
import org.apache.poi.xwpf.usermodel.XWPFStyles;
import org.jspecify.annotations.Nullable;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTPPrGeneral;

/// What the styles of a Word document make of a paragraph. Names of built-in styles are English in every
/// language of Word; only their ids are translated.
final class WordStyles {
    private static final Pattern HEADING = Pattern.compile("heading\\s*([1-9])");
    private static final int BODY_TEXT = 9;
    private static final int MOST_ANCESTORS = 20;

    private final @Nullable XWPFStyles styles;

    WordStyles(XWPFDocument document) {
        this.styles = document.getStyles();
    }

    /// The level from 1; 0 when the paragraph is no heading.
    int headingLevel(XWPFParagraph paragraph) {
        if (paragraph.getCTP().getPPr() != null && paragraph.getCTP().getPPr().isSetOutlineLvl()) {
            return level(paragraph.getCTP().getPPr().getOutlineLvl().getVal().intValue());
        }
        String id = paragraph.getStyleID();
        for (int i = 0; id != null && i < MOST_ANCESTORS; i++) {
            XWPFStyle style = style(id);
            int level = ownLevel(id, style);
            if (level > 0) {
                return level;
            }
            id = style == null ? null : style.getBasisStyleID();
        }
        return 0;
    }

    boolean isTableOfContents(XWPFParagraph paragraph) {
        String id = paragraph.getStyleID();
        return id != null && name(id, style(id)).matches("toc\\s*(?:\\d|heading)");
    }

    private static int ownLevel(String id, @Nullable XWPFStyle style) {
        String name = name(id, style);
        Matcher heading = HEADING.matcher(name);
        if (heading.matches()) {
            return Integer.parseInt(heading.group(1));
        }
        if (name.equals("title")) {
            return 1;
        }
        CTPPrGeneral properties = style == null ? null : style.getCTStyle().getPPr();
        return properties != null && properties.isSetOutlineLvl()
                ? level(properties.getOutlineLvl().getVal().intValue())
                : 0;
    }

    private static int level(int outlineLevel) {
        return outlineLevel >= BODY_TEXT ? 0 : outlineLevel + 1;
    }

    private @Nullable XWPFStyle style(String id) {
        return styles == null ? null : styles.getStyle(id);
    }

    private static String name(String id, @Nullable XWPFStyle style) {
        String name = style == null ? null : style.getName();
        return (name == null ? id : name).toLowerCase(Locale.ROOT);
    }
}
