package dev.freshet.api;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One request and the answer that the contract demands. `{{name}}` in path, headers, body and expectation
/// stands for what an earlier scenario kept, and `{{3*x}}` for `xxx`.
///
/// @param rule what is checked, with the contract's section: `§2.2 a taken address is refused`
/// @param body the request's body; null for none
/// @param keeps name of a value to keep by where it stands: a JSON pointer, or a header's name
/// @param eventually whether the answer may come after some time, so that it is asked for again until then
public record Scenario(
        String rule,
        String method,
        String path,
        Map<String, String> headers,
        @Nullable String body,
        ExpectedAnswer expected,
        Map<String, String> keeps,
        boolean eventually) {

    /// Begins a row.
    ///
    /// @param request method and path: `GET /v1/system/ping`
    public static Scenario of(String rule, String request) {
        String[] words = request.split(" ", 2);
        return new Scenario(rule, words[0], words[1], Map.of(), null, ExpectedAnswer.anything(), Map.of(), false);
    }

    public Scenario header(String name, String value) {
        return new Scenario(rule, method, path, with(headers, name, value), body, expected, keeps, eventually);
    }

    /// The same without a header.
    public Scenario without(String name) {
        Map<String, String> fewer = new LinkedHashMap<>(headers);
        fewer.remove(name);
        return new Scenario(rule, method, path, fewer, body, expected, keeps, eventually);
    }

    /// Sends JSON; single quotes stand for double ones.
    public Scenario json(String text) {
        return sends("application/json", text.replace('\'', '"'));
    }

    public Scenario sends(String contentType, String text) {
        return new Scenario(
                rule, method, path, with(headers, "Content-Type", contentType), text, expected, keeps, eventually);
    }

    /// Demands HTTP 200 and this JSON; single quotes stand for double ones, `\\u0027` for themselves.
    public Scenario answers(String pattern) {
        return answers(200, pattern);
    }

    public Scenario answers(int expectedStatus, String pattern) {
        return expects(ExpectedAnswer.json(expectedStatus, pattern.replace('\'', '"')));
    }

    public Scenario answersText(int expectedStatus, String text) {
        return expects(ExpectedAnswer.text(expectedStatus, text));
    }

    public Scenario expects(ExpectedAnswer answer) {
        return new Scenario(rule, method, path, headers, body, answer, keeps, eventually);
    }

    /// The same, asked again until the answer is right.
    public Scenario inTheEnd() {
        return new Scenario(rule, method, path, headers, body, expected, keeps, true);
    }

    /// Keeps a value of the answer under a name for later scenarios.
    ///
    /// @param where a JSON pointer such as `/data/token`, or the name of a header
    public Scenario keep(String name, String where) {
        return new Scenario(rule, method, path, headers, body, expected, with(keeps, name, where), eventually);
    }

    private static Map<String, String> with(Map<String, String> map, String key, String value) {
        Map<String, String> more = new LinkedHashMap<>(map);
        more.put(key, value);
        return more;
    }
}
