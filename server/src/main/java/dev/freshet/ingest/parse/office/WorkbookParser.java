package dev.freshet.ingest.parse.office;

import dev.freshet.ingest.parse.DocumentBuilder;
import dev.freshet.ingest.parse.FileFormat;
import dev.freshet.ingest.parse.FormatParser;
import dev.freshet.ingest.parse.ParseRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.poi.openxml4j.exceptions.OpenXML4JException;
import org.apache.poi.openxml4j.opc.OPCPackage;
import org.apache.poi.ss.usermodel.DataFormatter;
import org.apache.poi.ss.util.CellAddress;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.util.XMLHelper;
import org.apache.poi.xssf.eventusermodel.ReadOnlySharedStringsTable;
import org.apache.poi.xssf.eventusermodel.XSSFReader;
import org.apache.poi.xssf.eventusermodel.XSSFSheetXMLHandler;
import org.apache.poi.xssf.eventusermodel.XSSFSheetXMLHandler.SheetContentsHandler;
import org.apache.poi.xssf.model.StylesTable;
import org.apache.poi.xssf.usermodel.XSSFComment;
import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.XMLReader;
import org.xml.sax.helpers.DefaultHandler;

/// Excel workbooks, read as a stream of rows, so that memory does not grow with the rows. The page is the
/// number of the sheet; its name is a heading. Values are shown as Excel shows them; of formulas, the last
/// result.
public final class WorkbookParser implements FormatParser {

    @Override
    public void parse(ParseRequest request, DocumentBuilder document) throws IOException {
        try (OPCPackage container = OfficeFile.openModern(request.file(), FileFormat.XLSX)) {
            sheets(container, request, document);
        } catch (OpenXML4JException | SAXException | ParserConfigurationException damaged) {
            throw new IOException(damaged);
        }
    }

    private static void sheets(OPCPackage container, ParseRequest request, DocumentBuilder document)
            throws IOException, OpenXML4JException, SAXException, ParserConfigurationException {
        XSSFReader reader = new XSSFReader(container);
        ReadOnlySharedStringsTable strings = new ReadOnlySharedStringsTable(container);
        StylesTable styles = reader.getStylesTable();
        XSSFReader.SheetIterator sheets = (XSSFReader.SheetIterator) reader.getSheetsData();
        int number = 0;
        while (sheets.hasNext()) {
            number++;
            SheetRows rows;
            try (InputStream sheet = sheets.next()) {
                if (!request.wants(number)) {
                    continue;
                }
                rows = new SheetRows(document, number, sheets.getSheetName(), merged(sheets));
                read(
                        sheet,
                        new XSSFSheetXMLHandler(
                                styles, null, strings, new Rows(rows), new DataFormatter(Locale.US), false));
            }
            rows.end();
        }
        document.pageCount(number);
    }

    /// Merged cells stand behind the rows in the file, so they are read before, on their own.
    private static List<CellRangeAddress> merged(XSSFReader.SheetIterator sheets)
            throws IOException, SAXException, ParserConfigurationException {
        MergedCells merged = new MergedCells();
        try (InputStream again = sheets.getSheetPart().getInputStream()) {
            read(again, merged);
        }
        return List.copyOf(merged.ranges);
    }

    /// POI's reader takes no document type, hence no entities.
    private static void read(InputStream sheet, DefaultHandler handler)
            throws IOException, SAXException, ParserConfigurationException {
        XMLReader reader = XMLHelper.newXMLReader();
        reader.setContentHandler(handler);
        reader.parse(new InputSource(sheet));
    }

    private static final class MergedCells extends DefaultHandler {
        private static final int MOST = 100_000;

        private final List<CellRangeAddress> ranges = new ArrayList<>();

        @Override
        public void startElement(String uri, String localName, String qualifiedName, Attributes attributes) {
            String reference = attributes.getValue("ref");
            if (localName.equals("mergeCell") && reference != null && ranges.size() < MOST) {
                ranges.add(CellRangeAddress.valueOf(reference));
            }
        }
    }

    private record Rows(SheetRows rows) implements SheetContentsHandler {
        @Override
        public void startRow(int row) {
            rows.begin(row);
        }

        @Override
        public void endRow(int row) {
            rows.finish();
        }

        @Override
        public void cell(@Nullable String reference, @Nullable String value, @Nullable XSSFComment comment) {
            if (reference != null && value != null) {
                rows.cell(new CellAddress(reference).getColumn(), value);
            }
        }
    }
}
