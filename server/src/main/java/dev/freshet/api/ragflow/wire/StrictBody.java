package dev.freshet.api.ragflow.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.http.Request;
import dev.freshet.json.Json;
import java.io.IOException;

/// Reads the bodies of routes that are strict about them (contract §1.5).
public final class StrictBody {
    private StrictBody() {}

    /// The body as an object that obeys the schema.
    ///
    /// @throws WireException code 101
    public static ObjectNode read(Request request, Schema schema) {
        ObjectNode body = object(request);
        schema.check(body);
        return body;
    }

    private static ObjectNode object(Request request) {
        String type = request.contentType();
        if (!type.startsWith("application/json")) {
            throw WireFaults.UNSUPPORTED_TYPE.of(type.isEmpty() ? "None" : type);
        }
        JsonNode tree = parse(request);
        if (tree instanceof ObjectNode object) {
            return object;
        }
        throw WireFaults.NO_OBJECT_BODY.of(JsonBody.typeName(tree));
    }

    private static JsonNode parse(Request request) {
        try {
            JsonNode tree = Json.parse(request.body());
            if (!tree.isMissingNode()) {
                return tree;
            }
        } catch (IOException malformed) {
            throw WireFaults.MALFORMED.of();
        }
        throw WireFaults.MALFORMED.of();
    }
}
