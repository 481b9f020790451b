package dev.freshet.dataset;

/// The family of a file, which decides how it may be parsed.
public enum DocumentType {
    PDF,
    /// Text, office files, mail and code.
    DOC,
    /// Pictures and films.
    VISUAL,
    /// Sound.
    AURAL,
    /// No file at all.
    VIRTUAL
}
