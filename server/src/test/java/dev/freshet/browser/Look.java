package dev.freshet.browser;

import java.util.Locale;

/// A width and a theme in which every page must look right.
public enum Look {
    WIDE_LIGHT(1280, 800, "light"),
    WIDE_DARK(1280, 800, "dark"),
    PHONE_LIGHT(390, 844, "light"),
    PHONE_DARK(390, 844, "dark");

    private final int width;
    private final int height;
    private final String theme;

    Look(int width, int height, String theme) {
        this.width = width;
        this.height = height;
        this.theme = theme;
    }

    /// In pixels of the page.
    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    /// `light` or `dark`, as style sheets ask for it.
    public String theme() {
        return theme;
    }

    public boolean isPhone() {
        return width < 600;
    }

    /// Such as `390-dark`.
    String suffix() {
        return String.format(Locale.ROOT, "%d-%s", width, theme);
    }
}
