package dev.freshet.api.ragflow.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;

/// How the web client's things may be called (contract §11): by a text that is not blank and not too long.
///
/// @param thing what is called so, as messages say it
/// @param mostBytes the longest name as UTF-8
/// @param tooLong the refusal of a longer one; its text is given the thing, the name's bytes and the most
public record NameRule(String thing, int mostBytes, Fault tooLong) {

    public NameRule(String thing, int mostBytes) {
        this(thing, mostBytes, WireFaults.NAME_TOO_LONG);
    }

    /// The body's `name` without blanks around it.
    ///
    /// @throws WireException code 102 when it breaks the rule
    public String read(JsonBody body) {
        String name = text(thing, body.tree().path("name"));
        int bytes = name.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > mostBytes) {
            throw tooLong.of(thing, bytes, mostBytes);
        }
        return name;
    }

    /// The name without blanks around it, whatever its length.
    ///
    /// @throws WireException code 102 when it is no text or blank
    public static String text(String thing, JsonNode sent) {
        if (!sent.isTextual()) {
            throw WireFaults.NAME_NO_TEXT.of(thing);
        }
        String name = sent.textValue().strip();
        if (name.isEmpty()) {
            throw WireFaults.NAME_EMPTY.of(thing);
        }
        return name;
    }
}
