package dev.freshet.index;

import dev.freshet.core.ChunkId;
import dev.freshet.core.DatasetId;
import dev.freshet.core.DocumentId;
import dev.freshet.core.Vector;
import org.jspecify.annotations.Nullable;

/// A chunk as the index knows it: analysed text and vector, no readable content.
///
/// @param position the chunk's place in its document, from 0
/// @param page the first page it stands on, 0 where there are no pages
/// @param top the upper edge of its first line on that page, in points
/// @param createdAt epoch milliseconds
/// @param available whether searches may find it
/// @param tokens its analysed fields
/// @param vector its embedding of unit length; [Vector#NONE] when it has none
/// @param parent what is shown in its place; null for chunks that stand for themselves
public record IndexedChunk(
        ChunkId id,
        DatasetId dataset,
        DocumentId document,
        int position,
        int page,
        int top,
        long createdAt,
        boolean available,
        ChunkTokens tokens,
        Vector vector,
        @Nullable ChunkId parent) {}
