package dev.freshet.ingest.parse.text;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.freshet.core.AppException;
import dev.freshet.ingest.parse.DocumentBuilder;
import dev.freshet.ingest.parse.FormatParser;
import dev.freshet.ingest.parse.ParseRequest;
import java.io.IOException;

/// JSON as readable lines `name: value`, read as a stream, so that nesting costs no memory. In a file of JSON
/// lines every line is a document of its own.
final class JsonParser implements FormatParser {
    private static final int DEEPEST = 200;
    private static final int PROGRESS_LINES = 1_000;

    private final JsonFactory factory = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxNumberLength(1_000)
                    .build())
            .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
            .build();
    private final boolean linewise;

    JsonParser(boolean linewise) {
        this.linewise = linewise;
    }

    @Override
    public void parse(ParseRequest request, DocumentBuilder document) throws IOException {
        String text = TextReader.read(request.file());
        if (linewise) {
            parseLines(text, document);
            return;
        }
        document.checkCancelled();
        parseValue(text, "", "The JSON", document);
    }

    private void parseLines(String text, DocumentBuilder document) throws IOException {
        int number = 0;
        int from = 0;
        while (from < text.length()) {
            int end = text.indexOf('\n', from);
            int to = end < 0 ? text.length() : end;
            String line = text.substring(from, to);
            from = to + 1;
            if (++number % PROGRESS_LINES == 0) {
                document.progress(number / PROGRESS_LINES, 0);
            }
            if (!line.isBlank()) {
                parseValue(line, "[" + (number - 1) + "]", "The JSON in line " + number, document);
            }
        }
    }

    private void parseValue(String json, String path, String subject, DocumentBuilder document) throws IOException {
        JsonLines lines = new JsonLines(document, path);
        try (com.fasterxml.jackson.core.JsonParser parser = factory.createParser(json)) {
            while (parser.nextToken() != null) {
                accept(parser, lines);
            }
        } catch (StreamConstraintsException limit) {
            throw AppException.invalid(
                    subject + " is nested deeper than " + DEEPEST + " levels or has an oversized value.");
        } catch (JsonProcessingException error) {
            throw AppException.invalid(subject + " is damaged" + place(error) + ".");
        }
        lines.end();
    }

    private static String place(JsonProcessingException error) {
        return error.getLocation() == null
                ? ""
                : " at line " + error.getLocation().getLineNr() + ", column "
                        + error.getLocation().getColumnNr();
    }

    private static void accept(com.fasterxml.jackson.core.JsonParser parser, JsonLines lines) throws IOException {
        JsonToken token = parser.currentToken();
        switch (token) {
            case START_OBJECT -> lines.open(false);
            case START_ARRAY -> lines.open(true);
            case END_OBJECT, END_ARRAY -> lines.close();
            case FIELD_NAME -> lines.name(parser.getText());
            case VALUE_STRING, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT, VALUE_TRUE, VALUE_FALSE, VALUE_NULL ->
                lines.value(parser.getText());
            case NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT -> throw new IOException("unexpected token " + token);
        }
    }
}
