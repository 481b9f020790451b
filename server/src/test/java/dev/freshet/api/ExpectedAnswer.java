package dev.freshet.api;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/// What an answer has to be.
///
/// @param headers headers that it must have, by name; the value `-` means that the header is absent
/// @param body the body in the form that `form` tells
public record ExpectedAnswer(int status, Map<String, String> headers, Form form, String body) {

    /// How a body is compared.
    public enum Form {
        /// Not at all.
        ANYTHING,
        /// As JSON, see [JsonPattern].
        JSON,
        /// Letter by letter.
        TEXT,
        /// As a stream of events: each line is the pattern of a frame, `data:{…}`; a line that begins with `data*:`
        /// stands for any number of frames that fit, none included.
        FRAMES
    }

    static ExpectedAnswer anything() {
        return new ExpectedAnswer(200, Map.of(), Form.ANYTHING, "");
    }

    static ExpectedAnswer status(int status) {
        return new ExpectedAnswer(status, Map.of(), Form.ANYTHING, "");
    }

    static ExpectedAnswer json(int status, String pattern) {
        return new ExpectedAnswer(status, Map.of(), Form.JSON, pattern);
    }

    static ExpectedAnswer text(int status, String text) {
        return new ExpectedAnswer(status, Map.of(), Form.TEXT, text);
    }

    ExpectedAnswer with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new ExpectedAnswer(status, more, form, body);
    }

    /// The same with a body, whose form its first letters tell; lines of JSON belong together.
    ExpectedAnswer with(List<String> lines) {
        if (lines.isEmpty()) {
            return this;
        }
        if (lines.getFirst().startsWith("data")) {
            return new ExpectedAnswer(status, headers, Form.FRAMES, String.join("\n", lines));
        }
        String whole = String.join("", lines);
        return new ExpectedAnswer(status, headers, whole.startsWith("{") ? Form.JSON : Form.TEXT, whole);
    }

    /// What differs, one line for each place; empty when the answer is right.
    ///
    /// @param filled puts what was kept into a text
    List<String> differences(HttpResponse<String> answer, UnaryOperator<String> filled) {
        List<String> differences = new ArrayList<>();
        if (answer.statusCode() != status) {
            differences.add("expected HTTP " + status + " but was " + answer.statusCode());
        }
        headers.forEach((name, value) -> {
            String actual = answer.headers().firstValue(name).orElse("-");
            if (!actual.equals(filled.apply(value))) {
                differences.add("header " + name + ": expected " + filled.apply(value) + " but was " + actual);
            }
        });
        switch (form) {
            case ANYTHING -> {}
            case JSON -> differences.addAll(JsonPattern.differences(filled.apply(body), answer.body()));
            case TEXT -> {
                if (!answer.body().equals(filled.apply(body))) {
                    differences.add("expected the text " + filled.apply(body));
                }
            }
            case FRAMES -> differences.addAll(frames(filled.apply(body), answer.body()));
        }
        return differences;
    }

    private static List<String> frames(String expected, String actual) {
        List<String> frames = new ArrayList<>(Arrays.asList(actual.split("\n\n", -1)));
        if (!frames.removeLast().isEmpty()) {
            return List.of("the last frame is not followed by a blank line");
        }
        int at = 0;
        for (String line : expected.split("\n")) {
            String pattern = line.substring(line.indexOf(':') + 1);
            if (line.startsWith("data*:")) {
                while (at < frames.size()
                        && differences(pattern, frames.get(at)).isEmpty()) {
                    at++;
                }
                continue;
            }
            if (at == frames.size()) {
                return List.of("there is no frame " + line);
            }
            List<String> differences = differences(pattern, frames.get(at));
            if (!differences.isEmpty()) {
                return List.of("frame " + at + " " + frames.get(at) + " differs: " + differences);
            }
            at++;
        }
        return at == frames.size() ? List.of() : List.of("further frames: " + frames.subList(at, frames.size()));
    }

    private static List<String> differences(String pattern, String frame) {
        if (!frame.startsWith("data:") || frame.startsWith("data: ")) {
            return List.of("it does not begin with data: and no blank");
        }
        String content = frame.substring("data:".length());
        if (pattern.startsWith("{")) {
            return JsonPattern.differences(pattern, content);
        }
        return content.equals(pattern) ? List.of() : List.of("expected " + pattern);
    }
}
