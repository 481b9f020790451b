package dev.freshet.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freshet.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Compares JSON with a pattern: the same keys and values, but for these texts in the pattern:
/// `*` any value, `*text` a text that is not empty, `*number`, `*boolean`, `*id` 32 hex digits, `*date` an
/// RFC 1123 moment, `*match:REGEX` a text that matches. A key `...` in an object allows further keys; `...`
/// as the last item of a list allows further items.
public final class JsonPattern {
    private static final String FURTHER = "...";
    private static final String MATCH = "*match:";

    private final List<String> differences = new ArrayList<>();

    private JsonPattern() {}

    /// What differs, one line for each place; empty when the JSON fits.
    public static List<String> differences(String pattern, String actual) {
        JsonPattern comparison = new JsonPattern();
        try {
            comparison.compare("", parse(pattern), parse(actual));
        } catch (IOException noJson) {
            return List.of("no JSON: " + actual);
        }
        return comparison.differences;
    }

    private static JsonNode parse(String text) throws IOException {
        return Json.parse(text.getBytes(StandardCharsets.UTF_8));
    }

    private void compare(String place, JsonNode expected, JsonNode actual) {
        if (expected.isObject() && actual.isObject()) {
            compareObjects(place, expected, actual);
            return;
        }
        if (expected.isArray() && actual.isArray()) {
            compareLists(place, expected, actual);
            return;
        }
        if (!fits(expected, actual)) {
            differences.add((place.isEmpty() ? "/" : place) + ": expected " + expected + " but was " + actual);
        }
    }

    private void compareObjects(String place, JsonNode expected, JsonNode actual) {
        Set<String> names = new TreeSet<>();
        expected.fieldNames().forEachRemaining(names::add);
        boolean open = names.remove(FURTHER);
        if (!open) {
            actual.fieldNames().forEachRemaining(names::add);
        }
        for (String name : names) {
            String inner = place + "/" + name;
            if (!expected.has(name)) {
                differences.add(inner + ": not expected, was " + actual.get(name));
                continue;
            }
            if (!actual.has(name)) {
                differences.add(inner + ": missing");
                continue;
            }
            compare(inner, expected.get(name), actual.get(name));
        }
    }

    private void compareLists(String place, JsonNode expected, JsonNode actual) {
        int size = expected.size();
        boolean open = size > 0 && expected.get(size - 1).asText().equals(FURTHER);
        int wanted = open ? size - 1 : size;
        if (open ? actual.size() < wanted : actual.size() != wanted) {
            differences.add(place + ": expected " + wanted + " items but were " + actual.size());
            return;
        }
        for (int i = 0; i < wanted; i++) {
            compare(place + "/" + i, expected.get(i), actual.get(i));
        }
    }

    private static boolean fits(JsonNode expected, JsonNode actual) {
        if (expected.isNumber() && actual.isNumber()) {
            return expected.decimalValue().compareTo(actual.decimalValue()) == 0;
        }
        String word = expected.isTextual() ? expected.asText() : "";
        if (word.startsWith(MATCH)) {
            return actual.isTextual() && actual.asText().matches(word.substring(MATCH.length()));
        }
        return switch (word) {
            case "*" -> true;
            case "*text" -> actual.isTextual() && !actual.asText().isEmpty();
            case "*number" -> actual.isNumber();
            case "*boolean" -> actual.isBoolean();
            case "*id" -> actual.isTextual() && actual.asText().matches("[0-9a-f]{32}");
            case "*date" ->
                actual.isTextual() && actual.asText().matches("\\w{3}, \\d{2} \\w{3} \\d{4} \\d{2}:\\d{2}:\\d{2} GMT");
            default -> expected.equals(actual);
        };
    }
}
