package dev.freshet.text;

import com.ibm.icu.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tartarus.snowball.ext.EnglishStemmer;

/// One pass over one text, from left to right. Not thread-safe; made anew for each text.
final class TermScanner {
    /// Longer words are rubbish (encoded data, rules of dashes): they are cut, so that no index refuses them.
    private static final int LONGEST = 128;

    private static final Pattern NUMBER = Pattern.compile("\\d+(\\.\\d+)?");
    private static final Pattern THOUSANDS = Pattern.compile("\\d{1,3}(,\\d{3})+(\\.\\d+)?");
    private static final String JOINERS = "-_.@/:&+'";

    private final String text;
    private final SimplifiedChinese simplified;
    private final BreakIterator dictionary;
    private final List<Term> terms = new ArrayList<>();
    private @Nullable BreakIterator words;
    private @Nullable EnglishStemmer stemmer;

    TermScanner(String text, SimplifiedChinese simplified, BreakIterator dictionary) {
        this.text = text;
        this.simplified = simplified;
        this.dictionary = dictionary;
    }

    List<Term> scan() {
        int at = 0;
        while (at < text.length()) {
            int codePoint = text.codePointAt(at);
            if (Letters.isWord(codePoint)) {
                at = word(at);
            } else if (Letters.isUnspaced(codePoint)) {
                at = unspaced(at);
            } else {
                at += Character.charCount(codePoint);
            }
        }
        return terms;
    }

    private int word(int start) {
        int end = endOfLetters(start);
        while (joinsAt(end)) {
            end = endOfLetters(end + 1);
        }
        end = endOfLanguageName(start, end);
        addWord(Letters.plain(text.substring(start, end)), start, end);
        return end;
    }

    private int endOfLetters(int start) {
        int end = start;
        while (end < text.length() && Letters.isWord(text.codePointAt(end))) {
            end += Character.charCount(text.codePointAt(end));
        }
        return end;
    }

    private boolean joinsAt(int at) {
        if (at + 1 >= text.length() || !Letters.isWord(text.codePointAt(at + 1))) {
            return false;
        }
        char sign = Letters.sign(text.charAt(at));
        return JOINERS.indexOf(sign) >= 0 || (sign == ',' && separatesThousands(at));
    }

    private boolean separatesThousands(int at) {
        int digits = endOfDigits(at + 1) - at - 1;
        return digits == 3 && Letters.isAsciiDigit(text.charAt(at - 1));
    }

    private int endOfDigits(int start) {
        int end = start;
        while (end < text.length() && Letters.isAsciiDigit(text.charAt(end))) {
            end++;
        }
        return end;
    }

    /// `C++` and `C#` are words although they end in signs.
    private int endOfLanguageName(int start, int end) {
        boolean oneLetter = end - start == 1 && Letters.isAsciiLetter(text.charAt(start));
        if (oneLetter && text.startsWith("++", end)) {
            return end + 2;
        }
        return oneLetter && text.startsWith("#", end) ? end + 1 : end;
    }

    private void addWord(String plain, int start, int end) {
        String whole = withoutApostrophes(plain);
        if (whole.isEmpty()) {
            return;
        }
        if (THOUSANDS.matcher(whole).matches()) {
            whole = whole.replace(",", "");
        }
        Term.Kind kind = kind(whole);
        List<String> parts = isInOnePiece(whole, kind) ? List.of() : Compound.parts(whole, this::normalise);
        terms.add(new Term(normalise(whole), kind, parts, start, end));
    }

    private static String withoutApostrophes(String plain) {
        if (plain.indexOf('\'') < 0) {
            return plain;
        }
        String owner = plain.endsWith("'s") || plain.endsWith("'S") ? plain.substring(0, plain.length() - 2) : plain;
        return owner.replace("'", "");
    }

    private static Term.Kind kind(String whole) {
        if (NUMBER.matcher(whole).matches()) {
            return Term.Kind.NUMBER;
        }
        if (whole.codePoints().anyMatch(Character::isDigit)) {
            return Term.Kind.IDENTIFIER;
        }
        return whole.codePoints().allMatch(Letters::isWord) ? Term.Kind.WORD : Term.Kind.COMPOUND;
    }

    /// Nearly all words are; only capitals inside can be a seam in letters alone.
    private static boolean isInOnePiece(String whole, Term.Kind kind) {
        boolean letters = kind == Term.Kind.WORD && whole.chars().skip(1).noneMatch(Character::isUpperCase);
        return letters || kind == Term.Kind.NUMBER;
    }

    private String normalise(String plain) {
        String lower = Letters.lower(plain);
        String stem = lower.length() > 2 && lower.chars().allMatch(Letters::isAsciiLetter) ? stem(lower) : lower;
        return stem.length() <= LONGEST ? stem : stem.substring(0, stem.offsetByCodePoints(0, LONGEST / 2));
    }

    private String stem(String word) {
        if (stemmer == null) {
            stemmer = new EnglishStemmer();
        }
        stemmer.setCurrent(word);
        stemmer.stem();
        return stemmer.getCurrent();
    }

    private int unspaced(int start) {
        int end = start;
        while (end < text.length() && Letters.isUnspaced(text.codePointAt(end))) {
            end += Character.charCount(text.codePointAt(end));
        }
        String raw = text.substring(start, end);
        String run = simplified.simplify(Letters.plain(raw));
        addDictionaryWords(run, start, end, run.length() == raw.length());
        return end;
    }

    private void addDictionaryWords(String run, int start, int end, boolean sameLength) {
        BreakIterator breaks = words();
        breaks.setText(run);
        int from = breaks.first();
        for (int to = breaks.next(); to != BreakIterator.DONE; to = breaks.next()) {
            int termStart = sameLength ? start + from : start;
            int termEnd = sameLength ? start + to : end;
            terms.add(new Term(run.substring(from, to), Term.Kind.UNSPACED, List.of(), termStart, termEnd));
            from = to;
        }
    }

    private BreakIterator words() {
        if (words == null) {
            words = dictionary.clone();
        }
        return words;
    }
}
