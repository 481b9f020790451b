package dev.freshet.web;

import dev.freshet.http.Request;
import java.util.regex.Pattern;

/// The server's address as the client of a request knows it.
final class Address {
    private static final Pattern HOST = Pattern.compile("([A-Za-z0-9._-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}])(:\\d{1,5})?");
    private static final String USUAL = "127.0.0.1:9380";

    private Address() {}

    /// Such as `http://127.0.0.1:9380`; the usual address when the client names none that could be one.
    static String of(Request request) {
        String host = request.header("Host").orElse(USUAL);
        boolean secure = request.header("X-Forwarded-Proto").orElse("").equals("https");
        return (secure ? "https://" : "http://") + (HOST.matcher(host).matches() ? host : USUAL);
    }
}
