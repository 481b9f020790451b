package dev.freshet.ingest.parse.worker;

import dev.freshet.ingest.parse.FileFormat;
import dev.freshet.ingest.parse.FormatParser;
import dev.freshet.ingest.parse.office.OutlookParser;
import dev.freshet.ingest.parse.office.SlidesParser;
import dev.freshet.ingest.parse.office.Word97Parser;
import dev.freshet.ingest.parse.office.WordParser;
import dev.freshet.ingest.parse.office.Workbook97Parser;
import dev.freshet.ingest.parse.office.WorkbookParser;
import dev.freshet.ingest.parse.pdf.PdfParser;
import dev.freshet.ingest.parse.text.TextParser;
import dev.freshet.ingest.parse.web.HtmlParser;
import dev.freshet.ingest.parse.web.MailParser;
import dev.freshet.ingest.parse.web.PictureParser;
import java.util.Optional;

/// The formats that child processes read.
final class WorkerFormats {
    private WorkerFormats() {}

    /// The parser of a file that came inside of another.
    ///
    /// @return empty when there is none
    private static Optional<FormatParser> any(FileFormat format) {
        return switch (format.home()) {
            case IN_PROCESS -> Optional.of(TextParser.parser(format));
            case WORKER -> Optional.of(parser(format));
            case NOWHERE -> Optional.empty();
        };
    }

    static FormatParser parser(FileFormat format) {
        return switch (format) {
            case HTML -> new HtmlParser();
            case PDF -> new PdfParser();
            case DOCX -> new WordParser();
            case DOC -> new Word97Parser();
            case PPTX, PPT -> new SlidesParser(format);
            case XLSX -> new WorkbookParser();
            case XLS -> new Workbook97Parser();
            case EMAIL -> new MailParser(WorkerFormats::any);
            case OUTLOOK -> new OutlookParser(WorkerFormats::any);
            case PICTURE -> new PictureParser();
            case PLAIN_TEXT, MARKDOWN, DELIMITED, JSON, JSON_LINES, YAML, XML, CODE, AUDIO, VIDEO, OTHER_OFFICE ->
                throw new IllegalArgumentException(format + " is not read in a child process");
        };
    }
}
