package dev.freshet.retrieval;

import dev.freshet.core.ChunkId;
import dev.freshet.core.DatasetId;
import dev.freshet.core.DocumentId;
import dev.freshet.index.ChunkTokens;

/// A chunk in its place.
///
/// @param similarity what it is ordered by and what the threshold is compared with
/// @param vectorSimilarity the cosine, or the reranker's score where one was used
/// @param termSimilarity the share of the question's terms that it holds
/// @param tokens its analysed fields, so that citations need not analyse it again
public record RankedChunk(
        ChunkId chunk,
        DocumentId document,
        DatasetId dataset,
        double similarity,
        double vectorSimilarity,
        double termSimilarity,
        ChunkTokens tokens) {}
