package dev.freshet.ingest.parse.office;

import dev.freshet.core.AppException;
import dev.freshet.ingest.parse.DocumentBuilder;
import dev.freshet.ingest.parse.FileFormat;
import dev.freshet.ingest.parse.FormatParser;
import dev.freshet.ingest.parse.ParseRequest;
import dev.freshet.ingest.parse.ParsedDocument.Kind;
import dev.freshet.ingest.parse.TableRows;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.poi.EncryptedDocumentException;
import org.apache.poi.hwpf.HWPFDocument;
import org.apache.poi.hwpf.OldWordFileFormatException;
import org.apache.poi.hwpf.usermodel.Paragraph;
import org.apache.poi.hwpf.usermodel.Range;
import org.apache.poi.hwpf.usermodel.Table;
import org.apache.poi.hwpf.usermodel.TableRow;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;

/// Documents of Word 97-2003: headings by outline level, lists, tables.
public final class Word97Parser implements FormatParser {
    private static final int BODY_TEXT = 9;
    private static final int PROGRESS_PARAGRAPHS = 500;

    @Override
    public void parse(ParseRequest request, DocumentBuilder document) throws IOException {
        try (POIFSFileSystem container = OfficeFile.openOld(request.file(), FileFormat.DOC);
                HWPFDocument word = new HWPFDocument(container)) {
            if (word.getSummaryInformation() != null) {
                document.property("title", word.getSummaryInformation().getTitle());
                document.property("author", word.getSummaryInformation().getAuthor());
            }
            body(word.getRange(), document);
        } catch (EncryptedDocumentException locked) {
            throw OfficeFile.encrypted(FileFormat.DOC);
        } catch (OldWordFileFormatException old) {
            throw AppException.invalid("The file comes from a Word older than 97; save it as DOCX to have it parsed.");
        }
    }

    private static void body(Range range, DocumentBuilder document) {
        int count = range.numParagraphs();
        int next = 0;
        while (next < count) {
            if (next % PROGRESS_PARAGRAPHS == 0) {
                document.progress(next / PROGRESS_PARAGRAPHS, count / PROGRESS_PARAGRAPHS + 1);
            }
            Paragraph paragraph = range.getParagraph(next);
            if (paragraph.isInTable()) {
                Table table = range.getTable(paragraph);
                table(table, document);
                next += Math.max(1, table.numParagraphs());
                continue;
            }
            paragraph(paragraph, document);
            next++;
        }
    }

    private static void paragraph(Paragraph paragraph, DocumentBuilder document) {
        String text = text(paragraph);
        if (paragraph.getLvl() < BODY_TEXT) {
            document.add(Kind.HEADING, paragraph.getLvl() + 1, text, "");
        } else if (paragraph.isInList()) {
            document.add(Kind.LIST_ITEM, paragraph.getIlvl() + 1, text, "");
        } else {
            document.add(Kind.PARAGRAPH, 0, text, "");
        }
    }

    private static void table(Table table, DocumentBuilder document) {
        TableRows rows = new TableRows(document, 0, "");
        for (int i = 0; i < table.numRows(); i++) {
            TableRow row = table.getRow(i);
            List<String> cells = new ArrayList<>();
            for (int j = 0; j < row.numCells(); j++) {
                cells.add(text(row.getCell(j)));
            }
            rows.row(cells);
        }
        rows.end();
    }

    /// The text without Word's codes of fields and without the marks that end paragraphs and cells.
    private static String text(Range range) {
        return Range.stripFields(range.text())
                .replace('\u000B', '\n')
                .replaceAll("[\\x00-\\x08\\x0C-\\x1F]", " ")
                .strip();
    }
}
