package dev.freshet.chat.widget;

import dev.freshet.core.AppException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// The origins whose pages may show an assistant's widget and ask it.
///
/// @param origins such as `https://example.com`, `http://localhost:8080` or, for all hosts below one,
///     `https://*.example.com`; empty for every page
public record WidgetOrigins(List<String> origins) {
    /// Every page may.
    public static final WidgetOrigins EVERY = new WidgetOrigins(List.of());

    /// How many an assistant can have.
    public static final int MOST = 50;

    private static final String LABEL = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";
    private static final String HOST = "((\\*\\.)?" + LABEL + "(\\." + LABEL + ")*|\\[[0-9a-f:.]{2,45}])";
    private static final Pattern ORIGIN = Pattern.compile("(https?://)" + HOST + "(:[0-9]{1,5})?");
    private static final int LONGEST = 300;

    public WidgetOrigins {
        origins = List.copyOf(origins);
        for (String origin : origins) {
            if (!isOrigin(origin)) {
                throw new IllegalArgumentException("no origin: " + origin);
            }
        }
    }

    /// The origins as somebody has written them: blanks around them, capitals and a slash at the end are put right,
    /// and doubles are left out.
    ///
    /// @throws AppException.Rejected when one is no origin, or there are more than [#MOST]
    public static WidgetOrigins of(List<String> written) {
        List<String> origins =
                written.stream().map(WidgetOrigins::plain).distinct().toList();
        for (String origin : origins) {
            if (!isOrigin(origin)) {
                throw AppException.invalid(
                        origin + " is not an origin; write it like https://example.com, without a path");
            }
        }
        if (origins.size() > MOST) {
            throw AppException.invalid("an assistant can have " + MOST + " origins at most");
        }
        return new WidgetOrigins(origins);
    }

    private static boolean isOrigin(String text) {
        return text.length() <= LONGEST && ORIGIN.matcher(text).matches();
    }

    private static String plain(String written) {
        String origin = written.strip().toLowerCase(Locale.ROOT);
        return origin.endsWith("/") ? origin.substring(0, origin.length() - 1) : origin;
    }

    /// Whether every page may.
    public boolean isEvery() {
        return origins.isEmpty();
    }

    /// Whether pages of this origin may.
    ///
    /// @param origin as browsers send it
    public boolean allow(String origin) {
        String asked = origin.toLowerCase(Locale.ROOT);
        return isEvery() || origins.stream().anyMatch(allowed -> covers(allowed, asked));
    }

    private static boolean covers(String allowed, String asked) {
        int star = allowed.indexOf("*.");
        if (star < 0) {
            return allowed.equals(asked);
        }
        String scheme = allowed.substring(0, star);
        String below = allowed.substring(star + 1);
        return asked.startsWith(scheme) && asked.endsWith(below) && asked.length() > scheme.length() + below.length();
    }
}
