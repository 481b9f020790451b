package dev.freshet.dataset;

import dev.freshet.index.ChunkTokens;

/// The analysed name of a document; see [dev.freshet.index.ChunkTokens].
///
/// @param title terms of the name
/// @param titleFine the same, cut finer
public record TitleTokens(String title, String titleFine) {
    public static final TitleTokens NONE = new TitleTokens("", "");

    /// The part of a chunk's fields that belongs to the document.
    public static TitleTokens of(ChunkTokens tokens) {
        return new TitleTokens(tokens.title(), tokens.titleFine());
    }
}
