package dev.freshet.dataset;

/// What lists are sorted by.
public enum ListOrder {
    CREATED,
    UPDATED,
    NAME,
    SIZE
}
