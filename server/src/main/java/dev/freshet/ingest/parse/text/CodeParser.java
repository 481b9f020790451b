package dev.freshet.ingest.parse.text;

import dev.freshet.ingest.parse.DocumentBuilder;
import dev.freshet.ingest.parse.FileFormat;
import dev.freshet.ingest.parse.FormatParser;
import dev.freshet.ingest.parse.ParseRequest;
import dev.freshet.ingest.parse.ParsedDocument.Kind;
import java.io.IOException;

/// Source files, YAML and XML as text: a piece begins at a line that stands as far left as the file goes,
/// after a blank line; in YAML at every key of the top level. Indentation is kept. No XML reader is involved,
/// so entities stay what they are: text.
final class CodeParser implements FormatParser {
    private static final int LONGEST_PIECE = 8_000;
    private static final int LONGEST_LINE = 2_000;
    private static final int SHORTEST_YAML_PIECE = 200;
    private static final int PROGRESS_LINES = 1_000;

    @Override
    public void parse(ParseRequest request, DocumentBuilder document) throws IOException {
        String language = FileFormat.suffix(request.fileName());
        String text = TextReader.read(request.file());
        new Pieces(document, language).read(language.equals("xml") ? breakLongLines(text) : text);
    }

    /// Breaks between tags where a machine wrote everything in one line.
    private static String breakLongLines(String xml) {
        int newLines = (int) xml.chars().filter(character -> character == '\n').count();
        return xml.length() / (newLines + 1) < LONGEST_LINE ? xml : xml.replace("><", ">\n<");
    }

    private static final class Pieces {
        private final DocumentBuilder document;
        private final String language;
        private final boolean yaml;
        private final StringBuilder piece = new StringBuilder();
        private boolean afterBlank;
        private int lines;

        private Pieces(DocumentBuilder document, String language) {
            this.document = document;
            this.language = language;
            this.yaml = language.equals("yml") || language.equals("yaml");
        }

        private void read(String text) {
            text.lines().forEach(this::line);
            flush();
        }

        private void line(String line) {
            if (++lines % PROGRESS_LINES == 0) {
                document.progress(lines / PROGRESS_LINES, 0);
            }
            if (begins(line) || piece.length() + line.length() > LONGEST_PIECE) {
                flush();
            }
            for (int from = 0; from <= line.length(); from += LONGEST_PIECE) {
                append(line.substring(from, Math.min(line.length(), from + LONGEST_PIECE)));
            }
            afterBlank = line.isBlank();
        }

        private void append(String line) {
            if (piece.length() > LONGEST_PIECE) {
                flush();
            }
            if (!piece.isEmpty() || !line.isBlank()) {
                piece.append(line.stripTrailing()).append('\n');
            }
        }

        private boolean begins(String line) {
            if (line.isBlank() || Character.isWhitespace(line.charAt(0)) || "})]#-".indexOf(line.charAt(0)) >= 0) {
                return afterBlank && line.startsWith("#");
            }
            return afterBlank || (yaml && piece.length() >= SHORTEST_YAML_PIECE);
        }

        private void flush() {
            String text = piece.toString().stripTrailing();
            piece.setLength(0);
            document.add(Kind.CODE, 0, text, language);
        }
    }
}
