package dev.freshet.http;

import java.util.Locale;

/// One line of the route table.
///
/// @param method the HTTP method in capitals
/// @param template the path, with parameters in braces: `/api/v1/datasets/{dataset}`
/// @param handler what answers
/// @param name a few words for the generated reference; may be empty
public record Route(String method, String template, Handler handler, String name) {
    public Route {
        method = method.toUpperCase(Locale.ROOT);
        if (!template.startsWith("/") || template.contains("//")) {
            throw new IllegalArgumentException("a route begins with a slash and has no empty segment: " + template);
        }
    }
}
