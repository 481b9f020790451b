package dev.freshet.dataset.chunk;

/// The place of a piece of a chunk, in points from the upper left corner of its page.
///
/// @param page from 1
public record Position(int page, int left, int right, int top, int bottom) {}
