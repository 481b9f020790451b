package dev.freshet.model.builtin;

import java.text.Normalizer;
import java.util.Arrays;

/// Splits text into the word pieces of BERT's uncased models: control characters go, Han characters stand
/// alone, accents and case go, words end at blanks and punctuation, and each word is cut greedily into the
/// longest known pieces. Thread-safe.
final class WordPieceTokenizer {
    static final int UNKNOWN = 100;
    static final int START = 101;
    static final int END = 102;

    /// A longer word counts as unknown, as the network was trained.
    private static final int LONGEST_WORD = 100;

    private static final Normalizer.Form DECOMPOSED = Normalizer.Form.NFD;

    private final Vocabulary vocabulary;

    WordPieceTokenizer(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    /// The numbers of the text's pieces between the start and the end piece; what goes beyond `limit`, both
    /// included, is cut off.
    int[] encode(String text, int limit) {
        Pieces pieces = new Pieces(limit - 1);
        pieces.add(START);
        String clean = normalise(text, limit);
        int from = 0;
        while (from < clean.length() && !pieces.full()) {
            int to = endOfWord(clean, from);
            if (!Character.isWhitespace(clean.codePointAt(from))) {
                addWord(clean.substring(from, to), pieces);
            }
            from = to;
        }
        return pieces.ended();
    }

    /// A word runs to the next blank or punctuation mark, both of which stand alone.
    private static int endOfWord(String text, int from) {
        int first = text.codePointAt(from);
        int to = from + Character.charCount(first);
        if (standsAlone(first)) {
            return to;
        }
        while (to < text.length() && !standsAlone(text.codePointAt(to))) {
            to += Character.charCount(text.codePointAt(to));
        }
        return to;
    }

    private static boolean standsAlone(int character) {
        return Character.isWhitespace(character) || isHan(character) || isPunctuation(character);
    }

    private void addWord(String word, Pieces pieces) {
        int mark = pieces.size;
        if (word.codePointCount(0, word.length()) > LONGEST_WORD) {
            pieces.add(UNKNOWN);
            return;
        }
        int from = 0;
        while (from < word.length()) {
            int to = longestPiece(word, from, pieces);
            if (to == from) {
                pieces.size = mark;
                pieces.add(UNKNOWN);
                return;
            }
            from = to;
        }
    }

    /// Adds the longest known piece at `from` and returns where it ends; `from` when none is known.
    private int longestPiece(String word, int from, Pieces pieces) {
        for (int to = word.length(); to > from; to = word.offsetByCodePoints(to, -1)) {
            String part = word.substring(from, to);
            Integer id = vocabulary.id(from == 0 ? part : "##" + part);
            if (id != null) {
                pieces.add(id);
                return to;
            }
        }
        return from;
    }

    /// Each piece needs a character and mostly has several, so a generous start of a long text is enough.
    private static String normalise(String text, int limit) {
        String start = text.length() > limit * 64 ? text.substring(0, limit * 64) : text;
        StringBuilder clean = new StringBuilder(start.length() + 16);
        start.codePoints().forEach(character -> {
            if (isBlank(character)) {
                clean.append(' ');
            } else if (!isControl(character)) {
                clean.appendCodePoint(character);
            }
        });
        return withoutAccents(clean.toString())
                .codePoints()
                .map(Character::toLowerCase)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static String withoutAccents(String text) {
        if (text.chars().allMatch(character -> character < 0x80)) {
            return text;
        }
        StringBuilder bare = new StringBuilder(text.length());
        Normalizer.normalize(text, DECOMPOSED)
                .codePoints()
                .filter(character -> Character.getType(character) != Character.NON_SPACING_MARK)
                .forEach(bare::appendCodePoint);
        return bare.toString();
    }

    private static boolean isBlank(int character) {
        return character == '\t'
                || character == '\n'
                || character == '\r'
                || (Character.isWhitespace(character) && !isControl(character))
                || Character.isSpaceChar(character);
    }

    private static boolean isControl(int character) {
        return character == 0xFFFD
                || switch (Character.getType(character)) {
                    case Character.CONTROL,
                            Character.FORMAT,
                            Character.UNASSIGNED,
                            Character.PRIVATE_USE,
                            Character.SURROGATE -> true;
                    default -> false;
                };
    }

    /// ASCII symbols count as punctuation as well, whatever Unicode calls them.
    private static boolean isPunctuation(int character) {
        if (character < 0x80) {
            return character > ' ' && character < 0x7F && !Character.isLetterOrDigit(character);
        }
        return switch (Character.getType(character)) {
            case Character.CONNECTOR_PUNCTUATION,
                    Character.DASH_PUNCTUATION,
                    Character.START_PUNCTUATION,
                    Character.END_PUNCTUATION,
                    Character.INITIAL_QUOTE_PUNCTUATION,
                    Character.FINAL_QUOTE_PUNCTUATION,
                    Character.OTHER_PUNCTUATION -> true;
            default -> false;
        };
    }

    /// The blocks of unified Han characters; kana and Hangul are not among them.
    private static boolean isHan(int character) {
        return within(character, 0x4E00, 0x9FFF)
                || within(character, 0x3400, 0x4DBF)
                || within(character, 0x20000, 0x2A6DF)
                || within(character, 0x2A700, 0x2CEAF)
                || within(character, 0xF900, 0xFAFF)
                || within(character, 0x2F800, 0x2FA1F);
    }

    private static boolean within(int character, int first, int last) {
        return character >= first && character <= last;
    }

    /// A growing list of numbers that stops at its limit.
    private static final class Pieces {
        private final int[] ids;
        private int size;

        Pieces(int limit) {
            this.ids = new int[limit + 1];
        }

        void add(int id) {
            if (!full()) {
                ids[size++] = id;
            }
        }

        boolean full() {
            return size == ids.length - 1;
        }

        int[] ended() {
            ids[size] = END;
            return Arrays.copyOf(ids, size + 1);
        }
    }
}
