package dev.freshet.ingest.parse;

/// The caller's ear and its way to stop a parser. Called on the thread that called the parser or on a thread
/// of the parser's own, never on two at a time; must return at once.
public interface ParseProgress {
    /// Something was done. The unit is a page, slide or sheet, or a thousand lines of a text.
    ///
    /// @param total 0 while it is not known
    void pages(int done, int total);

    /// Whether to give up. Asked several times a second.
    boolean cancelled();

    /// Hears nothing and never stops.
    static ParseProgress none() {
        return new ParseProgress() {
            @Override
            public void pages(int done, int total) {}

            @Override
            public boolean cancelled() {
                return false;
            }
        };
    }
}
