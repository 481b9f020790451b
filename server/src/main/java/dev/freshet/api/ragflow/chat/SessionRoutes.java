package dev.freshet.api.ragflow.chat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.freshet.api.ragflow.wire.Callers;
import dev.freshet.api.ragflow.wire.Demand;
import dev.freshet.api.ragflow.wire.Demand.Shape;
import dev.freshet.api.ragflow.wire.Envelope;
import dev.freshet.api.ragflow.wire.ErrorAnswers;
import dev.freshet.api.ragflow.wire.IdList;
import dev.freshet.api.ragflow.wire.JsonBody;
import dev.freshet.api.ragflow.wire.Profile;
import dev.freshet.api.ragflow.wire.Wire;
import dev.freshet.chat.Assistant;
import dev.freshet.chat.AssistantStore;
import dev.freshet.chat.MessageStore;
import dev.freshet.chat.Session;
import dev.freshet.chat.SessionMessage;
import dev.freshet.chat.SessionStore;
import dev.freshet.core.AssistantId;
import dev.freshet.core.Ids;
import dev.freshet.core.Page;
import dev.freshet.core.SessionId;
import dev.freshet.core.TenantId;
import dev.freshet.http.Request;
import dev.freshet.http.Response;
import dev.freshet.http.Router;
import dev.freshet.json.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// `/api/v1/chats/{chat}/sessions`: sessions of an assistant.
public final class SessionRoutes {
    private static final Demand NAME = new Demand("name", Shape.NOT_BLANK_IF_GIVEN, ChatFaults.EMPTY_SESSION_NAME);
    private static final Demand FIXED_MESSAGE = new Demand("message", Shape.ABSENT, ChatFaults.FIXED_MESSAGES);
    private static final Demand FIXED_MESSAGES = new Demand("messages", Shape.ABSENT, ChatFaults.FIXED_MESSAGES);
    private static final Demand FIXED_REFERENCE = new Demand("reference", Shape.ABSENT, ChatFaults.FIXED_REFERENCE);

    private final Callers callers;
    private final AssistantStore assistants;
    private final SessionStore sessions;
    private final MessageStore messages;
    private final Profile profile;

    public SessionRoutes(
            Callers callers, AssistantStore assistants, SessionStore sessions, MessageStore messages, Profile profile) {
        this.callers = callers;
        this.assistants = assistants;
        this.sessions = sessions;
        this.messages = messages;
        this.profile = profile;
    }

    public void addTo(Router router) {
        String path = "/api/v1/chats/{chat}/sessions";
        router.group(ErrorAnswers.rest())
                .route("POST", path, "Create a session", this::create)
                .route("GET", path, "List sessions", this::list)
                .route("PUT", path + "/{session}", "Rename a session", this::update)
                .route("DELETE", path, "Delete sessions", this::delete);
    }

    private Response create(Request request) {
        TenantId tenant = callers.tenant(request);
        Assistant assistant = assistant(tenant, request).orElseThrow(ChatFaults.FOREIGN_ASSISTANT_UNNAMED::of);
        JsonBody body = JsonBody.of(request).obey(NAME);
        String name = body.text("name", "New session");
        Session session = sessions.create(
                tenant,
                new SessionStore.NewSession(
                        new SessionId(Ids.next()),
                        assistant.id(),
                        Session.Kind.API,
                        name.strip(),
                        body.text("user_id", ""),
                        assistant.prompt().prologue()));
        return Envelope.rest(SessionJson.rest(session, messagesOf(tenant, session)));
    }

    private Response list(Request request) {
        TenantId tenant = callers.tenant(request);
        String chat = request.pathParameter("chat");
        Assistant assistant = assistant(tenant, request).orElseThrow(() -> ChatFaults.FOREIGN_ASSISTANT.of(chat));
        SessionStore.Selection selection = new SessionStore.Selection(
                Wire.given(request, "id"),
                Wire.given(request, "name"),
                Wire.given(request, "user_id"),
                List.of(),
                request.query("orderby").orElse("").equals("update_time"),
                Wire.descending(request),
                Wire.page(request, 30));
        List<Session> found = sessions.list(tenant, assistant.id(), selection);
        Map<SessionId, List<SessionMessage>> all =
                messages.of(tenant, found.stream().map(Session::id).toList());
        ArrayNode rows = Json.mapper().createArrayNode();
        found.forEach(session -> rows.add(SessionJson.rest(session, all.getOrDefault(session.id(), List.of()))));
        return Envelope.rest(rows);
    }

    private Response update(Request request) {
        TenantId tenant = callers.tenant(request);
        AssistantId chat = new AssistantId(request.pathParameter("chat"));
        Session session = sessions.find(tenant, new SessionId(request.pathParameter("session")))
                .filter(one -> one.assistant().equals(chat))
                .orElseThrow(ChatFaults.NO_SESSION::of);
        if (assistants.find(tenant, chat).isEmpty()) {
            throw ChatFaults.FOREIGN_SESSION_UNNAMED.of();
        }
        JsonBody body = JsonBody.of(request).obey(FIXED_MESSAGE, FIXED_MESSAGES, FIXED_REFERENCE, NAME);
        String name = body.text("name", session.name());
        sessions.rename(tenant, session.id(), name.strip());
        return Envelope.rest();
    }

    private Response delete(Request request) {
        TenantId tenant = callers.tenant(request);
        Assistant assistant = assistant(tenant, request).orElseThrow(ChatFaults.FOREIGN_CHAT_UNNAMED::of);
        List<SessionId> all = sessions
                .list(
                        tenant,
                        assistant.id(),
                        new SessionStore.Selection(null, null, null, List.of(), false, true, Page.all()))
                .stream()
                .map(Session::id)
                .toList();
        IdList ids = IdList.of("session", JsonBody.of(request).texts("ids"));
        if (ids.isEmpty()) {
            profile.checkDeleteAll();
            sessions.delete(tenant, assistant.id(), all);
            return Envelope.rest();
        }
        List<String> known = ids.known(all.stream().map(SessionId::value).collect(Collectors.toSet()));
        sessions.delete(
                tenant, assistant.id(), known.stream().map(SessionId::new).toList());
        return ids.answer(known, ChatFaults.STRAY_SESSION);
    }

    private Optional<Assistant> assistant(TenantId tenant, Request request) {
        return assistants.find(tenant, new AssistantId(request.pathParameter("chat")));
    }

    private List<SessionMessage> messagesOf(TenantId tenant, Session session) {
        return messages.of(tenant, List.of(session.id())).getOrDefault(session.id(), List.of());
    }
}
