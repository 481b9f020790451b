package dev.freshet.api.ragflow.chat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.answer.References;
import dev.freshet.api.ragflow.wire.Envelope;
import dev.freshet.api.ragflow.wire.Wire;
import dev.freshet.chat.Session;
import dev.freshet.chat.SessionMessage;
import dev.freshet.json.Json;
import dev.freshet.model.Prompt.Role;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The forms in which sessions are sent.
public final class SessionJson {
    private SessionJson() {}

    /// A session of the REST routes; answers carry their passages as `reference`.
    static ObjectNode rest(Session session, List<SessionMessage> messages) {
        ObjectNode node = Envelope.object()
                .put("id", session.id().value())
                .put("chat_id", session.assistant().value())
                .put("name", session.name())
                .put("user_id", session.userId());
        ArrayNode list = node.putArray("messages");
        for (SessionMessage message : messages) {
            ObjectNode one = message(message);
            list.add(one);
            References references = message.references();
            if (references != null) {
                ArrayNode passages = one.putArray("reference");
                references.chunks().forEach(passage -> passages.add(PassageJson.listed(passage)));
            }
        }
        return Wire.times(node, session.createdAt(), session.updatedAt());
    }

    /// A conversation of the web routes: messages and, beside them, one reference for each answer.
    public static ObjectNode web(Session session, List<SessionMessage> messages) {
        ObjectNode node = bare(session);
        ArrayNode list = node.putArray("message");
        ArrayNode references = Json.mapper().createArrayNode();
        for (SessionMessage message : messages) {
            list.add(withOutcome(message(message), message.outcome()));
            References found = message.references();
            if (found != null) {
                references.add(found.isEmpty() ? Envelope.object() : PassageJson.reference(found));
            }
        }
        node.set("reference", references);
        return node;
    }

    /// A conversation of the web routes without what was said in it.
    public static ObjectNode bare(Session session) {
        ObjectNode node = Envelope.object()
                .put("id", session.id().value())
                .put("dialog_id", session.assistant().value())
                .put("name", session.name())
                .put("user_id", session.userId());
        return Wire.times(node, session.createdAt(), session.updatedAt());
    }

    /// Freshet's own: how an answer ended, so that clients can show it again, and by which id it is examined.
    private static ObjectNode withOutcome(ObjectNode node, SessionMessage.@Nullable Outcome outcome) {
        if (outcome == null) {
            return node;
        }
        node.put("answer_id", outcome.answer().value())
                .put("state", outcome.state().key());
        if (!outcome.degraded().isEmpty()) {
            node.set("degraded", Json.mapper().valueToTree(outcome.degraded()));
        }
        if (!outcome.error().isEmpty()) {
            node.put("error", outcome.error());
        }
        return node;
    }

    private static ObjectNode message(SessionMessage message) {
        ObjectNode node = Envelope.object()
                .put("role", message.role().key())
                .put(
                        "content",
                        message.thinking().isEmpty()
                                ? message.content()
                                : "<think>" + message.thinking() + "</think>" + message.content());
        if (message.id() != null) {
            node.put("id", message.id().value());
        }
        if (message.role() == Role.ASSISTANT && message.id() != null) {
            node.put("created_at", message.createdAt() / 1000.0);
        }
        if (message.thumb() != null) {
            node.put("thumbup", message.thumb());
        }
        if (!message.feedback().isEmpty()) {
            node.put("feedback", message.feedback());
        }
        if (!message.documents().isEmpty()) {
            node.set("doc_ids", Json.mapper().valueToTree(message.documents()));
        }
        return node;
    }
}
