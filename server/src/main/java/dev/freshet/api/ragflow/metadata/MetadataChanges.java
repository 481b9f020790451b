package dev.freshet.api.ragflow.metadata;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.api.ragflow.wire.Demand;
import dev.freshet.api.ragflow.wire.Demand.Shape;
import dev.freshet.api.ragflow.wire.Envelope;
import dev.freshet.api.ragflow.wire.JsonBody;
import dev.freshet.api.ragflow.wire.WireFaults;

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
                throw MetadataFaults.HALF_AN_UPDATE.of();
            }
        }
        for (JsonNode delete : deletes) {
            if (!hasKey(delete)) {
                throw MetadataFaults.HALF_A_DELETE.of();
            }
        }
        return new MetadataChanges(updates, deletes);
    }

    /// The object under a key; an empty one where there is none.
    static ObjectNode object(ObjectNode body, String key) {
        JsonBody.of(body).obey(new Demand(key, Shape.OBJECT_IF_GIVEN, WireFaults.NOT_AN_OBJECT));
        return body.path(key) instanceof ObjectNode object ? object : Envelope.object();
    }

    private static ArrayNode list(ObjectNode body, String key) {
        JsonBody.of(body).obey(new Demand(key, Shape.LIST_IF_GIVEN, MetadataFaults.NO_LISTS));
        return body.path(key) instanceof ArrayNode list
                ? list
                : Envelope.object().arrayNode();
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
