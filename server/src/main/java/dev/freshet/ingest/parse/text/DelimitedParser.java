package dev.freshet.ingest.parse.text;

import dev.freshet.core.AppException;
import dev.freshet.ingest.parse.DocumentBuilder;
import dev.freshet.ingest.parse.FileFormat;
import dev.freshet.ingest.parse.FormatParser;
import dev.freshet.ingest.parse.ParseRequest;
import dev.freshet.ingest.parse.TableRows;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/// Comma, semicolon, tab or bar separated values, with quoting as in RFC 4180. The separator is the one that
/// gives the first lines most often the same number of cells.
final class DelimitedParser implements FormatParser {
    private static final char[] SEPARATORS = {',', ';', '\t', '|'};
    private static final int SAMPLE_ROWS = 30;
    private static final int SAMPLE_CHARACTERS = 64 * 1024;
    private static final int PROGRESS_ROWS = 1_000;

    @Override
    public void parse(ParseRequest request, DocumentBuilder document) throws IOException {
        String text = TextReader.read(request.file());
        char separator = FileFormat.suffix(request.fileName()).equals("tsv") ? '\t' : separator(text);
        TableRows table = new TableRows(document, 0, "");
        long rows = 0;
        try (CSVParser parser = CSVParser.parse(new StringReader(text), format(separator))) {
            for (CSVRecord record : parser) {
                table.row(cells(record));
                if (++rows % PROGRESS_ROWS == 0) {
                    document.progress((int) (rows / PROGRESS_ROWS), 0);
                }
            }
        } catch (UncheckedIOException error) {
            throw AppException.invalid("The table is damaged after row " + rows + ": a quotation mark is not closed.");
        }
        table.end();
    }

    private static CSVFormat format(char separator) {
        return CSVFormat.RFC4180
                .builder()
                .setDelimiter(separator)
                .setIgnoreEmptyLines(true)
                .setLenientEof(true)
                .setTrailingData(true)
                .get();
    }

    private static List<String> cells(CSVRecord record) {
        List<String> cells = new ArrayList<>(record.size());
        record.forEach(cells::add);
        return cells;
    }

    private static char separator(String text) {
        String sample = text.substring(0, Math.min(text.length(), SAMPLE_CHARACTERS));
        char best = ',';
        double bestScore = 0;
        for (char candidate : SEPARATORS) {
            double score = score(sample, candidate);
            if (score > bestScore) {
                best = candidate;
                bestScore = score;
            }
        }
        return best;
    }

    /// The share of rows with the most frequent number of cells above one, and a little for more cells.
    private static double score(String sample, char separator) {
        List<Integer> widths = new ArrayList<>();
        try (CSVParser parser = CSVParser.parse(new StringReader(sample), format(separator))) {
            for (CSVRecord record : parser) {
                widths.add(record.size());
                if (widths.size() == SAMPLE_ROWS) {
                    break;
                }
            }
        } catch (IOException | UncheckedIOException unfit) {
            return 0;
        }
        return widths.stream()
                .filter(width -> width > 1)
                .mapToDouble(width ->
                        (double) Collections.frequency(widths, width) / widths.size() + Math.min(width, 20) * 0.001)
                .max()
                .orElse(0);
    }
}
