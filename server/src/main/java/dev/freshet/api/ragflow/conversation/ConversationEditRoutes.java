package dev.freshet.api.ragflow.conversation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.freshet.api.ragflow.chat.SessionJson;
import dev.freshet.api.ragflow.wire.Callers;
import dev.freshet.api.ragflow.wire.Envelope;
import dev.freshet.api.ragflow.wire.ErrorAnswers;
import dev.freshet.api.ragflow.wire.IdList;
import dev.freshet.api.ragflow.wire.JsonBody;
import dev.freshet.api.ragflow.wire.WireFaults;
import dev.freshet.chat.Assistant;
import dev.freshet.chat.AssistantStore;
import dev.freshet.chat.MessageStore;
import dev.freshet.chat.Session;
import dev.freshet.chat.SessionMessage;
import dev.freshet.chat.SessionStore;
import dev.freshet.core.AssistantId;
import dev.freshet.core.MessageId;
import dev.freshet.core.Page;
import dev.freshet.core.SessionId;
import dev.freshet.core.TenantId;
import dev.freshet.http.Request;
import dev.freshet.http.Response;
import dev.freshet.http.Router;
import dev.freshet.json.Json;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// `/v1/conversation/{rm,list,delete_msg,thumbup}`.
public final class ConversationEditRoutes {
    private static final List<Session.Kind> LISTED = List.of(Session.Kind.API, Session.Kind.WEB);

    private final Callers callers;
    private final AssistantStore assistants;
    private final SessionStore sessions;
    private final MessageStore messages;

    public ConversationEditRoutes(
            Callers callers, AssistantStore assistants, SessionStore sessions, MessageStore messages) {
        this.callers = callers;
        this.assistants = assistants;
        this.sessions = sessions;
        this.messages = messages;
    }

    public void addTo(Router router) {
        router.group(ErrorAnswers.web())
                .route("POST", "/v1/conversation/rm", "Delete conversations", this::remove)
                .route("GET", "/v1/conversation/list", "List an assistant's conversations", this::list)
                .route("POST", "/v1/conversation/delete_msg", "Delete a question with its answer", this::removeMessage)
                .route("POST", "/v1/conversation/thumbup", "Rate an answer", this::rate);
    }

    /// Removes all of them, or none when one is not the caller's.
    private Response remove(Request request) {
        TenantId tenant = callers.account(request).tenant();
        JsonBody body = JsonBody.of(request).require("conversation_ids");
        IdList ids = IdList.of(body.texts("conversation_ids"));
        List<Session> found =
                sessions.find(tenant, ids.unique().stream().map(SessionId::new).toList());
        ids.checkKnown(found.stream().map(session -> session.id().value()).toList(), WireFaults.NO_CONVERSATION);
        Map<AssistantId, List<SessionId>> byAssistant = found.stream()
                .collect(Collectors.groupingBy(
                        Session::assistant, Collectors.mapping(Session::id, Collectors.toList())));
        byAssistant.forEach((assistant, theirs) -> sessions.delete(tenant, assistant, theirs));
        return Envelope.web(Envelope.bool(true));
    }

    private Response list(Request request) {
        TenantId tenant = callers.account(request).tenant();
        Assistant assistant = assistants
                .find(tenant, new AssistantId(request.query("dialog_id").orElse("")))
                .orElseThrow(WireFaults.NOT_DIALOG_OWNER::of);
        List<Session> found = sessions.list(
                tenant, assistant.id(), new SessionStore.Selection(null, null, null, LISTED, false, true, Page.all()));
        List<Session> wanted =
                withWords(tenant, found, request.query("keywords").orElse("").strip());
        ArrayNode rows = Json.mapper().createArrayNode();
        if (request.query("messages").orElse("").equals("false")) {
            wanted.forEach(session -> rows.add(SessionJson.bare(session)));
            return Envelope.web(rows);
        }
        Map<SessionId, List<SessionMessage>> all =
                messages.of(tenant, wanted.stream().map(Session::id).toList());
        wanted.forEach(session -> rows.add(SessionJson.web(session, all.getOrDefault(session.id(), List.of()))));
        return Envelope.web(rows);
    }

    /// Those that have the words in their names or messages.
    private List<Session> withWords(TenantId tenant, List<Session> all, String words) {
        if (words.isEmpty()) {
            return all;
        }
        Set<SessionId> mentioned = messages.sessionsWith(tenant, words);
        String lower = words.toLowerCase(Locale.ROOT);
        return all.stream()
                .filter(session -> mentioned.contains(session.id())
                        || session.name().toLowerCase(Locale.ROOT).contains(lower))
                .toList();
    }

    private Response removeMessage(Request request) {
        TenantId tenant = callers.account(request).tenant();
        JsonBody body = JsonBody.of(request);
        List<String> ids = body.texts("message_ids");
        if (ids.isEmpty()) {
            ids = List.of(body.require("conversation_id", "message_id").text("message_id", ""));
        }
        body.require("conversation_id");
        Session session = session(tenant, body);
        messages.remove(session, ids.stream().map(MessageId::new).toList());
        return row(session);
    }

    private Response rate(Request request) {
        TenantId tenant = callers.account(request).tenant();
        JsonBody body = JsonBody.of(request).require("conversation_id", "message_id");
        Session session = session(tenant, body);
        messages.rate(
                session,
                new MessageId(body.text("message_id", "")),
                body.flag("thumbup", false),
                body.text("feedback", ""));
        return row(session);
    }

    private Session session(TenantId tenant, JsonBody body) {
        return sessions.find(tenant, new SessionId(body.text("conversation_id", "")))
                .orElseThrow(WireFaults.NO_CONVERSATION::of);
    }

    private Response row(Session session) {
        List<SessionMessage> all =
                messages.of(session.tenant(), List.of(session.id())).getOrDefault(session.id(), List.of());
        return Envelope.web(SessionJson.web(session, all));
    }
}
