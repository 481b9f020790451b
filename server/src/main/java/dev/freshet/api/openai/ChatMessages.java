package dev.freshet.api.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freshet.api.MessageText;
import dev.freshet.api.ragflow.chat.QuestionBody;
import dev.freshet.chat.SessionMessage;
import dev.freshet.core.AppException;
import dev.freshet.model.Prompt;
import dev.freshet.model.Prompt.Role;
import java.util.ArrayList;
import java.util.List;

/// The conversation of a body, the question last.
record ChatMessages(List<Prompt.Message> conversation) {
    ChatMessages {
        conversation = List.copyOf(conversation);
    }

    /// Reads a list of `{role, content}`, where content is text or a list of text parts.
    ///
    /// @throws AppException.Rejected when it is no list, is empty, or does not end with the user's message
    static ChatMessages of(JsonNode list) {
        if (!list.isArray()) {
            throw AppException.invalid("messages must be an array.");
        }
        if (list.isEmpty()) {
            throw AppException.invalid("You have to provide messages.");
        }
        List<SessionMessage> messages = new ArrayList<>();
        for (JsonNode one : list) {
            if (!one.isObject()) {
                throw AppException.invalid("Each message must be an object.");
            }
            messages.add(SessionMessage.plain(null, role(one), MessageText.of(one.path("content")), 0));
        }
        if (messages.getLast().role() != Role.USER) {
            throw AppException.invalid("The last content of this conversation is not from user.");
        }
        return new ChatMessages(QuestionBody.conversation(messages));
    }

    private static Role role(JsonNode message) {
        return switch (message.path("role").asText("")) {
            case "user" -> Role.USER;
            case "system", "developer" -> Role.SYSTEM;
            default -> Role.ASSISTANT;
        };
    }
}
