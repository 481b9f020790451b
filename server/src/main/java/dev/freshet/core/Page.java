package dev.freshet.core;

/// A slice of a list, as lists are asked for.
///
/// @param number the page, from 1; 0 acts as 1
/// @param size rows a page; 0 gives an empty page
public record Page(int number, int size) {
    public Page {
        number = Math.max(1, number);
        if (size < 0) {
            throw AppException.invalid("page_size must not be negative");
        }
    }

    /// Rows to skip; a page beyond the range of an int has no rows anyway.
    public int offset() {
        return (int) Math.min(Integer.MAX_VALUE, (long) (number - 1) * size);
    }

    /// All rows.
    public static Page all() {
        return new Page(1, Integer.MAX_VALUE);
    }
}
