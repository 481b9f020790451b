package dev.freshet.dataset.change;

import java.util.List;

/// What a deletion leaves to be done after its commit.
///
/// @param count rows that were asked for and are gone
/// @param locations files that nobody refers to any more
/// @param changes what the index has to learn
public record Deleted(int count, List<String> locations, List<IndexChange> changes) {
    public Deleted {
        locations = List.copyOf(locations);
        changes = List.copyOf(changes);
    }
}
