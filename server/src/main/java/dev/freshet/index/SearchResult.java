package dev.freshet.index;

import dev.freshet.core.ChunkId;
import dev.freshet.core.DatasetId;
import dev.freshet.core.DocumentId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a search found.
///
/// @param hits best first
public record SearchResult(List<Hit> hits) {
    public SearchResult {
        hits = List.copyOf(hits);
    }

    /// A chunk that was found.
    ///
    /// @param score the engine's fused score; only its order means something
    /// @param cosine similarity with the question's vector, -1 to 1; 0 where there was no vector. Present for
    ///     text-only hits too
    /// @param tokens the chunk's analysed fields, for ranking; the fine ones are left empty, since they only
    ///     serve finding
    /// @param parent what is shown in its place; null for chunks that stand for themselves
    public record Hit(
            ChunkId chunk,
            DocumentId document,
            DatasetId dataset,
            double score,
            double cosine,
            ChunkTokens tokens,
            @Nullable ChunkId parent) {}
}
