package dev.freshet.api.ragflow.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.api.ragflow.wire.JsonBody;
import dev.freshet.api.ragflow.wire.ResultCode;
import dev.freshet.api.ragflow.wire.WireException;
import dev.freshet.http.Request;
import dev.freshet.json.Json;
import java.io.IOException;

/// Reads the bodies of routes that are strict about them (contract §1.5).
final class StrictBody {
    private StrictBody() {}

    /// The body as an object that obeys the schema.
    ///
    /// @throws WireException code 101
    static ObjectNode read(Request request, Schema schema) {
        ObjectNode body = object(request);
        schema.check(body);
        return body;
    }

    private static ObjectNode object(Request request) {
        String type = request.contentType();
        if (!type.startsWith("application/json")) {
            throw refused(
                    "Unsupported content type: Expected application/json, got " + (type.isEmpty() ? "None" : type));
        }
        JsonNode tree = parse(request);
        if (tree instanceof ObjectNode object) {
            return object;
        }
        throw refused("Invalid request payload: expected object, got " + JsonBody.typeName(tree));
    }

    private static JsonNode parse(Request request) {
        try {
            JsonNode tree = Json.parse(request.body());
            if (!tree.isMissingNode()) {
                return tree;
            }
        } catch (IOException malformed) {
            throw refused("Malformed JSON syntax: Missing commas/brackets or invalid encoding");
        }
        throw refused("Malformed JSON syntax: Missing commas/brackets or invalid encoding");
    }

    private static WireException refused(String text) {
        return WireException.of(ResultCode.ARGUMENT, text);
    }
}
