package dev.freshet.ingest.chunk.piece;

import dev.freshet.core.AppException;

/// How a dataset wants its documents cut.
///
/// @param chunkTokens size of a chunk in cl100k tokens, 1 to 2048
/// @param delimiter characters at which text may be cut; a part in back quotes is one delimiter of several
///     characters. `\n`, `\r` and `\t` may be written with a backslash
/// @param overlapPercent how much of a chunk's size is repeated from the end of the chunk before, 0 to 90
/// @param html4excel whether spreadsheets become HTML tables instead of lines
/// @param childrenDelimiter what cuts chunks into child chunks, written as the delimiter; empty for none
/// @param layoutRecognize how PDF pages are read; `Plain Text` takes no notice of headings
public record ChunkSettings(
        int chunkTokens,
        String delimiter,
        int overlapPercent,
        boolean html4excel,
        String childrenDelimiter,
        String layoutRecognize) {
    private static final int LARGEST = 2_048;
    private static final int MOST_OVERLAP = 90;

    public ChunkSettings {
        check(chunkTokens >= 1 && chunkTokens <= LARGEST, "The chunk size must be 1 to 2048 tokens.");
        check(!delimiter.isEmpty(), "The delimiter must have at least one character.");
        check(overlapPercent >= 0 && overlapPercent <= MOST_OVERLAP, "The overlap must be 0 to 90 percent.");
    }

    /// What a dataset has when nothing was asked for.
    public static ChunkSettings defaults() {
        return new ChunkSettings(512, "\n", 0, false, "", "DeepDOC");
    }

    /// The same with chunks of at least that size.
    public ChunkSettings atLeast(int tokens) {
        int size = Math.max(tokens, chunkTokens);
        return new ChunkSettings(size, delimiter, overlapPercent, html4excel, childrenDelimiter, layoutRecognize);
    }

    /// Whether headings of a PDF are no more than text.
    public boolean plainLayout() {
        return layoutRecognize.equalsIgnoreCase("Plain Text");
    }

    private static void check(boolean valid, String sentence) {
        if (!valid) {
            throw AppException.invalid(sentence);
        }
    }
}
