package dev.freshet.api.ragflow.chat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.account.Account;
import dev.freshet.account.ApiKey;
import dev.freshet.account.ApiKeys;
import dev.freshet.answer.CompletedAnswer;
import dev.freshet.api.ragflow.wire.Callers;
import dev.freshet.api.ragflow.wire.Envelope;
import dev.freshet.api.ragflow.wire.ErrorAnswers;
import dev.freshet.api.ragflow.wire.JsonBody;
import dev.freshet.api.ragflow.wire.Wire;
import dev.freshet.api.ragflow.wire.WireException;
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
import dev.freshet.http.Request;
import dev.freshet.http.Response;
import dev.freshet.http.Router;
import java.util.List;

/// `/v1/api/*`: keys bound to one assistant, and their conversations.
public final class LegacyRoutes {
    private final Callers callers;
    private final ApiKeys keys;
    private final AssistantStore assistants;
    private final SessionStore sessions;
    private final MessageStore messages;
    private final Asking asking;

    public LegacyRoutes(
            Callers callers,
            ApiKeys keys,
            AssistantStore assistants,
            SessionStore sessions,
            MessageStore messages,
            Asking asking) {
        this.callers = callers;
        this.keys = keys;
        this.assistants = assistants;
        this.sessions = sessions;
        this.messages = messages;
        this.asking = asking;
    }

    public void addTo(Router router) {
        router.group(ErrorAnswers.web())
                .route("POST", "/v1/api/new_token", "Create a key for one assistant", this::newToken)
                .route("GET", "/v1/api/new_conversation", "Create a conversation", this::newConversation)
                .route("POST", "/v1/api/completion", "Ask in a conversation", this::complete);
    }

    private Response newToken(Request request) {
        Account account = callers.account(request);
        JsonBody body = JsonBody.of(request);
        Assistant assistant = assistants
                .find(account.tenant(), new AssistantId(body.text("dialog_id", "")))
                .orElseThrow(() -> WireException.data("Dialog not found!"));
        ApiKey key = keys.create(account.tenant(), assistant.id());
        ObjectNode row = Envelope.object()
                .put("tenant_id", account.tenant().value())
                .put("token", key.token().reveal())
                .put("beta", key.beta().reveal())
                .put("dialog_id", assistant.id().value())
                .putNull("source")
                .put("create_time", key.createdAt())
                .put("create_date", Wire.date(key.createdAt()))
                .putNull("update_time")
                .putNull("update_date");
        return Envelope.web(row);
    }

    private Response newConversation(Request request) {
        ApiKey key = callers.legacyKey(request);
        Assistant assistant = assistant(key);
        Session session = sessions.create(
                key.tenant(),
                new SessionStore.NewSession(
                        new SessionId(Ids.next()),
                        assistant.id(),
                        Session.Kind.WIDGET,
                        "New conversation",
                        request.query("user_id").orElse(""),
                        assistant.prompt().prologue()));
        ObjectNode data = Envelope.object()
                .put("id", session.id().value())
                .put("dialog_id", assistant.id().value())
                .put("user_id", session.userId());
        ArrayNode messages = data.putArray("message");
        messages.addObject()
                .put("role", "assistant")
                .put("content", assistant.prompt().prologue());
        return Envelope.web(data);
    }

    private Response complete(Request request) {
        ApiKey key = callers.legacyKey(request);
        JsonBody body = JsonBody.of(request);
        boolean oneText = body.has("message") && !body.has("messages");
        body.require("conversation_id", oneText ? "message" : "messages");
        Assistant assistant = assistant(key);
        Session session = sessions.find(key.tenant(), new SessionId(body.text("conversation_id", "")))
                .filter(one -> one.assistant().equals(assistant.id()))
                .orElseThrow(() -> WireException.data("Conversation not found!"));
        Question.Options options = QuestionBody.options(body, assistant, Boolean.FALSE);
        Question question = oneText
                ? QuestionBody.appended(session, assistant, earlier(session), body.text("message", ""), options)
                : SentMessages.of(body.tree().path("messages")).question(assistant, session, true, options);
        String message = question.message().value();
        String id = session.id().value();
        boolean plain = assistant.datasets().isEmpty();
        Frames frames = new Frames(true, message, id, null, Frames.PassageForm.STORED, plain);
        if (!body.flag("stream", true)) {
            Asking.Whole whole = asking.whole(request, question, frames.form());
            CompletedAnswer answer = whole.answer();
            ObjectNode data = Asking.data(answer, whole.message().value(), id);
            if (answer.quoted()) {
                data.set("reference", PassageJson.stored(answer.references()));
            }
            return whole.named(Envelope.web(data));
        }
        return asking.stream(request, question, asking.frames(request, frames));
    }

    private List<SessionMessage> earlier(Session session) {
        return messages.of(session.tenant(), List.of(session.id())).getOrDefault(session.id(), List.of());
    }

    private Assistant assistant(ApiKey key) {
        AssistantId bound = key.assistant();
        if (bound == null) {
            throw new IllegalStateException("a legacy key is bound to an assistant");
        }
        return assistants.find(key.tenant(), bound).orElseThrow(() -> WireException.data("Dialog not found!"));
    }
}
