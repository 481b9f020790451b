package dev.freshet.api.ragflow.chat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.freshet.api.ragflow.wire.Callers;
import dev.freshet.api.ragflow.wire.Envelope;
import dev.freshet.api.ragflow.wire.ErrorAnswers;
import dev.freshet.api.ragflow.wire.IdList;
import dev.freshet.api.ragflow.wire.JsonBody;
import dev.freshet.api.ragflow.wire.Profile;
import dev.freshet.api.ragflow.wire.Wire;
import dev.freshet.api.ragflow.wire.WireException;
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
import java.util.Set;
import java.util.stream.Collectors;

/// `/api/v1/chats/{chat}/sessions`: sessions of an assistant.
public final class SessionRoutes {
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
        Assistant assistant =
                assistant(tenant, request).orElseThrow(() -> WireException.data("You do not own the assistant."));
        JsonBody body = JsonBody.of(request);
        String name = body.text("name", "New session");
        if (name.isBlank()) {
            throw WireException.data("`name` can not be empty.");
        }
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
        Assistant assistant = assistant(tenant, request)
                .orElseThrow(() -> WireException.data("You don't own the assistant " + chat + "."));
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
                .orElseThrow(() -> WireException.data("Session does not exist"));
        if (assistants.find(tenant, chat).isEmpty()) {
            throw WireException.data("You do not own the session");
        }
        JsonBody body = JsonBody.of(request);
        if (body.has("message") || body.has("messages")) {
            throw WireException.data("`message` can not be change");
        }
        if (body.has("reference")) {
            throw WireException.data("`reference` can not be change");
        }
        String name = body.text("name", session.name());
        if (name.isBlank()) {
            throw WireException.data("`name` can not be empty.");
        }
        sessions.rename(tenant, session.id(), name.strip());
        return Envelope.rest();
    }

    private Response delete(Request request) {
        TenantId tenant = callers.tenant(request);
        Assistant assistant =
                assistant(tenant, request).orElseThrow(() -> WireException.data("You don't own the chat"));
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
        Set<String> known = all.stream().map(SessionId::value).collect(Collectors.toSet());
        known.retainAll(ids.unique());
        sessions.delete(
                tenant, assistant.id(), known.stream().map(SessionId::new).toList());
        return ids.answer(known, "The chat doesn't own the session %s");
    }

    private Optional<Assistant> assistant(TenantId tenant, Request request) {
        return assistants.find(tenant, new AssistantId(request.pathParameter("chat")));
    }

    private List<SessionMessage> messagesOf(TenantId tenant, Session session) {
        return messages.of(tenant, List.of(session.id())).getOrDefault(session.id(), List.of());
    }
}
