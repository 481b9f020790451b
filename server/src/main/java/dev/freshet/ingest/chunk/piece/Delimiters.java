package dev.freshet.ingest.chunk.piece;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where text may be cut. The characters of a dataset's delimiter cut behind themselves and stay in the text;
/// delimiters in back quotes are marks that vanish, and where there is one, only they cut.
public final class Delimiters {
    private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");

    private final String characters;
    private final List<String> marks;

    private Delimiters(String characters, List<String> marks) {
        this.characters = characters;
        this.marks = marks;
    }

    /// Reads a delimiter as it is set.
    public static Delimiters of(String delimiter) {
        String decoded = decode(delimiter);
        List<String> marks = QUOTED.matcher(decoded)
                .results()
                .map(found -> found.group(1))
                .distinct()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
        return new Delimiters(QUOTED.matcher(decoded).replaceAll(""), marks);
    }

    /// Whether what stands between two delimiters is a chunk, glued to nothing.
    public boolean separateChunks() {
        return !marks.isEmpty();
    }

    /// Where a part of a text begins and ends.
    public record Part(int from, int to) {}

    /// The parts of the text between the delimiters in back quotes, which are left out; none is blank.
    public List<Part> separate(String text) {
        Matcher matcher = Pattern.compile(
                        String.join("|", marks.stream().map(Pattern::quote).toList()))
                .matcher(text);
        List<Part> parts = new ArrayList<>();
        int from = 0;
        while (matcher.find()) {
            parts.add(new Part(from, matcher.start()));
            from = matcher.end();
        }
        parts.add(new Part(from, text.length()));
        parts.removeIf(part -> text.substring(part.from(), part.to()).isBlank());
        return parts;
    }

    /// The text in parts that end behind a delimiter character. Put together they are the text. Parts of
    /// nothing but delimiters and blanks belong to the part before them.
    List<String> split(String text) {
        List<String> parts = new ArrayList<>();
        int from = 0;
        int at = 0;
        boolean cut = false;
        boolean empty = true;
        while (at < text.length()) {
            int character = text.codePointAt(at);
            boolean delimits = characters.indexOf(character) >= 0;
            boolean content = !delimits && !Character.isWhitespace(character);
            if (content && cut && !empty) {
                parts.add(text.substring(from, at));
                from = at;
            }
            cut = delimits || (cut && !content);
            empty &= !content;
            at += Character.charCount(character);
        }
        if (from < text.length()) {
            parts.add(text.substring(from));
        }
        return parts;
    }

    /// The parts of the text that end behind a character or before a delimiter in back quotes, without blanks at
    /// either end; none is blank.
    List<Part> parts(String text) {
        List<Part> parts = new ArrayList<>();
        int from = 0;
        int at = 0;
        while (at < text.length()) {
            int mark = markAt(text, at);
            int next = at + Math.max(mark, Character.charCount(text.codePointAt(at)));
            if (mark > 0 || characters.indexOf(text.codePointAt(at)) >= 0) {
                addStripped(text, from, mark > 0 ? at : next, parts);
                from = next;
            }
            at = next;
        }
        addStripped(text, from, text.length(), parts);
        return parts;
    }

    /// How long the delimiter in back quotes is that stands there; 0 for none.
    private int markAt(String text, int at) {
        return marks.stream()
                .filter(mark -> text.startsWith(mark, at))
                .mapToInt(String::length)
                .findFirst()
                .orElse(0);
    }

    private static void addStripped(String text, int from, int to, List<Part> parts) {
        String part = text.substring(from, to);
        if (!part.isBlank()) {
            int start = from + part.length() - part.stripLeading().length();
            parts.add(new Part(start, from + part.stripTrailing().length()));
        }
    }

    private static String decode(String delimiter) {
        return delimiter.replace("\\n", "\n").replace("\\r", "\r").replace("\\t", "\t");
    }
}
