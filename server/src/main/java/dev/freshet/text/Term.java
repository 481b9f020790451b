package dev.freshet.text;

import java.util.List;

/// One word of a text as search knows it, and where it stands.
///
/// @param text the normalised word: lower-cased, half-width, simplified, English words stemmed; no blanks
/// @param kind what sort of word it is
/// @param parts the words that it is put together from, normalised, in order; empty where it has none
/// @param start offset of its first character in the text
/// @param end offset after its last character
public record Term(String text, Kind kind, List<String> parts, int start, int end) {
    public Term {
        parts = List.copyOf(parts);
    }

    /// What sort of word a term is.
    public enum Kind {
        /// Letters alone.
        WORD,
        /// Digits, with a decimal point at most.
        NUMBER,
        /// Letters or several numbers joined, with a digit somewhere: `AB-1234`, `v2.3.1`, `10:30`.
        IDENTIFIER,
        /// Words joined by signs, without a digit: `state-of-the-art`, `jane@example.com`, `read/write`.
        COMPOUND,
        /// A word of a script that sets no blanks between words: Chinese, Japanese, Thai and their like.
        UNSPACED
    }
}
