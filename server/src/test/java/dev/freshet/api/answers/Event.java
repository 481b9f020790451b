package dev.freshet.api.answers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freshet.api.ragflow.chat.ChatApi;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// One event of a stream, as a client reads it.
///
/// @param id empty for none
/// @param name empty for none
record Event(String id, String name, String data) {

    /// The events of a body; comments are passed over.
    static List<Event> of(String body) {
        List<Event> events = new ArrayList<>();
        for (String block : body.split("\n\n")) {
            Event event = one(block);
            if (!event.data().isEmpty()) {
                events.add(event);
            }
        }
        return events;
    }

    private static Event one(String block) {
        String id = "";
        String name = "";
        String data = "";
        for (String line : block.split("\n")) {
            int colon = line.indexOf(':');
            assertThat(colon).as("a line of an event: " + line).isNotNegative();
            String value = line.substring(colon + 1);
            switch (line.substring(0, colon)) {
                case "id" -> id = value;
                case "event" -> name = value;
                case "data" -> data = value;
                default -> assertThat(line).isEqualTo(":");
            }
        }
        return new Event(id, name, data);
    }

    /// What a client has made of the events: all text in order with thinking in braces, then the last frames.
    static String read(List<Event> events) throws IOException {
        StringBuilder text = new StringBuilder();
        for (Event event : events) {
            text.append(event.name().isEmpty() ? event.part() : "{" + event.name() + event.data() + "}");
        }
        return text.toString().replace("}{", "").replaceAll("\"created_at\":[0-9.E]+", "\"created_at\":0");
    }

    private static String thought(String text) {
        return text.isEmpty() ? "" : "{" + text + "}";
    }

    private String part() throws IOException {
        if (data.equals("[DONE]")) {
            return data;
        }
        JsonNode tree = ChatApi.json(data);
        JsonNode choice = tree.path("choices").path(0);
        if (choice.isObject()) {
            return choice.path("finish_reason").isTextual()
                    ? data
                    : thought(choice.at("/delta/reasoning_content").asText(""))
                            + choice.at("/delta/content").asText("");
        }
        JsonNode frame = tree.path("data");
        if (frame.path("final").asBoolean(true)) {
            return data;
        }
        String mark = frame.has("start_to_think") ? "<" : frame.has("end_to_think") ? ">" : "";
        return mark + frame.path("answer").asText();
    }
}
