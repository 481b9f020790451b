package dev.freshet.observe;

/// What the log holds and how a line looks; it goes to standard error.
///
/// @param level the least important kind of line that is written
/// @param format how a line is written
/// @param steps whether each step of an answer is a line
public record LogSettings(Level level, Format format, boolean steps) {

    /// How important a line is.
    public enum Level {
        ERROR,
        WARN,
        INFO,
        DEBUG,
        TRACE
    }

    /// How a line is written.
    public enum Format {
        TEXT,
        JSON
    }
}
