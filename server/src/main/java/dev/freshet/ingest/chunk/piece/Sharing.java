package dev.freshet.ingest.chunk.piece;

/// How small a chunk must be, in tokens, for the next section to go on in it.
///
/// @param always under this any section does
/// @param inChapter under this a section of the same chapter does that fits as a whole
public record Sharing(int always, int inChapter) {
    private static final int TINY = 16;

    /// Every section is a chunk.
    public static final Sharing NONE = new Sharing(0, 0);

    /// What the general method does: a sixteenth and a quarter of the size.
    static Sharing usual(ChunkSettings settings) {
        return new Sharing(settings.chunkTokens() / TINY, settings.chunkTokens() / ChunkBuilder.SMALL);
    }
}
