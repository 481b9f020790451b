package dev.freshet.dataset;

import dev.freshet.core.DatasetId;
import dev.freshet.core.TenantId;

/// A set of documents that are cut and embedded alike and searched together.
///
/// @param createdBy the user
/// @param settings what its owner decides
/// @param documentCount documents in it
/// @param chunkCount published chunks of all its documents
/// @param tokenCount cl100k tokens of these
/// @param createdAt epoch milliseconds
/// @param updatedAt epoch milliseconds
public record Dataset(
        DatasetId id,
        TenantId tenant,
        String createdBy,
        DatasetSettings settings,
        int documentCount,
        int chunkCount,
        long tokenCount,
        long createdAt,
        long updatedAt) {

    /// Its name.
    public String name() {
        return settings.name();
    }
}
