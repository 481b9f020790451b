package dev.freshet.api.ragflow.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.core.Page;
import dev.freshet.http.Request;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Small forms that recur on this wire.
public final class Wire {
    private static final DateTimeFormatter RFC_1123 =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH);

    private static final Pattern SIMPLE_NAME = Pattern.compile("[A-Za-z0-9._-]+");

    private Wire() {}

    /// Adds `create_time`, `update_time` in milliseconds and `create_date`, `update_date` as RFC 1123 text.
    public static ObjectNode times(ObjectNode row, long createdAt, long updatedAt) {
        return row.put("create_time", createdAt)
                .put("create_date", date(createdAt))
                .put("update_time", updatedAt)
                .put("update_date", date(updatedAt));
    }

    /// A moment as RFC 1123 text, such as `Tue, 11 Mar 2025 13:37:23 GMT`.
    public static String date(long millis) {
        return RFC_1123.format(Instant.ofEpochMilli(millis).atOffset(ZoneOffset.UTC));
    }

    /// `page` and `page_size` of the query.
    ///
    /// @throws WireException code 100 when one is no number
    public static Page page(Request request, int usualSize) {
        return new Page(integer(request, "page", 1), Math.max(0, integer(request, "page_size", usualSize)));
    }

    /// A whole number of the query, read as the source system reads it.
    ///
    /// @throws WireException code 100 when it is none
    public static int integer(Request request, String name, int otherwise) {
        String text = request.query(name).orElse(null);
        if (text == null) {
            return otherwise;
        }
        try {
            return Integer.parseInt(text.strip());
        } catch (NumberFormatException junk) {
            throw WireFaults.NO_WHOLE.of("'" + text + "'");
        }
    }

    /// A parameter of the query; null when it is absent or empty.
    public static @Nullable String given(Request request, String name) {
        return request.query(name).filter(text -> !text.isEmpty()).orElse(null);
    }

    /// The header `Content-Disposition` of a file that is to be saved under this name.
    public static String attachment(String name) {
        if (SIMPLE_NAME.matcher(name).matches()) {
            return "attachment; filename=" + name;
        }
        return "attachment; filename*=UTF-8''"
                + URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /// Whether a list is wanted newest first: everything but `False` and `false` means so.
    public static boolean descending(Request request) {
        String text = request.query("desc").orElse("true");
        return !text.equals("False") && !text.equals("false");
    }
}
