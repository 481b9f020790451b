package dev.freshet.api.ragflow.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.http.Response;
import dev.freshet.json.Json;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// The wire's two envelopes. Routes under `/api/v1` answer by the one without a message on success; routes
/// under `/v1` by the one that always has `code`, `message` and `data`.
public final class Envelope {
    private static final String JSON = "application/json";

    private Envelope() {}

    /// REST success: `{"code":0,"data":…}`, without `data` when there is none.
    public static Response rest(@Nullable JsonNode data) {
        ObjectNode body = object().put("code", ResultCode.SUCCESS);
        if (data != null) {
            body.set("data", data);
        }
        return json(200, body);
    }

    /// REST success without data.
    public static Response rest() {
        return rest(null);
    }

    /// REST list with a total beside it, as datasets have it.
    public static Response restList(JsonNode data, String totalKey, int total) {
        ObjectNode body = object().put("code", ResultCode.SUCCESS);
        body.set("data", data);
        body.put(totalKey, total);
        return json(200, body);
    }

    /// Web success: `{"code":0,"message":"success","data":…}`.
    public static Response web(JsonNode data) {
        return web("success", data);
    }

    /// Web success with words of its own.
    public static Response web(String message, JsonNode data) {
        return json(200, webBody(ResultCode.SUCCESS, message, data));
    }

    /// The body of the web envelope.
    public static ObjectNode webBody(int code, String message, JsonNode data) {
        ObjectNode body = object().put("code", code).put("message", message);
        body.set("data", data);
        return body;
    }

    /// Any JSON with any status.
    public static Response json(int status, JsonNode body) {
        return Response.of(status, JSON, Json.writeBytes(body));
    }

    /// A stream whose frames are all known.
    public static Response stream(String frames) {
        return Response.of(200, "text/event-stream; charset=utf-8", frames.getBytes(StandardCharsets.UTF_8))
                .withHeader("Cache-control", "no-cache")
                .withHeader("X-Accel-Buffering", "no");
    }

    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /// A boolean as data.
    public static JsonNode bool(boolean value) {
        return JsonNodeFactory.instance.booleanNode(value);
    }
}
