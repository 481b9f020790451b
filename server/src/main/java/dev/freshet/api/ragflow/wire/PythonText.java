package dev.freshet.api.ragflow.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/// Writes JSON values as the source system's language prints them, which is how they stand in its messages.
public final class PythonText {
    private PythonText() {}

    /// The value as `str()` gives it: a text as it stands, everything else as it would be typed.
    public static String plain(JsonNode value) {
        return value.isTextual() ? value.textValue() : repr(value);
    }

    /// The value as it would be typed.
    public static String repr(JsonNode value) {
        return switch (value.getNodeType()) {
            case STRING -> quoted(value.textValue());
            case BOOLEAN -> value.booleanValue() ? "True" : "False";
            case NULL, MISSING -> "None";
            case ARRAY -> list(value);
            case OBJECT, POJO -> object(value);
            case NUMBER, BINARY -> value.asText();
        };
    }

    /// A list of texts as it would be typed.
    public static String list(List<String> texts) {
        return "[" + String.join(", ", texts.stream().map(PythonText::quoted).toList()) + "]";
    }

    private static String quoted(String text) {
        String escaped = text.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t");
        return escaped.contains("'") && !escaped.contains("\"")
                ? "\"" + escaped + "\""
                : "'" + escaped.replace("'", "\\'") + "'";
    }

    private static String list(JsonNode array) {
        List<String> items = new ArrayList<>();
        array.forEach(item -> items.add(repr(item)));
        return "[" + String.join(", ", items) + "]";
    }

    private static String object(JsonNode object) {
        List<String> entries = new ArrayList<>();
        object.properties().forEach(entry -> entries.add(quoted(entry.getKey()) + ": " + repr(entry.getValue())));
        return "{" + String.join(", ", entries) + "}";
    }
}
