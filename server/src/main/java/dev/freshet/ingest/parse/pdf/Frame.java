package dev.freshet.ingest.parse.pdf;

import dev.freshet.ingest.parse.ParsedDocument.Box;

/// A page as it is shown, seen in the direction of some text on it.
///
/// @param page from 1
/// @param direction where the text runs to: 0 right, 90 down, 180 left, 270 up
/// @param width of the shown page
/// @param height of the shown page
record Frame(int page, int direction, float width, float height) {

    /// From the shown page to the direction of the text.
    float along(float x, float y) {
        return switch (direction) {
            case 90 -> y;
            case 180 -> width - x;
            case 270 -> height - y;
            default -> x;
        };
    }

    /// Likewise, across the lines.
    float across(float x, float y) {
        return switch (direction) {
            case 90 -> width - x;
            case 180 -> height - y;
            case 270 -> x;
            default -> y;
        };
    }

    /// Back to the shown page.
    Box box(Area area) {
        return switch (direction) {
            case 90 -> new Box(page, width - area.bottom(), width - area.top(), area.left(), area.right());
            case 180 ->
                new Box(page, width - area.right(), width - area.left(), height - area.bottom(), height - area.top());
            case 270 -> new Box(page, area.top(), area.bottom(), height - area.right(), height - area.left());
            default -> new Box(page, area.left(), area.right(), area.top(), area.bottom());
        };
    }
}
