package dev.freshet.ingest.parse.text;

import dev.freshet.ingest.parse.DocumentBuilder;
import dev.freshet.ingest.parse.FormatParser;
import dev.freshet.ingest.parse.ParseRequest;
import dev.freshet.ingest.parse.ParsedDocument.Kind;
import java.io.IOException;

/// Text without marks: paragraphs end at blank lines, line breaks inside are kept. A form feed begins a page.
/// Lines set off by a rule of `=`, `-`, `~`, `*` or `^` below are headings; the rank is the order in which
/// the rules first appear.
final class PlainTextParser implements FormatParser {
    private static final int PROGRESS_LINES = 1_000;
    private static final int LONGEST_HEADING = 160;

    @Override
    public void parse(ParseRequest request, DocumentBuilder document) throws IOException {
        new Reading(document).read(TextReader.read(request.file()));
    }

    private static final class Reading {
        private final DocumentBuilder document;
        private final StringBuilder paragraph = new StringBuilder();
        private final StringBuilder rules = new StringBuilder();
        private int lines;

        private Reading(DocumentBuilder document) {
            this.document = document;
        }

        private void read(String text) {
            int from = 0;
            while (from <= text.length()) {
                int end = text.indexOf('\n', from);
                int to = end < 0 ? text.length() : end;
                line(text.substring(from, to).replace("\f", ""));
                from = to + 1;
            }
            flush();
        }

        private void line(String line) {
            if (++lines % PROGRESS_LINES == 0) {
                document.progress(lines / PROGRESS_LINES, 0);
            }
            if (line.isBlank()) {
                flush();
                return;
            }
            if (isRule(line) && isHeading()) {
                document.add(Kind.HEADING, level(line), paragraph.toString().strip(), "");
                paragraph.setLength(0);
                return;
            }
            paragraph.append(line.stripTrailing()).append('\n');
        }

        /// One line, not indented, with something to read in it.
        private boolean isHeading() {
            int length = paragraph.length();
            return length > 1
                    && length <= LONGEST_HEADING
                    && paragraph.indexOf("\n") == length - 1
                    && !Character.isWhitespace(paragraph.charAt(0))
                    && paragraph.chars().anyMatch(Character::isLetterOrDigit);
        }

        private static boolean isRule(String line) {
            String rule = line.stripTrailing();
            char mark = rule.charAt(0);
            return rule.length() >= 3
                    && "=-~*^".indexOf(mark) >= 0
                    && rule.chars().allMatch(character -> character == mark);
        }

        private int level(String rule) {
            String mark = rule.substring(0, 1);
            if (rules.indexOf(mark) < 0) {
                rules.append(mark);
            }
            return rules.indexOf(mark) + 1;
        }

        private void flush() {
            String text = paragraph.toString().stripTrailing();
            paragraph.setLength(0);
            document.add(Kind.PARAGRAPH, 0, text, "");
        }
    }
}
