package dev.freshet.http;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Percent-encoded text. A broken escape stands for itself, since that is what clients who send one mean.
final class UrlText {
    private UrlText() {}

    /// The text of a path segment.
    static String decodePath(String raw) {
        return decode(raw, false);
    }

    /// The path of a request target, which may be an absolute address.
    static String pathOf(String target) {
        String local = local(target);
        int query = local.indexOf('?');
        return query < 0 ? local : local.substring(0, query);
    }

    /// The query of a request target, without the question mark; empty when there is none.
    static String queryOf(String target) {
        String local = local(target);
        int query = local.indexOf('?');
        return query < 0 ? "" : local.substring(query + 1);
    }

    private static String local(String target) {
        int fragment = target.indexOf('#');
        String whole = fragment < 0 ? target : target.substring(0, fragment);
        int authority = whole.startsWith("/") ? -1 : whole.indexOf("://");
        if (authority < 0) {
            return whole;
        }
        int slash = whole.indexOf('/', authority + 3);
        return slash < 0 ? "/" : whole.substring(slash);
    }

    /// The fields of a query or an url-encoded form, in order.
    static Map<String, List<String>> fields(String raw) {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        for (String pair : raw.split("&", -1)) {
            if (pair.isEmpty()) {
                continue;
            }
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            String value = equals < 0 ? "" : pair.substring(equals + 1);
            fields.computeIfAbsent(decode(name, true), ignored -> new ArrayList<>())
                    .add(decode(value, true));
        }
        return fields;
    }

    /// Percent-encoded text whose bytes are of another character set.
    static String decode(String raw, Charset charset) {
        return decodeBytes(raw, false).toString(charset);
    }

    private static String decode(String raw, boolean plusIsSpace) {
        if (raw.indexOf('%') < 0 && (!plusIsSpace || raw.indexOf('+') < 0)) {
            return raw;
        }
        return decodeBytes(raw, plusIsSpace).toString(StandardCharsets.UTF_8);
    }

    private static ByteArrayOutputStream decodeBytes(String raw, boolean plusIsSpace) {
        byte[] bytes = raw.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream decoded = new ByteArrayOutputStream(bytes.length);
        for (int at = 0; at < bytes.length; at++) {
            int escape = bytes[at] == '%' && at + 2 < bytes.length ? hexPair(bytes[at + 1], bytes[at + 2]) : -1;
            if (escape >= 0) {
                decoded.write(escape);
                at += 2;
                continue;
            }
            decoded.write(plusIsSpace && bytes[at] == '+' ? ' ' : bytes[at]);
        }
        return decoded;
    }

    private static int hexPair(byte high, byte low) {
        int first = Character.digit(high, 16);
        int second = Character.digit(low, 16);
        return first < 0 || second < 0 ? -1 : first * 16 + second;
    }
}
