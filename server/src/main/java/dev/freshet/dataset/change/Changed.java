package dev.freshet.dataset.change;

import java.util.List;

/// A row as it is after a change.
///
/// @param value the row
/// @param changes what the index has to learn
public record Changed<T>(T value, List<IndexChange> changes) {
    public Changed {
        changes = List.copyOf(changes);
    }
}
