package dev.freshet.ingest.parse;

import java.util.Objects;

/// A page of a file as a picture, with what is needed to mark places on it: a [ParsedDocument.Box] has the unit
/// of the page's size.
public final class PagePicture {
    private final byte[] png;
    private final int pages;
    private final float width;
    private final float height;

    /// @param png the picture; not changed afterwards
    /// @param pages how many pages the file has
    /// @param width of the page as it is shown, in points (1/72 inch)
    /// @param height likewise
    public PagePicture(byte[] png, int pages, float width, float height) {
        this.png = Objects.requireNonNull(png);
        this.pages = pages;
        this.width = width;
        this.height = height;
    }

    /// The bytes themselves, not a copy.
    public byte[] png() {
        return png;
    }

    public int pages() {
        return pages;
    }

    public float width() {
        return width;
    }

    public float height() {
        return height;
    }
}
