package dev.freshet.dataset;

import dev.freshet.core.DatasetId;
import org.jspecify.annotations.Nullable;

/// Which datasets to list, and in which order.
///
/// @param id only this one
/// @param name only those of this name, whatever the case of its letters
/// @param keywords only those whose name contains this text, whatever the case of its letters; empty for all
/// @param order what to sort by
/// @param descending newest first
public record DatasetQuery(
        @Nullable DatasetId id, @Nullable String name, String keywords, ListOrder order, boolean descending) {

    /// All, newest first.
    public static DatasetQuery all() {
        return new DatasetQuery(null, null, "", ListOrder.CREATED, true);
    }
}
