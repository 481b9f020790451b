package dev.freshet.dataset.chunk;

import dev.freshet.core.ChunkId;
import dev.freshet.core.DatasetId;
import dev.freshet.core.DocumentId;
import dev.freshet.core.TenantId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A piece of a document as people and models read it.
///
/// @param position its place in the document, from 0; [#BY_HAND] when somebody added it
/// @param page the first page it stands on, 0 where there are no pages
/// @param top the upper edge of its first line on that page, in points
/// @param keywords important keywords
/// @param questions questions that it answers
/// @param positions places of its lines; empty where the format has no layout
/// @param imageId of its picture; empty when it has none
/// @param tokenCount cl100k tokens of the content
/// @param available whether searches may find it
/// @param createdAt epoch milliseconds
/// @param updatedAt epoch milliseconds
/// @param childPlace of a child chunk; null for all others
public record Chunk(
        ChunkId id,
        TenantId tenant,
        DatasetId dataset,
        DocumentId document,
        int position,
        int page,
        int top,
        String content,
        List<String> keywords,
        List<String> questions,
        List<Position> positions,
        String imageId,
        int tokenCount,
        boolean available,
        long createdAt,
        long updatedAt,
        @Nullable ChildPlace childPlace) {
    /// The position of chunks that were added by hand: after all others.
    public static final int BY_HAND = Integer.MAX_VALUE;

    public Chunk {
        keywords = List.copyOf(keywords);
        questions = List.copyOf(questions);
        positions = List.copyOf(positions);
    }
}
