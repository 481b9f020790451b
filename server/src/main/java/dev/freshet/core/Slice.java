package dev.freshet.core;

import java.util.List;

/// One page of a list, and how long the whole list is.
///
/// @param rows the page
/// @param total rows of all pages together
public record Slice<T>(List<T> rows, int total) {
    public Slice {
        rows = List.copyOf(rows);
    }
}
