package dev.freshet.chat;

import java.util.List;

/// Which documents an assistant may use, by their metadata.
///
/// @param method `disabled`, `manual`, `auto` or `semi_auto`
/// @param conditions what a document must meet when the method is `manual`
/// @param keys the metadata that a model may filter by when the method is `semi_auto`
/// @param logic `and` or `or`
public record DocumentFilter(String method, List<Condition> conditions, List<String> keys, String logic) {
    public static final DocumentFilter NONE = new DocumentFilter("disabled", List.of(), List.of(), "and");

    public DocumentFilter {
        conditions = List.copyOf(conditions);
        keys = List.copyOf(keys);
    }

    /// One condition.
    public record Condition(String key, String operator, String value) {}
}
