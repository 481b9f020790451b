package dev.freshet.text;

import com.ibm.icu.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Cuts texts into terms, by one set of rules for chunks and questions.
///
/// Words are lower-cased, made half-width and simplified Chinese; English words are stemmed (Porter 2).
/// Chinese, Japanese and Thai are cut by ICU's dictionaries. What is joined by signs stays findable as a
/// whole and by its parts: `AB-1234` gives `ab-1234 ab 1234`. No word is left out; stop words are a matter of
/// the question alone.
///
/// Thread-safe. Opening it takes about 100 ms, so open it once.
public final class Analyzer {
    private final SimplifiedChinese simplified = new SimplifiedChinese();
    private final BreakIterator dictionary = BreakIterator.getWordInstance(Locale.CHINESE);

    /// The terms of the text in order, with their places.
    public List<Term> terms(String text) {
        return new TermScanner(text, simplified, dictionary).scan();
    }

    /// Each term, followed by its parts where it has some.
    public List<String> coarse(String text) {
        return coarse(terms(text));
    }

    /// As [#coarse(String)], of terms already cut.
    public static List<String> coarse(List<Term> terms) {
        List<String> coarse = new ArrayList<>(terms.size() + 8);
        for (Term term : terms) {
            coarse.add(term.text());
            coarse.addAll(term.parts());
        }
        return coarse;
    }

    /// What is finer than [#coarse]: of each stretch without blanks the pairs of neighbouring characters and
    /// then the single ones, so that a text is found when the dictionary cuts the question differently. Empty
    /// for texts in Latin letters, whose terms and parts all stand in [#coarse].
    public List<String> fine(String text) {
        return fine(terms(text));
    }

    /// As [#fine(String)], of terms already cut.
    public static List<String> fine(List<Term> terms) {
        List<String> fine = new ArrayList<>();
        StringBuilder stretch = new StringBuilder();
        int end = -1;
        for (Term term : terms) {
            if (!hasFineForm(term)) {
                continue;
            }
            if (term.start() != end) {
                addCharacters(stretch, fine);
            }
            stretch.append(term.text());
            end = term.end();
        }
        addCharacters(stretch, fine);
        return fine;
    }

    private static boolean hasFineForm(Term term) {
        return term.kind() == Term.Kind.UNSPACED || Letters.isHangul(term.text().codePointAt(0));
    }

    private static void addCharacters(StringBuilder stretch, List<String> fine) {
        int[] characters = stretch.codePoints().toArray();
        for (int i = 0; i + 1 < characters.length; i++) {
            fine.add(new String(characters, i, 2));
        }
        for (int character : characters) {
            fine.add(Character.toString(character));
        }
        stretch.setLength(0);
    }
}
