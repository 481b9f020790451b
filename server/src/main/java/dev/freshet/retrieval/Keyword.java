package dev.freshet.retrieval;

/// A term of a question and how much it says.
///
/// @param term as [dev.freshet.text.Analyzer] makes it
/// @param weight its share; those of one question sum to 1
/// @param unspaced whether it is of a script without blanks, where the chunk may have been cut differently
public record Keyword(String term, double weight, boolean unspaced) {}
