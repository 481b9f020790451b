package dev.freshet.api.ragflow.metadata;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.api.ragflow.wire.Envelope;
import dev.freshet.api.ragflow.wire.WireException;

/// Changes to the metadata of many documents (contract §6.5): values that are set, or put in the place of a value
/// that matches, and keys or values that go.
///
/// @param updates objects with `key`, `value` and perhaps `match`
/// @param deletes objects with `key` and perhaps `value`
record MetadataChanges(ArrayNode updates, ArrayNode deletes) {
    static MetadataChanges of(ObjectNode body) {
        object(body, "selector");
        ArrayNode updates = list(body, "updates");
        ArrayNode deletes = list(body, "deletes");
        for (JsonNode update : updates) {
            if (!hasKey(update) || !update.hasNonNull("value")) {
                throw WireException.data("Each update requires key and value.");
            }
        }
        for (JsonNode delete : deletes) {
            if (!hasKey(delete)) {
                throw WireException.data("Each delete requires key.");
            }
        }
        return new MetadataChanges(updates, deletes);
    }

    /// The object under a key; an empty one where there is none.
    static ObjectNode object(ObjectNode body, String key) {
        JsonNode sent = body.path(key);
        if (sent.isMissingNode() || sent.isNull()) {
            return Envelope.object();
        }
        if (sent instanceof ObjectNode object) {
            return object;
        }
        throw WireException.data(key + " must be an object.");
    }

    private static ArrayNode list(ObjectNode body, String key) {
        JsonNode sent = body.path(key);
        if (sent.isMissingNode() || sent.isNull()) {
            return Envelope.object().arrayNode();
        }
        if (sent instanceof ArrayNode list) {
            return list;
        }
        throw WireException.data("updates and deletes must be lists.");
    }

    private static boolean hasKey(JsonNode change) {
        return change.path("key").isTextual() && !change.path("key").asText().isBlank();
    }

    /// The metadata after the changes.
    ObjectNode applied(ObjectNode metadata) {
        ObjectNode after = metadata.deepCopy();
        updates.forEach(update -> update(after, update));
        deletes.forEach(delete -> delete(after, delete));
        return after;
    }

    private static void update(ObjectNode metadata, JsonNode update) {
        String key = update.path("key").asText();
        JsonNode present = metadata.path(key);
        JsonNode value = update.path("value");
        if (!update.hasNonNull("match")) {
            metadata.set(key, value);
        } else if (present.isArray()) {
            ArrayNode replaced = metadata.putArray(key);
            present.forEach(one -> replaced.add(isSame(one, update.path("match")) ? value : one));
        } else if (isSame(present, update.path("match"))) {
            metadata.set(key, value);
        }
    }

    private static void delete(ObjectNode metadata, JsonNode delete) {
        String key = delete.path("key").asText();
        JsonNode present = metadata.path(key);
        JsonNode value = delete.path("value");
        if (!delete.hasNonNull("value")) {
            metadata.remove(key);
        } else if (present.isArray()) {
            ArrayNode kept = Envelope.object().arrayNode();
            present.forEach(one -> {
                if (!isSame(one, value)) {
                    kept.add(one);
                }
            });
            if (kept.isEmpty()) {
                metadata.remove(key);
            } else {
                metadata.set(key, kept);
            }
        } else if (isSame(present, value)) {
            metadata.remove(key);
        }
    }

    private static boolean isSame(JsonNode one, JsonNode other) {
        return one.isValueNode() && one.asText().equals(other.asText());
    }
}
