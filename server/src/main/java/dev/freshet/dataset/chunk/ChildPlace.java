package dev.freshet.dataset.chunk;

import dev.freshet.core.ChunkId;

/// Where a child chunk stands in its parent, whose children follow each other by their positions.
///
/// @param parent whose text it is a part of; see [ParentChunk]
/// @param lead what stands between the child before it and its own text: blanks, or a mark that cuts
public record ChildPlace(ChunkId parent, String lead) {}
