package dev.freshet.model.builtin;

/// A piece of a passage that can be quoted by itself, as it stands there.
///
/// @param passage the passage's place in the prompt, from 0
/// @param place the sentence's place in its passage, from 0
/// @param kind what it is
/// @param text the words themselves, without marks of headings and lists
/// @param context words that belong to it and stand elsewhere: of a table row the header row; else empty
record Sentence(int passage, int place, Kind kind, String text, String context) {

    /// Whether it only leads to what follows: a heading, a question, or words before a colon.
    boolean leadsOn() {
        return kind == Kind.HEADING || "?？:：".indexOf(text.charAt(text.length() - 1)) >= 0;
    }

    /// Kinds of sentences.
    enum Kind {
        PROSE,
        HEADING,
        LIST_ITEM,
        HEADER_ROW,
        ROW,
        MAIL_HEADER,
        CODE
    }
}
