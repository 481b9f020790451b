package dev.freshet.json;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// An immutable JSON object of free shape, for what users store and get back as they sent it. Packages that may
/// not see the JSON library read it by key; a key that is absent, null or of another type gives the fallback.
public final class JsonObject {
    public static final JsonObject EMPTY = new JsonObject(Json.mapper().createObjectNode());

    private final ObjectNode node;

    private JsonObject(ObjectNode node) {
        this.node = node;
    }

    /// Takes a copy of the node.
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static JsonObject of(ObjectNode node) {
        return new JsonObject(node.deepCopy());
    }

    /// Reads stored text.
    ///
    /// @throws IllegalStateException when it is no JSON object
    public static JsonObject parse(String text) {
        try {
            if (Json.parse(text.getBytes(StandardCharsets.UTF_8)) instanceof ObjectNode object) {
                return new JsonObject(object);
            }
        } catch (IOException error) {
            throw new IllegalStateException("stored JSON cannot be read", error);
        }
        throw new IllegalStateException("stored JSON is no object");
    }

    /// The object that stands in a text with other words around it, as models write it; empty when there is none.
    public static Optional<JsonObject> within(String text) {
        int begin = text.indexOf('{');
        int end = text.lastIndexOf('}');
        if (begin < 0 || end < begin) {
            return Optional.empty();
        }
        try {
            JsonNode node = Json.parse(text.substring(begin, end + 1).getBytes(StandardCharsets.UTF_8));
            return node instanceof ObjectNode object ? Optional.of(new JsonObject(object)) : Optional.empty();
        } catch (IOException noJson) {
            return Optional.empty();
        }
    }

    /// A copy as a tree.
    @JsonValue
    public ObjectNode toNode() {
        return node.deepCopy();
    }

    /// This object with the entries of `over` put over its own; objects are merged, everything else is
    /// replaced.
    public JsonObject mergedWith(JsonObject over) {
        ObjectNode merged = node.deepCopy();
        merge(merged, over.node);
        return new JsonObject(merged);
    }

    /// This object with one entry set to a text.
    public JsonObject with(String key, String value) {
        ObjectNode changed = node.deepCopy();
        changed.put(key, value);
        return new JsonObject(changed);
    }

    /// The objects in a list; what else stands there is passed over.
    public List<JsonObject> objects(String key) {
        List<JsonObject> objects = new ArrayList<>();
        for (JsonNode element : node.path(key)) {
            if (element instanceof ObjectNode object) {
                objects.add(new JsonObject(object));
            }
        }
        return objects;
    }

    public boolean isEmpty() {
        return node.isEmpty();
    }

    /// The keys in order.
    public List<String> keys() {
        List<String> keys = new ArrayList<>();
        node.fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    public int integer(String key, int fallback) {
        JsonNode value = node.path(key);
        return value.isIntegralNumber() ? value.intValue() : fallback;
    }

    public double number(String key, double fallback) {
        JsonNode value = node.path(key);
        return value.isNumber() ? value.doubleValue() : fallback;
    }

    public boolean flag(String key, boolean fallback) {
        JsonNode value = node.path(key);
        return value.isBoolean() ? value.booleanValue() : fallback;
    }

    public String text(String key, String fallback) {
        JsonNode value = node.path(key);
        return value.isTextual() ? value.textValue() : fallback;
    }

    /// The entry as an object; empty where it is none.
    public JsonObject object(String key) {
        return node.path(key) instanceof ObjectNode object ? new JsonObject(object) : EMPTY;
    }

    /// The entry as texts: one of a plain value, one for each element of a list, none where it is absent or
    /// null. Objects give their JSON.
    public List<String> texts(String key) {
        JsonNode value = node.path(key);
        List<String> texts = new ArrayList<>();
        if (value.isArray()) {
            value.forEach(element -> texts.add(text(element)));
        } else if (!value.isMissingNode() && !value.isNull()) {
            texts.add(text(value));
        }
        return texts;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof JsonObject object && node.equals(object.node);
    }

    @Override
    public int hashCode() {
        return node.hashCode();
    }

    /// The JSON text.
    @Override
    public String toString() {
        return node.toString();
    }

    private static String text(JsonNode value) {
        return value.isContainerNode() ? value.toString() : value.asText();
    }

    private static void merge(ObjectNode into, ObjectNode over) {
        for (var entry : over.properties()) {
            if (into.get(entry.getKey()) instanceof ObjectNode below && entry.getValue() instanceof ObjectNode above) {
                merge(below, above);
            } else {
                into.set(entry.getKey(), entry.getValue().deepCopy());
            }
        }
    }
}
