package dev.freshet.ingest.parse.pdf;

/// A letter on a page, or a space.
///
/// @param area in the direction of its text
/// @param baseline across the lines
record Glyph(String text, Area area, float baseline, Style style) {

    boolean isSpace() {
        return text.isBlank();
    }
}
