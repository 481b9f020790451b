package dev.freshet.api.ragflow.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.account.Account;
import dev.freshet.api.ragflow.wire.Callers;
import dev.freshet.api.ragflow.wire.Envelope;
import dev.freshet.api.ragflow.wire.ErrorAnswers;
import dev.freshet.api.ragflow.wire.JsonBody;
import dev.freshet.api.ragflow.wire.WireFaults;
import dev.freshet.chat.Assistant;
import dev.freshet.chat.AssistantStore;
import dev.freshet.chat.MessageStore;
import dev.freshet.chat.Question;
import dev.freshet.chat.Session;
import dev.freshet.chat.SessionMessage;
import dev.freshet.chat.SessionStore;
import dev.freshet.core.AppException;
import dev.freshet.core.AssistantId;
import dev.freshet.core.SessionId;
import dev.freshet.core.TenantId;
import dev.freshet.http.Request;
import dev.freshet.http.Response;
import dev.freshet.http.Router;
import dev.freshet.model.Models;
import java.util.List;

/// `/v1/conversation`: sessions and completions of the web client, with a login token.
public final class ConversationRoutes {
    private final Callers callers;
    private final AssistantStore assistants;
    private final SessionStore sessions;
    private final MessageStore messages;
    private final Models models;
    private final Asking asking;

    public ConversationRoutes(
            Callers callers,
            AssistantStore assistants,
            SessionStore sessions,
            MessageStore messages,
            Models models,
            Asking asking) {
        this.callers = callers;
        this.assistants = assistants;
        this.sessions = sessions;
        this.messages = messages;
        this.models = models;
        this.asking = asking;
    }

    public void addTo(Router router) {
        router.group(ErrorAnswers.web())
                .route("POST", "/v1/conversation/set", "Create or change a conversation", this::set)
                .route("GET", "/v1/conversation/get", "Read a conversation", this::get)
                .route("POST", "/v1/conversation/completion", "Ask in a conversation", this::complete);
    }

    private Response set(Request request) {
        TenantId tenant = callers.account(request).tenant();
        JsonBody body = JsonBody.of(request);
        String name = body.text("name", "New conversation");
        String shortName = name.substring(0, Math.min(name.length(), 255));
        if (!body.flag("is_new", false)) {
            SessionId id = new SessionId(body.require("conversation_id").text("conversation_id", ""));
            Session session = sessions.find(tenant, id).orElseThrow(WireFaults.NO_CONVERSATION::of);
            if (body.has("name")) {
                sessions.rename(tenant, session.id(), shortName);
            }
            return Envelope.web(row(tenant, id));
        }
        body.require("conversation_id", "dialog_id");
        Assistant assistant = assistants
                .find(tenant, new AssistantId(body.text("dialog_id", "")))
                .orElseThrow(ChatFaults.NO_DIALOG_TO_ASK::of);
        SessionId id = clientId(body);
        try {
            sessions.create(
                    tenant,
                    new SessionStore.NewSession(
                            id,
                            assistant.id(),
                            Session.Kind.WEB,
                            shortName,
                            tenant.value(),
                            assistant.prompt().prologue()));
        } catch (AppException.Rejected taken) {
            throw ChatFaults.TAKEN_ID.of();
        }
        return Envelope.web(row(tenant, id));
    }

    private static SessionId clientId(JsonBody body) {
        String id = body.text("conversation_id", "").strip();
        if (id.isEmpty() || id.length() > 64) {
            throw ChatFaults.NO_ID.of();
        }
        return new SessionId(id);
    }

    private Response get(Request request) {
        TenantId tenant = callers.account(request).tenant();
        String id = request.query("conversation_id").orElse("");
        ObjectNode row = row(tenant, new SessionId(id));
        return Envelope.web(row);
    }

    private ObjectNode row(TenantId tenant, SessionId id) {
        Session session = sessions.find(tenant, id).orElseThrow(WireFaults.NO_CONVERSATION::of);
        List<SessionMessage> all = messages.of(tenant, List.of(id)).getOrDefault(id, List.of());
        ObjectNode row = SessionJson.web(session, all);
        return row.put(
                "avatar",
                assistants
                        .find(tenant, session.assistant())
                        .map(Assistant::avatar)
                        .orElse(""));
    }

    private Response complete(Request request) {
        Account account = callers.account(request);
        JsonBody body = JsonBody.of(request).require("conversation_id", "messages");
        SentMessages sent = SentMessages.of(body.tree().path("messages"));
        Session session = sessions.find(account.tenant(), new SessionId(body.text("conversation_id", "")))
                .orElseThrow(WireFaults.NO_CONVERSATION::of);
        Assistant assistant =
                assistants.find(account.tenant(), session.assistant()).orElseThrow(WireFaults.NO_DIALOG::of);
        Question question = question(assistant, session, sent, body);
        String message = question.message().value();
        Frames frames = Frames.of(
                true, message, session.id().value(), assistant.datasets().isEmpty());
        if (!body.flag("stream", true)) {
            Asking.Whole whole = asking.whole(request, question, frames.form());
            JsonNode data = Asking.data(
                    whole.answer(), whole.message().value(), session.id().value());
            return whole.named(Envelope.web(data));
        }
        return asking.stream(request, question, asking.frames(request, frames));
    }

    /// With a model of the client's choice nothing is stored, and only the settings sent are used.
    private Question question(Assistant assistant, Session session, SentMessages sent, JsonBody body) {
        Question.Options options = QuestionBody.options(body, assistant, null);
        String model = body.text("llm_id", "");
        if (model.isEmpty()) {
            return sent.question(assistant, session, true, options);
        }
        if (models.chat(assistant.tenant(), model).isEmpty()) {
            throw ChatFaults.NO_SUCH_MODEL.of(model);
        }
        return sent.question(
                assistant,
                null,
                false,
                new Question.Options(
                        options.quote(),
                        options.documents(),
                        options.filter(),
                        options.datasets(),
                        options.variables(),
                        model,
                        QuestionBody.settings(body),
                        options.asker()));
    }
}
