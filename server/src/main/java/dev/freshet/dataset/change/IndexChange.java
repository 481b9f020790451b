package dev.freshet.dataset.change;

import dev.freshet.core.ChunkId;
import dev.freshet.core.DatasetId;
import dev.freshet.core.DocumentId;
import dev.freshet.core.TenantId;
import org.jspecify.annotations.Nullable;

/// Something that the index has yet to learn. It says what changed, not how: the index is told the state that
/// the database has when the change is applied.
///
/// @param id orders the changes
/// @param tenant the owner; null when the dataset is gone
/// @param document null when the dataset as a whole was deleted
/// @param chunk null when the document as a whole changed
public record IndexChange(
        long id,
        @Nullable TenantId tenant,
        DatasetId dataset,
        @Nullable DocumentId document,
        @Nullable ChunkId chunk) {}
