package dev.freshet.text;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Cuts text that is too long where it hurts least: behind a sentence, else where a line could break (behind
/// a word, between Chinese characters), else between characters as people see them. Thread-safe.
public final class TextCutter {
    /// A window of that many characters per token holds enough for one part, whatever the language.
    private static final int CHARACTERS_PER_TOKEN = 10;

    private static final int SHORTEST_WINDOW = 64;

    private final TokenCounter tokens;

    public TextCutter(TokenCounter tokens) {
        this.tokens = tokens;
    }

    /// Parts of at most that many tokens, not counting blanks at their end; a single character may have more.
    /// Put together they are the text.
    public List<String> cut(String text, int limit) {
        List<String> parts = new ArrayList<>();
        int window = Math.max(SHORTEST_WINDOW, limit * CHARACTERS_PER_TOKEN);
        int from = 0;
        while (from < text.length()) {
            String start = text.substring(from, wholeCharacters(text, from + window));
            boolean last = from + start.length() == text.length();
            int end = last && tokens.count(start) <= limit ? start.length() : end(start, limit);
            parts.add(start.substring(0, end));
            from += end;
        }
        return parts;
    }

    /// The place itself, or the one behind it where it lies inside a character.
    private static int wholeCharacters(String text, int to) {
        if (to >= text.length()) {
            return text.length();
        }
        return Character.isLowSurrogate(text.charAt(to)) ? to + 1 : to;
    }

    /// How much of the start of the text makes a part.
    private int end(String text, int limit) {
        int room = behindBlanks(text, tokens.cut(text, limit).length());
        int sentence = lastBreak(BreakIterator.getSentenceInstance(Locale.ROOT), text, room);
        if (sentence > 0) {
            return sentence;
        }
        int word = lastBreak(BreakIterator.getLineInstance(Locale.ROOT), text, room);
        if (word > 0) {
            return word;
        }
        BreakIterator characters = BreakIterator.getCharacterInstance(Locale.ROOT);
        int character = lastBreak(characters, text, room);
        return character > 0 ? character : characters.following(0);
    }

    /// Breaks lie behind the blanks that follow a word or a sentence.
    private static int behindBlanks(String text, int from) {
        int to = Math.min(from, text.length());
        while (to < text.length() && Character.isWhitespace(text.charAt(to))) {
            to++;
        }
        return to;
    }

    /// The last break that is not behind `room`; 0 when there is none.
    private static int lastBreak(BreakIterator breaks, String text, int room) {
        breaks.setText(text);
        return breaks.isBoundary(room) ? room : breaks.preceding(room);
    }
}
