package dev.freshet.api.ragflow.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freshet.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// A request and the answer that the contract promises.
///
/// @param section of the contract
/// @param rule what it shows
/// @param body as sent; empty for none
/// @param expected the answer; the text `*` stands for any value, and an object with the key `...` may have more
///     keys than are named
record Scenario(String section, String rule, String method, String path, String body, String expected) {

    /// Reads a table of scenarios. Each is a block of lines: section and rule, method and path, the body (`-` for
    /// none), and the rest is the answer; a blank line ends it.
    ///
    /// @param names what stands for `${name}` in the table
    static List<Scenario> table(String name, Map<String, String> names) throws IOException {
        try (InputStream in = Scenario.class.getResourceAsStream("/scenarios/" + name + ".txt")) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            for (Map.Entry<String, String> each : names.entrySet()) {
                text = text.replace("${" + each.getKey() + "}", each.getValue());
            }
            return Arrays.stream(text.strip().split("\n\n+"))
                    .map(Scenario::read)
                    .toList();
        }
    }

    private static Scenario read(String block) {
        String[] lines = block.strip().split("\n", 4);
        String[] rule = lines[0].split(" ", 2);
        String[] request = lines[1].split(" ", 2);
        String body = lines[2].equals("-") ? "" : lines[2];
        return new Scenario(rule[0].substring(1), rule[1], request[0], request[1], body, lines[3]);
    }

    void check(int status, String answer) {
        assertThat(status).as(toString()).isEqualTo(200);
        JsonNode got = parse(answer);
        assertThat(matches(parse(expected), got))
                .as("%s%nexpected: %s%n     got: %s", this, expected, answer)
                .isTrue();
    }

    @Override
    public String toString() {
        return "§" + section + " " + rule;
    }

    private static boolean matches(JsonNode expected, JsonNode got) {
        if (expected.isTextual() && expected.textValue().equals("*")) {
            return !got.isMissingNode();
        }
        if (expected.isObject()) {
            boolean open = expected.has("...");
            return got.isObject()
                    && (open || expected.size() == got.size())
                    && expected.properties().stream()
                            .filter(entry -> !entry.getKey().equals("..."))
                            .allMatch(entry -> matches(entry.getValue(), got.path(entry.getKey())));
        }
        if (expected.isArray()) {
            if (!got.isArray() || got.size() != expected.size()) {
                return false;
            }
            for (int i = 0; i < got.size(); i++) {
                if (!matches(expected.path(i), got.path(i))) {
                    return false;
                }
            }
            return true;
        }
        return expected.isNumber() && got.isNumber()
                ? expected.doubleValue() == got.doubleValue()
                : expected.equals(got);
    }

    private static JsonNode parse(String text) {
        try {
            return Json.parse(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException error) {
            throw new IllegalStateException("no JSON: " + text, error);
        }
    }
}
