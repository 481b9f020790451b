package dev.freshet.ingest.parse.pdf;

/// How a glyph or most of a line is set.
///
/// @param size in points
/// @param mono whether all letters are equally wide, as in code
record Style(float size, boolean bold, boolean mono) {}
