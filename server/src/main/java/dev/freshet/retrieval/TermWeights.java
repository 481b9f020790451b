package dev.freshet.retrieval;

import dev.freshet.text.Term;
import dev.freshet.text.Term.Kind;

/// How much a term says, judged by its form alone.
///
/// The contract (§14.2) weighs by `log10(10 + (N - s + 0.5) / (s + 0.5))` over frequencies `s` from large
/// dictionaries, times a factor for its sort. Here the frequency is estimated from sort and length, by the
/// rule that each further letter makes a word rarer (Zipf's law of brevity); the index's BM25 brings the true
/// frequencies of the collection beside it.
final class TermWeights {
    private static final double COLLECTION = 1e7;

    /// How often a word of one letter would stand in the collection, and by how much a letter divides that.
    private static final double LETTER_FREQUENCY = 3e6;

    private static final double PER_LETTER = 2.2;
    private static final double IDEOGRAPH_FREQUENCY = 1e6;
    private static final double PER_IDEOGRAPH = 20;

    private static final double NUMBER_FACTOR = 2;
    private static final double IDENTIFIER_FACTOR = 3;
    private static final double SINGLE_LETTER_FACTOR = 0.01;

    private TermWeights() {}

    static double of(Term term) {
        int length = term.text().codePointCount(0, term.text().length());
        return switch (term.kind()) {
            case WORD -> (length == 1 ? SINGLE_LETTER_FACTOR : 1) * rarity(LETTER_FREQUENCY, PER_LETTER, length);
            case UNSPACED -> rarity(IDEOGRAPH_FREQUENCY, PER_IDEOGRAPH, length);
            case NUMBER -> NUMBER_FACTOR * rarity(LETTER_FREQUENCY, PER_LETTER, length + 1);
            case COMPOUND -> 2 * rarity(LETTER_FREQUENCY, PER_LETTER, length);
            case IDENTIFIER -> IDENTIFIER_FACTOR * rarity(LETTER_FREQUENCY, PER_LETTER, length);
        };
    }

    /// Which share of a joined word's weight its parts hold: little where the whole names one thing.
    static double shareOfParts(Term term) {
        if (term.parts().isEmpty()) {
            return 0;
        }
        return term.kind() == Kind.IDENTIFIER ? 0.3 : 0.7;
    }

    private static double rarity(double frequency, double perLetter, int length) {
        double s = frequency / Math.pow(perLetter, Math.min(length, 12) - 1.0);
        return Math.log10(10 + (COLLECTION - s + 0.5) / (s + 0.5));
    }
}
