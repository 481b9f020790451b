package dev.freshet.ingest.parse.office;

import dev.freshet.ingest.parse.DocumentBuilder;
import dev.freshet.ingest.parse.FileFormat;
import dev.freshet.ingest.parse.FormatParser;
import dev.freshet.ingest.parse.ParseRequest;
import java.io.IOException;
import java.util.Locale;
import org.apache.poi.EncryptedDocumentException;
import org.apache.poi.hssf.usermodel.HSSFSheet;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.DataFormatter;
import org.apache.poi.ss.usermodel.Row;

/// Workbooks of Excel 97-2003, with the same result as [WorkbookParser]. They hold at most 65,536 rows a
/// sheet.
public final class Workbook97Parser implements FormatParser {

    @Override
    public void parse(ParseRequest request, DocumentBuilder document) throws IOException {
        try (POIFSFileSystem container = OfficeFile.openOld(request.file(), FileFormat.XLS);
                HSSFWorkbook workbook = new HSSFWorkbook(container)) {
            document.pageCount(workbook.getNumberOfSheets());
            for (int i = 0; i < workbook.getNumberOfSheets(); i++) {
                if (request.wants(i + 1)) {
                    sheet(workbook.getSheetAt(i), i + 1, document);
                }
            }
        } catch (EncryptedDocumentException locked) {
            throw OfficeFile.encrypted(FileFormat.XLS);
        }
    }

    private static void sheet(HSSFSheet sheet, int number, DocumentBuilder document) {
        DataFormatter formatter = new DataFormatter(Locale.US);
        formatter.setUseCachedValuesForFormulaCells(true);
        SheetRows rows = new SheetRows(document, number, sheet.getSheetName(), sheet.getMergedRegions());
        for (Row row : sheet) {
            rows.begin(row.getRowNum());
            for (Cell cell : row) {
                rows.cell(cell.getColumnIndex(), formatter.formatCellValue(cell));
            }
            rows.finish();
        }
        rows.end();
    }
}
