package dev.freshet.api.ragflow.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.http.Multipart;
import dev.freshet.http.Request;
import dev.freshet.json.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// A request's body as the lenient routes read it: JSON whatever the content type says, else form fields,
/// else nothing.
public final class JsonBody {
    private final ObjectNode object;

    private JsonBody(ObjectNode object) {
        this.object = object;
    }

    /// Reads the body.
    ///
    /// @throws WireException code 100 when it is JSON but no object
    public static JsonBody of(Request request) {
        String type = request.contentType();
        if (type.startsWith("multipart/")) {
            return new JsonBody(form(request));
        }
        byte[] bytes = request.body();
        if (bytes.length == 0) {
            return new JsonBody(Envelope.object());
        }
        try {
            return of(Json.parse(bytes));
        } catch (IOException noJson) {
            boolean form = type.startsWith("application/x-www-form-urlencoded");
            return new JsonBody(form ? form(request) : Envelope.object());
        }
    }

    /// Takes a tree for a body.
    public static JsonBody of(JsonNode tree) {
        if (tree instanceof ObjectNode object) {
            return new JsonBody(object);
        }
        throw WireFaults.NO_ATTRIBUTE.of(typeName(tree), "get");
    }

    /// The tree itself.
    public ObjectNode tree() {
        return object;
    }

    /// Refuses a body that lacks one of the keys, as routes that declare them do.
    public JsonBody require(String... keys) {
        List<String> missing =
                Arrays.stream(keys).filter(key -> !object.has(key)).toList();
        if (!missing.isEmpty()) {
            throw WireFaults.MISSING_KEYS.of(String.join(",", missing));
        }
        return this;
    }

    /// Refuses a body that does not meet one of the demands; the first is told.
    public JsonBody obey(Demand... demands) {
        for (Demand demand : demands) {
            demand.check(object);
        }
        return this;
    }

    /// Whether the key is there, even as null.
    public boolean has(String key) {
        return object.has(key);
    }

    /// The value of the key; empty when absent or null.
    public Optional<JsonNode> value(String key) {
        JsonNode value = object.get(key);
        return value == null || value.isNull() ? Optional.empty() : Optional.of(value);
    }

    /// The text of the key; numbers and booleans as they would be written. Empty when absent, null or
    /// structured.
    public Optional<String> text(String key) {
        return value(key).filter(JsonNode::isValueNode).map(JsonNode::asText);
    }

    public String text(String key, String otherwise) {
        return text(key).orElse(otherwise);
    }

    /// A flag; the texts `false`, `False` and `0` mean false.
    public boolean flag(String key, boolean otherwise) {
        return value(key).map(JsonBody::truth).orElse(otherwise);
    }

    /// A number; a text is read as one. Empty when it is none.
    public Optional<Double> number(String key) {
        return value(key).flatMap(JsonBody::number);
    }

    public int integer(String key, int otherwise) {
        return number(key).map(Double::intValue).orElse(otherwise);
    }

    /// A whole number as the source system's `int()` makes it.
    ///
    /// @throws WireException code 100 when it is none
    public int whole(String key, int otherwise) {
        JsonNode value = object.get(key);
        if (value == null) {
            return otherwise;
        }
        if (value.isTextual()) {
            try {
                return Integer.parseInt(value.textValue().strip());
            } catch (NumberFormatException junk) {
                throw WireFaults.NO_WHOLE.of(PythonText.repr(value));
            }
        }
        return (int) numeric(value, WireFaults.WHOLE_TYPE);
    }

    /// A number as the source system's `float()` makes it.
    ///
    /// @throws WireException code 100 when it is none
    public double decimal(String key, double otherwise) {
        JsonNode value = object.get(key);
        if (value == null) {
            return otherwise;
        }
        if (value.isTextual()) {
            return number(value).orElseThrow(() -> WireFaults.NO_DECIMAL.of(PythonText.repr(value)));
        }
        return numeric(value, WireFaults.DECIMAL_TYPE);
    }

    private static double numeric(JsonNode value, Fault noNumber) {
        if (value.isBoolean()) {
            return value.booleanValue() ? 1 : 0;
        }
        if (!value.isNumber()) {
            throw noNumber.of(typeName(value));
        }
        return value.doubleValue();
    }

    /// A list of texts; empty when absent, null or no list.
    public List<String> texts(String key) {
        return value(key).map(JsonBody::texts).orElse(List.of());
    }

    /// The object under the key; empty when absent, null or no object.
    public Optional<JsonBody> object(String key) {
        return value(key).filter(JsonNode::isObject).map(node -> new JsonBody((ObjectNode) node));
    }

    /// The source system's name for the type of a value, as its messages have it.
    public static String typeName(JsonNode value) {
        return switch (value.getNodeType()) {
            case STRING -> "str";
            case ARRAY -> "list";
            case NUMBER -> value.isIntegralNumber() ? "int" : "float";
            case BOOLEAN -> "bool";
            case OBJECT, POJO -> "dict";
            case NULL, MISSING -> "NoneType";
            case BINARY -> "bytes";
        };
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        if (list.isArray()) {
            list.forEach(item -> texts.add(item.asText()));
        }
        return texts;
    }

    private static boolean truth(JsonNode value) {
        if (value.isTextual()) {
            String text = value.asText();
            return !(text.isEmpty() || text.equalsIgnoreCase("false") || text.equals("0"));
        }
        return value.asBoolean(!value.isEmpty());
    }

    private static Optional<Double> number(JsonNode value) {
        if (value.isNumber()) {
            return Optional.of(value.doubleValue());
        }
        try {
            return value.isTextual() ? Optional.of(Double.valueOf(value.asText().strip())) : Optional.empty();
        } catch (NumberFormatException noNumber) {
            return Optional.empty();
        }
    }

    private static ObjectNode form(Request request) {
        ObjectNode object = Envelope.object();
        try (Multipart form = request.multipart()) {
            form.fieldNames().forEach(name -> object.put(name, String.join(",", form.fields(name))));
        }
        return object;
    }
}
