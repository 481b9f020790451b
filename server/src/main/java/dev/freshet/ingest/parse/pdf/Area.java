package dev.freshet.ingest.parse.pdf;

import java.util.List;

/// A rectangle in points as the text runs: `left` to `right` along the line, `top` to `bottom` down the
/// lines.
record Area(float left, float right, float top, float bottom) {

    static Area around(List<Area> areas) {
        return areas.stream().reduce(Area::and).orElseThrow();
    }

    Area and(Area other) {
        return new Area(
                Math.min(left, other.left),
                Math.max(right, other.right),
                Math.min(top, other.top),
                Math.max(bottom, other.bottom));
    }

    float width() {
        return right - left;
    }

    float height() {
        return bottom - top;
    }

    /// How much of the lower of the two stands beside the other, from 0 to 1.
    float beside(Area other) {
        float shared = Math.min(bottom, other.bottom) - Math.max(top, other.top);
        float lower = Math.min(height(), other.height());
        return lower <= 0 ? 0 : Math.max(0, shared / lower);
    }
}
