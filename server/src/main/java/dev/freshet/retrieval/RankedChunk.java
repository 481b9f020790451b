package dev.freshet.retrieval;

import dev.freshet.core.ChunkId;
import dev.freshet.core.DatasetId;
import dev.freshet.core.DocumentId;
import dev.freshet.index.ChunkTokens;
import org.jspecify.annotations.Nullable;

/// A chunk in its place.
///
/// @param similarity what it is ordered by and what the threshold is compared with
/// @param vectorSimilarity the cosine, or the reranker's score where one was used
/// @param termSimilarity the share of the question's terms that it holds
/// @param tokens its analysed fields, so that citations need not analyse it again
/// @param parent what is to be shown in its place; null for chunks that stand for themselves
public record RankedChunk(
        ChunkId chunk,
        DocumentId document,
        DatasetId dataset,
        double similarity,
        double vectorSimilarity,
        double termSimilarity,
        ChunkTokens tokens,
        @Nullable ChunkId parent) {}
