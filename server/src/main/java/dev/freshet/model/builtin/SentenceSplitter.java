package dev.freshet.model.builtin;

import dev.freshet.model.builtin.Sentence.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Splits a passage into sentences, headings, list items, table rows and blocks of code. Lines of running text
/// that a layout has broken are put together again; every sentence stands in the passage letter by letter.
final class SentenceSplitter {
    private static final Pattern FENCE = Pattern.compile("\\s*(```|~~~).*");
    private static final Pattern HEADING = Pattern.compile("\\s{0,3}#{1,6}\\s+");
    private static final Pattern ITEM = Pattern.compile("\\s*(?:[-*+•▪◦·]|\\d{1,3}[.)])\\s+");
    private static final Pattern ROW = Pattern.compile("\\s*\\|.*|[^\\t]+\\t.*");

    /// A row that carries the names of its columns: `Part: BR-1; Shelf: C-01`.
    private static final Pattern NAMED_ROW = Pattern.compile("[^:;]{1,60}: .*; [^:;]{1,60}:(?: .*)?");

    private static final Pattern MAIL_HEADER = Pattern.compile("(?:From|To|Cc|Bcc|Reply-To|Date|Sent|Subject): .*");
    private static final Pattern RULE = Pattern.compile("[\\s|:=+*_-]*");

    /// The end of a sentence: Chinese marks anywhere, Latin ones before a blank and what may begin a sentence.
    private static final Pattern END = Pattern.compile("[。？！；]+[”’」』）]*|[.?!]+[\"”’)]*(?=\\s+[^\\p{Ll}\\s,;:]|\\s*$)");

    /// What ends with a dot and is no sentence.
    private static final Pattern ABBREVIATION = Pattern.compile(
            ".*(?:^|[\\s(])(?:\\p{Lu}|[Nn]o|e\\.g|i\\.e|cf|[Ff]ig|[Ss]ec|[Dd]r|[Mm]rs?|[Mm]s|vs|etc|ca)\\.",
            Pattern.DOTALL);

    /// A shorter line was hardly broken by a layout.
    private static final int BROKEN_LINE = 40;

    private final int passage;
    private final String text;
    private final List<Sentence> sentences = new ArrayList<>();
    private String header = "";

    private SentenceSplitter(int passage, String text) {
        this.passage = passage;
        this.text = text;
    }

    static List<Sentence> split(int passage, String text) {
        SentenceSplitter splitter = new SentenceSplitter(passage, text);
        splitter.splitLines();
        return splitter.sentences;
    }

    private void splitLines() {
        int from = 0;
        while (from < text.length()) {
            int to = endOfLine(from);
            String line = text.substring(from, to);
            if (FENCE.matcher(line).matches()) {
                from = addCode(from, to);
            } else if (HEADING.matcher(line).lookingAt()) {
                Matcher mark = HEADING.matcher(line);
                from = add(Kind.HEADING, mark.lookingAt() ? from + mark.end() : from, to);
            } else if (ROW.matcher(line).matches()) {
                from = addRow(from, to);
            } else if (MAIL_HEADER.matcher(line).matches()) {
                from = add(Kind.MAIL_HEADER, from, to);
            } else if (NAMED_ROW.matcher(line).matches()) {
                header = "";
                from = add(Kind.ROW, from, to);
            } else {
                from = addParagraph(from, to);
            }
        }
    }

    private int endOfLine(int from) {
        int end = text.indexOf('\n', from);
        return end < 0 ? text.length() : end;
    }

    /// From the opening fence to the closing one, or to the end.
    private int addCode(int from, int firstLine) {
        int to = firstLine;
        while (to < text.length()) {
            int next = endOfLine(to + 1);
            boolean closing =
                    FENCE.matcher(text.substring(Math.min(to + 1, next), next)).matches();
            to = next;
            if (closing) {
                break;
            }
        }
        return add(Kind.CODE, from, to);
    }

    /// The first row of a table is its header when it has no number.
    private int addRow(int from, int to) {
        boolean first = sentences.isEmpty() || !isRow(sentences.getLast().kind());
        boolean digits = text.substring(from, to).chars().anyMatch(Character::isDigit);
        header = first ? "" : header;
        if (first && !digits) {
            header = text.substring(from, to);
            return add(Kind.HEADER_ROW, from, to);
        }
        return RULE.matcher(text.substring(from, to)).matches() ? to + 1 : add(Kind.ROW, from, to);
    }

    private static boolean isRow(Kind kind) {
        return kind == Kind.ROW || kind == Kind.HEADER_ROW;
    }

    private int addParagraph(int from, int firstLine) {
        Matcher mark = ITEM.matcher(text).region(from, firstLine);
        Kind kind = mark.lookingAt() ? Kind.LIST_ITEM : Kind.PROSE;
        int start = kind == Kind.LIST_ITEM ? mark.end() : from;
        int to = firstLine;
        int line = from;
        while (to < text.length() && goesOn(text.substring(line, to), to + 1)) {
            line = to + 1;
            to = endOfLine(line);
        }
        addSentences(kind, start, to);
        return to + 1;
    }

    /// Whether the line was broken by a layout and goes on in the next.
    private boolean goesOn(String line, int next) {
        String following = text.substring(Math.min(next, text.length()), endOfLine(next));
        if (line.isBlank()
                || following.isBlank()
                || ITEM.matcher(following).lookingAt()
                || HEADING.matcher(following).lookingAt()
                || FENCE.matcher(following).matches()
                || ROW.matcher(following).matches()
                || NAMED_ROW.matcher(following).matches()
                || MAIL_HEADER.matcher(following).matches()) {
            return false;
        }
        String stripped = line.strip();
        boolean open = ".:;?!。？！；：".indexOf(stripped.charAt(stripped.length() - 1)) < 0;
        return (open && stripped.length() >= BROKEN_LINE)
                || Character.isLowerCase(following.strip().codePointAt(0));
    }

    private void addSentences(Kind kind, int from, int to) {
        Matcher end = END.matcher(text).region(from, to);
        int start = from;
        while (end.find()) {
            if (!ABBREVIATION.matcher(text.substring(start, end.end())).matches() || end.end() == to) {
                add(kind, start, end.end());
                start = end.end();
            }
        }
        add(kind, start, to);
    }

    /// Adds what stands between, and returns where the next line begins.
    private int add(Kind kind, int from, int to) {
        String words = text.substring(Math.min(from, to), to).strip();
        if (words.codePoints().anyMatch(Character::isLetterOrDigit)) {
            sentences.add(new Sentence(passage, sentences.size(), kind, words, kind == Kind.ROW ? header : ""));
        }
        return to + 1;
    }
}
