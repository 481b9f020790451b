package dev.freshet.ingest.parse.office;

import dev.freshet.ingest.parse.DocumentBuilder;
import dev.freshet.ingest.parse.FileFormat;
import dev.freshet.ingest.parse.FormatParser;
import dev.freshet.ingest.parse.ParseRequest;
import dev.freshet.ingest.parse.ParsedDocument.Kind;
import dev.freshet.ingest.parse.TableRows;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.poi.ooxml.POIXMLProperties.CoreProperties;
import org.apache.poi.openxml4j.opc.OPCPackage;
import org.apache.poi.xwpf.usermodel.IBodyElement;
import org.apache.poi.xwpf.usermodel.IRunElement;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.apache.poi.xwpf.usermodel.XWPFParagraph;
import org.apache.poi.xwpf.usermodel.XWPFRun;
import org.apache.poi.xwpf.usermodel.XWPFSDT;
import org.apache.poi.xwpf.usermodel.XWPFTable;
import org.apache.poi.xwpf.usermodel.XWPFTableCell;
import org.apache.poi.xwpf.usermodel.XWPFTableRow;
import org.apache.xmlbeans.XmlCursor;

/// Word documents: headings by style or outline level, lists, tables, text boxes; footnotes stand behind the
/// paragraph that calls them. Headers, footers, comments and tables of contents are left out. Pages are not
/// known to the file.
public final class WordParser implements FormatParser {
    private static final int PROGRESS_ELEMENTS = 500;
    private static final Pattern CONTENTS_LINE = Pattern.compile(".*\\t\\s*[0-9ivxlc]+\\s*");
    private static final String TEXT_BOX_PARAGRAPHS =
            "declare namespace w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'"
                    + " .//w:txbxContent//w:p";

    @Override
    public void parse(ParseRequest request, DocumentBuilder document) throws IOException {
        try (OPCPackage container = OfficeFile.openModern(request.file(), FileFormat.DOCX);
                XWPFDocument word = new XWPFDocument(container)) {
            CoreProperties properties = word.getProperties().getCoreProperties();
            document.property("title", properties.getTitle());
            document.property("author", properties.getCreator());
            WordStyles styles = new WordStyles(word);
            List<IBodyElement> elements = word.getBodyElements();
            for (int i = 0; i < elements.size(); i++) {
                if (i % PROGRESS_ELEMENTS == 0) {
                    document.progress(i / PROGRESS_ELEMENTS, elements.size() / PROGRESS_ELEMENTS + 1);
                }
                element(elements.get(i), styles, document);
            }
        }
    }

    private static void element(IBodyElement element, WordStyles styles, DocumentBuilder document) {
        switch (element) {
            case XWPFParagraph paragraph -> paragraph(paragraph, styles, document);
            case XWPFTable table -> table(table, document);
            case XWPFSDT control -> control(control, document);
            default -> {}
        }
    }

    private static void paragraph(XWPFParagraph paragraph, WordStyles styles, DocumentBuilder document) {
        if (styles.isTableOfContents(paragraph)) {
            return;
        }
        String text = text(paragraph);
        int heading = styles.headingLevel(paragraph);
        if (heading > 0) {
            document.add(Kind.HEADING, heading, text, "");
        } else if (paragraph.getNumID() != null) {
            int level =
                    paragraph.getNumIlvl() == null ? 0 : paragraph.getNumIlvl().intValue();
            document.add(Kind.LIST_ITEM, level + 1, text, "");
        } else {
            document.add(Kind.PARAGRAPH, 0, text, "");
        }
        for (String boxed : textBoxes(paragraph)) {
            document.add(Kind.PARAGRAPH, 0, boxed, "");
        }
    }

    /// The text without that of boxes and pictures, which comes after, and without what was deleted.
    private static String text(XWPFParagraph paragraph) {
        StringBuilder text = new StringBuilder();
        for (IRunElement element : paragraph.getIRuns()) {
            switch (element) {
                case XWPFRun run when run.getCTR().sizeOfDelTextArray() == 0 -> text.append(run.text());
                case XWPFSDT control -> text.append(control.getContent().getText());
                default -> {}
            }
        }
        return text.append(paragraph.getFootnoteText()).toString().strip();
    }

    /// Word writes each text box twice, for itself and for older programs: equal texts count once.
    private static Set<String> textBoxes(XWPFParagraph paragraph) {
        Set<String> texts = new LinkedHashSet<>();
        try (XmlCursor cursor = paragraph.getCTP().newCursor()) {
            cursor.selectPath(TEXT_BOX_PARAGRAPHS);
            while (cursor.toNextSelection()) {
                texts.add(cursor.getTextValue().strip());
            }
        }
        return texts;
    }

    private static void table(XWPFTable table, DocumentBuilder document) {
        TableRows rows = new TableRows(document, 0, "");
        for (XWPFTableRow row : table.getRows()) {
            rows.row(row.getTableCells().stream()
                    .map(XWPFTableCell::getTextRecursively)
                    .toList());
        }
        rows.end();
    }

    private static void control(XWPFSDT control, DocumentBuilder document) {
        control.getContent()
                .getText()
                .lines()
                .filter(line -> !CONTENTS_LINE.matcher(line).matches())
                .forEach(line -> document.add(Kind.PARAGRAPH, 0, line.strip(), ""));
    }
}
