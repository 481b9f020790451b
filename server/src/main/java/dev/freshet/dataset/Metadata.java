package dev.freshet.dataset;

import dev.freshet.json.JsonObject;
import java.util.List;

/// What a user says of a document, under names of the user's own choice.
///
/// @param fields the stored object
public record Metadata(JsonObject fields) {
    public static final Metadata NONE = new Metadata(JsonObject.EMPTY);

    /// Reads the stored form.
    public static Metadata parse(String json) {
        return new Metadata(JsonObject.parse(json));
    }

    /// The stored form.
    public String json() {
        return fields.toString();
    }

    /// The names in order.
    public List<String> names() {
        return fields.keys();
    }

    /// The values under a name as texts; a list has several.
    public List<String> values(String name) {
        return fields.texts(name);
    }
}
