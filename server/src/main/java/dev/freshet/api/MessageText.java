package dev.freshet.api;

import com.fasterxml.jackson.databind.JsonNode;

/// The text of a sent message.
public final class MessageText {
    private MessageText() {}

    /// Text as it stands, or the text parts of a list, one a line.
    ///
    /// @param content the message's `content`
    public static String of(JsonNode content) {
        if (!content.isArray()) {
            return content.asText("");
        }
        StringBuilder text = new StringBuilder();
        for (JsonNode part : content) {
            text.append(text.isEmpty() ? "" : "\n").append(part.path("text").asText(""));
        }
        return text.toString();
    }
}
