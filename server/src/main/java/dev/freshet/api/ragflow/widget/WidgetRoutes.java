package dev.freshet.api.ragflow.widget;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.freshet.account.ApiKey;
import dev.freshet.api.ragflow.chat.Asking;
import dev.freshet.api.ragflow.chat.Frames;
import dev.freshet.api.ragflow.chat.Greeting;
import dev.freshet.api.ragflow.chat.QuestionBody;
import dev.freshet.api.ragflow.dialog.DialogJson;
import dev.freshet.api.ragflow.wire.Callers;
import dev.freshet.api.ragflow.wire.Envelope;
import dev.freshet.api.ragflow.wire.ErrorAnswers;
import dev.freshet.api.ragflow.wire.Fault;
import dev.freshet.api.ragflow.wire.JsonBody;
import dev.freshet.api.ragflow.wire.WireFaults;
import dev.freshet.chat.Assistant;
import dev.freshet.chat.AssistantStore;
import dev.freshet.chat.MessageStore;
import dev.freshet.chat.Question;
import dev.freshet.chat.Session;
import dev.freshet.chat.SessionMessage;
import dev.freshet.chat.SessionStore;
import dev.freshet.chat.widget.WidgetOriginStore;
import dev.freshet.chat.widget.WidgetOrigins;
import dev.freshet.core.AssistantId;
import dev.freshet.core.Ids;
import dev.freshet.core.SessionId;
import dev.freshet.http.Request;
import dev.freshet.http.Response;
import dev.freshet.http.Router;
import java.util.List;
import java.util.Optional;

/// `/api/v1/chatbots/{dialog}` and `/v1/conversation/getsse/{dialog}`.
public final class WidgetRoutes {
    private final Callers callers;
    private final AssistantStore assistants;
    private final SessionStore sessions;
    private final MessageStore messages;
    private final Asking asking;
    private final WidgetOriginStore origins;

    public WidgetRoutes(
            Callers callers,
            AssistantStore assistants,
            SessionStore sessions,
            MessageStore messages,
            Asking asking,
            WidgetOriginStore origins) {
        this.callers = callers;
        this.assistants = assistants;
        this.sessions = sessions;
        this.messages = messages;
        this.asking = asking;
        this.origins = origins;
    }

    public void addTo(Router router) {
        router.group(ErrorAnswers.rest())
                .route("GET", "/api/v1/chatbots/{dialog}/info", "What a widget shows of its assistant", this::info)
                .route("POST", "/api/v1/chatbots/{dialog}/completions", "Ask from a widget", this::complete);
        router.group(ErrorAnswers.web())
                .route("GET", "/v1/conversation/getsse/{dialog}", "A widget's assistant as it is stored", this::stored);
    }

    private Response info(Request request) {
        Assistant assistant = assistant(request, WidgetFaults.NO_DIALOG);
        ObjectNode data = Envelope.object()
                .put("title", assistant.name())
                .put("avatar", assistant.avatar())
                .put("prologue", assistant.prompt().prologue());
        return Envelope.rest(data);
    }

    private Response stored(Request request) {
        Assistant assistant = assistant(request, WireFaults.NO_DIALOG);
        ObjectNode row = DialogJson.row(assistant);
        row.set("avatar", row.remove("icon"));
        return Envelope.web(row);
    }

    private Response complete(Request request) {
        Assistant assistant = assistant(request, WidgetFaults.NO_DIALOG);
        JsonBody body = JsonBody.of(request);
        String sessionId = body.text("session_id", "");
        if (sessionId.isEmpty()) {
            return greet(assistant, body);
        }
        Session session = sessions.find(assistant.tenant(), new SessionId(sessionId))
                .filter(one -> one.assistant().equals(assistant.id()) && one.kind() == Session.Kind.WIDGET)
                .orElseThrow(WidgetFaults.NO_SESSION::of);
        Question question = question(assistant, session, body);
        String message = question.message().value();
        Frames frames = Frames.of(true, message, sessionId, assistant.datasets().isEmpty());
        if (!body.flag("stream", true)) {
            Asking.Whole whole = asking.whole(request, question, frames.form());
            return whole.named(
                    Envelope.rest(Asking.data(whole.answer(), whole.message().value(), sessionId)));
        }
        return asking.stream(request, question, asking.frames(request, frames));
    }

    private Question question(Assistant assistant, Session session, JsonBody body) {
        Question.Options options = QuestionBody.options(body, assistant, Boolean.FALSE);
        List<SessionMessage> earlier =
                messages.of(session.tenant(), List.of(session.id())).getOrDefault(session.id(), List.of());
        return QuestionBody.appended(session, assistant, earlier, body.text("question", ""), options);
    }

    /// Without a session one is made and its prologue comes back; in one piece, as the text of its frame.
    private Response greet(Assistant assistant, JsonBody body) {
        Session session = sessions.create(
                assistant.tenant(),
                new SessionStore.NewSession(
                        new SessionId(Ids.next()),
                        assistant.id(),
                        Session.Kind.WIDGET,
                        "New conversation",
                        body.text("user_id", ""),
                        assistant.prompt().prologue()));
        Greeting greeting =
                new Greeting(session.id().value(), assistant.prompt().prologue());
        return body.flag("stream", true) ? greeting.stream() : Envelope.rest(TextNode.valueOf(greeting.frame()));
    }

    /// The assistant of the path, when the token opens it.
    ///
    /// @param unknown the refusal of others; its text is given the id
    private Assistant assistant(Request request, Fault unknown) {
        ApiKey key = callers.widgetKey(request);
        AssistantId bound = key.assistant();
        String id = request.pathParameter("dialog");
        Optional<AssistantId> wanted =
                id.isBlank() || id.length() > 128 ? Optional.empty() : Optional.of(new AssistantId(id));
        Assistant found = wanted.filter(one -> bound == null || one.equals(bound))
                .flatMap(one -> assistants.find(key.tenant(), one))
                .orElseThrow(() -> unknown.of(id));
        admit(request, origins.find(found.tenant(), found.id()));
        return found;
    }

    /// Lets pages of the listed origins read the answer and no others. Programs send no origin, and the page of our
    /// own frame, whose policy names the same list, sends ours.
    private static void admit(Request request, WidgetOrigins allowed) {
        Optional<String> origin = request.header("Origin");
        if (allowed.isEvery() || origin.isEmpty() || isOurs(origin.get(), request)) {
            return;
        }
        if (!allowed.allow(origin.get())) {
            request.showTo("null");
            throw WidgetFaults.FOREIGN_PAGE.of(origin.get());
        }
        request.showTo(origin.get());
    }

    private static boolean isOurs(String origin, Request request) {
        return request.header("Host")
                .filter(host -> origin.equalsIgnoreCase("http://" + host) || origin.equalsIgnoreCase("https://" + host))
                .isPresent();
    }
}
