package dev.freshet.api.ragflow.chat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freshet.api.MessageText;
import dev.freshet.chat.Assistant;
import dev.freshet.chat.Question;
import dev.freshet.chat.Session;
import dev.freshet.chat.SessionMessage;
import dev.freshet.core.Ids;
import dev.freshet.core.MessageId;
import dev.freshet.model.Prompt.Role;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The whole conversation as a client sent it, the question last.
///
/// @param earlier all but the last; system messages are left out
/// @param question the last
/// @param message the id of the last, made when it brought none
/// @param documents documents that the last message is limited to; null for all
record SentMessages(
        List<SessionMessage> earlier,
        String question,
        MessageId message,
        @Nullable List<String> documents) {
    private static final int LONGEST_ID = 64;

    SentMessages {
        earlier = List.copyOf(earlier);
    }

    /// Reads a list of `{role, content, id?, doc_ids?}`.
    ///
    /// @throws WireException code 102 when the last one is not the user's
    static SentMessages of(JsonNode list) {
        if (!list.isArray() || list.isEmpty()) {
            throw ChatFaults.NOT_FROM_USER.of();
        }
        JsonNode last = list.get(list.size() - 1);
        if (!last.path("role").asText("").equals(Role.USER.key())) {
            throw ChatFaults.NOT_FROM_USER.of();
        }
        List<SessionMessage> earlier = new ArrayList<>();
        for (int i = 0; i < list.size() - 1; i++) {
            JsonNode one = list.get(i);
            String role = one.path("role").asText("");
            if (!role.equals(Role.SYSTEM.key())) {
                Role speaker = role.equals(Role.USER.key()) ? Role.USER : Role.ASSISTANT;
                earlier.add(SessionMessage.plain(
                        id(one), speaker, MessageText.of(one.path("content")), System.currentTimeMillis()));
            }
        }
        MessageId message = id(last);
        List<String> documents = new ArrayList<>();
        last.path("doc_ids").forEach(document -> documents.add(document.asText()));
        return new SentMessages(
                earlier,
                MessageText.of(last.path("content")),
                message == null ? new MessageId(Ids.random()) : message,
                documents.isEmpty() ? null : documents);
    }

    /// The question in the product's words.
    ///
    /// @param session where it is kept; null for nowhere
    /// @param replacing whether the session's messages become what was sent
    Question question(Assistant assistant, @Nullable Session session, boolean replacing, Question.Options options) {
        List<SessionMessage> all = new ArrayList<>(earlier);
        all.add(SessionMessage.plain(message, Role.USER, question, 0));
        List<String> limited = options.documents() == null ? documents : options.documents();
        return new Question(
                assistant.tenant(),
                assistant,
                session,
                message,
                QuestionBody.conversation(all),
                replacing ? earlier : null,
                new Question.Options(
                        options.quote(),
                        limited,
                        options.filter(),
                        options.datasets(),
                        options.variables(),
                        options.model(),
                        options.generation(),
                        options.asker()));
    }

    private static @Nullable MessageId id(JsonNode message) {
        String id = message.path("id").asText("");
        return id.isBlank() || id.length() > LONGEST_ID ? null : new MessageId(id);
    }
}
