package dev.freshet.api.ragflow.chat;

import dev.freshet.api.ragflow.wire.Callers;
import dev.freshet.api.ragflow.wire.Envelope;
import dev.freshet.api.ragflow.wire.ErrorAnswers;
import dev.freshet.api.ragflow.wire.JsonBody;
import dev.freshet.chat.Assistant;
import dev.freshet.chat.AssistantStore;
import dev.freshet.chat.MessageStore;
import dev.freshet.chat.Question;
import dev.freshet.chat.Session;
import dev.freshet.chat.SessionMessage;
import dev.freshet.chat.SessionStore;
import dev.freshet.core.AssistantId;
import dev.freshet.core.Ids;
import dev.freshet.core.SessionId;
import dev.freshet.core.TenantId;
import dev.freshet.http.Request;
import dev.freshet.http.Response;
import dev.freshet.http.Router;
import java.util.List;

/// `POST /api/v1/chats/{chat}/completions`: asking an assistant with an API key.
public final class CompletionRoutes {
    private final Callers callers;
    private final AssistantStore assistants;
    private final SessionStore sessions;
    private final MessageStore messages;
    private final Asking asking;

    public CompletionRoutes(
            Callers callers, AssistantStore assistants, SessionStore sessions, MessageStore messages, Asking asking) {
        this.callers = callers;
        this.assistants = assistants;
        this.sessions = sessions;
        this.messages = messages;
        this.asking = asking;
    }

    public void addTo(Router router) {
        router.group(ErrorAnswers.rest())
                .route("POST", "/api/v1/chats/{chat}/completions", "Ask an assistant", this::complete);
    }

    private Response complete(Request request) {
        TenantId tenant = callers.tenant(request);
        String chat = request.pathParameter("chat");
        JsonBody body = JsonBody.of(request);
        Assistant assistant =
                assistants.find(tenant, new AssistantId(chat)).orElseThrow(() -> ChatFaults.FOREIGN_CHAT.of(chat));
        String sessionId = body.text("session_id", "");
        if (sessionId.isEmpty()) {
            return greet(tenant, assistant, body);
        }
        Session session = sessions.find(tenant, new SessionId(sessionId))
                .filter(one -> one.assistant().equals(assistant.id()))
                .orElseThrow(() -> ChatFaults.FOREIGN_SESSION.of(sessionId));
        Question question = question(assistant, session, body);
        String message = question.message().value();
        Frames frames =
                Frames.of(false, message, sessionId, assistant.datasets().isEmpty());
        if (!body.flag("stream", true)) {
            Asking.Whole whole = asking.whole(request, question, frames.form());
            return whole.named(
                    Envelope.rest(Asking.data(whole.answer(), whole.message().value(), sessionId)));
        }
        return asking.stream(request, question, asking.frames(request, frames));
    }

    private Question question(Assistant assistant, Session session, JsonBody body) {
        Question.Options options = QuestionBody.options(body, assistant, null);
        List<SessionMessage> earlier =
                messages.of(session.tenant(), List.of(session.id())).getOrDefault(session.id(), List.of());
        return QuestionBody.appended(session, assistant, earlier, body.text("question", ""), options);
    }

    /// Without a session the question is passed over: a session is made and its prologue comes back.
    private Response greet(TenantId tenant, Assistant assistant, JsonBody body) {
        Session session = sessions.create(
                tenant,
                new SessionStore.NewSession(
                        new SessionId(Ids.next()),
                        assistant.id(),
                        Session.Kind.API,
                        body.text("name", "New session"),
                        body.text("user_id", ""),
                        assistant.prompt().prologue()));
        Greeting greeting =
                new Greeting(session.id().value(), assistant.prompt().prologue());
        return body.flag("stream", true) ? greeting.stream() : Envelope.rest(greeting.data());
    }
}
