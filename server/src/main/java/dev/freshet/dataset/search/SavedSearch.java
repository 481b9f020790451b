package dev.freshet.dataset.search;

import dev.freshet.core.Id.SearchId;
import dev.freshet.core.TenantId;
import dev.freshet.json.JsonObject;
import org.jspecify.annotations.Nullable;

/// A search that somebody has set up.
///
/// @param createdBy the user
/// @param name unique among the tenant's searches, whatever the case of its letters
/// @param avatar a picture as a data URL
/// @param config how to search, as it was sent
/// @param createdAt epoch milliseconds
/// @param updatedAt epoch milliseconds
public record SavedSearch(
        SearchId id,
        TenantId tenant,
        String createdBy,
        String name,
        @Nullable String avatar,
        @Nullable String description,
        JsonObject config,
        long createdAt,
        long updatedAt) {

    /// The same with other words and another configuration.
    public SavedSearch with(
            String newName, @Nullable String newAvatar, @Nullable String newDescription, JsonObject newConfig) {
        return new SavedSearch(
                id, tenant, createdBy, newName, newAvatar, newDescription, newConfig, createdAt, updatedAt);
    }
}
