package dev.freshet.api;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One request and the answer that the contract demands. `{{name}}` in path, headers, body and expectation
/// stands for what an earlier scenario kept.
///
/// @param rule what is checked, with the contract's section: `§2.2 a taken address is refused`
/// @param body the request's body; null for none
/// @param expected the whole body of the answer as JSON, see [JsonPattern]; null when the text is plain
/// @param expectedText the whole body as plain text; null when it is JSON
/// @param keeps name of a value to keep by where it stands: a JSON pointer, or a header's name
public record Scenario(
        String rule,
        String method,
        String path,
        Map<String, String> headers,
        @Nullable String body,
        int status,
        @Nullable String expected,
        @Nullable String expectedText,
        Map<String, String> keeps) {

    /// Begins a row.
    ///
    /// @param request method and path: `GET /v1/system/ping`
    public static Scenario of(String rule, String request) {
        String[] words = request.split(" ", 2);
        return new Scenario(rule, words[0], words[1], Map.of(), null, 200, null, null, Map.of());
    }

    public Scenario header(String name, String value) {
        return new Scenario(
                rule, method, path, with(headers, name, value), body, status, expected, expectedText, keeps);
    }

    /// Sends JSON; single quotes stand for double ones.
    public Scenario json(String text) {
        return sends("application/json", text.replace('\'', '"'));
    }

    public Scenario sends(String contentType, String text) {
        return new Scenario(
                rule,
                method,
                path,
                with(headers, "Content-Type", contentType),
                text,
                status,
                expected,
                expectedText,
                keeps);
    }

    /// Demands HTTP 200 and this JSON; single quotes stand for double ones, `\\u0027` for themselves.
    public Scenario answers(String pattern) {
        return answers(200, pattern);
    }

    public Scenario answers(int expectedStatus, String pattern) {
        return new Scenario(rule, method, path, headers, body, expectedStatus, pattern.replace('\'', '"'), null, keeps);
    }

    public Scenario answersText(int expectedStatus, String text) {
        return new Scenario(rule, method, path, headers, body, expectedStatus, null, text, keeps);
    }

    /// Keeps a value of the answer under a name for later scenarios.
    ///
    /// @param where a JSON pointer such as `/data/token`, or the name of a header
    public Scenario keep(String name, String where) {
        return new Scenario(
                rule, method, path, headers, body, status, expected, expectedText, with(keeps, name, where));
    }

    private static Map<String, String> with(Map<String, String> map, String key, String value) {
        Map<String, String> more = new LinkedHashMap<>(map);
        more.put(key, value);
        return more;
    }
}
