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
import dev.freshet.api.ragflow.wire.KeyJson;
import dev.freshet.api.ragflow.wire.WireFaults;
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
import java.util.Objects;

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
                .route("GET", "/v1/api/token_list", "The keys of one assistant", this::tokens)
                .route("POST", "/v1/api/rm", "Delete keys", this::deleteTokens)
                .route("GET", "/v1/api/conversation/{conversation}", "One conversation", this::conversation)
                .route("POST", "/v1/api/completion_aibotk", "Ask for a chat bot", this::completeForBot)
                .route("GET", "/v1/api/new_conversation", "Create a conversation", this::newConversation)
                .route("POST", "/v1/api/completion", "Ask in a conversation", this::complete);
    }

    private Response newToken(Request request) {
        Account account = callers.account(request);
        JsonBody body = JsonBody.of(request);
        Assistant assistant = assistants
                .find(account.tenant(), new AssistantId(body.text("dialog_id", "")))
                .orElseThrow(WireFaults.NO_DIALOG::of);
        ApiKey key = keys.create(account.tenant(), assistant.id());
        return Envelope.web(KeyJson.of(key));
    }

    private Response tokens(Request request) {
        Account account = callers.account(request);
        AssistantId wanted = new AssistantId(request.query("dialog_id").orElse(""));
        ArrayNode rows = Envelope.object().arrayNode();
        keys.list(account.tenant()).stream()
                .filter(key -> wanted.equals(key.assistant()))
                .forEach(key -> rows.add(KeyJson.of(key)));
        return Envelope.web(rows);
    }

    private Response deleteTokens(Request request) {
        Account account = callers.account(request);
        JsonBody body = JsonBody.of(request).require("tokens", "tenant_id");
        body.texts("tokens").forEach(token -> keys.delete(account.tenant(), token));
        return Envelope.web(Envelope.bool(true));
    }

    /// One conversation of the key's assistant, its passages under the names of storage.
    private Response conversation(Request request) {
        ApiKey key = callers.legacyKey(request);
        Session session = sessions.find(key.tenant(), new SessionId(request.pathParameter("conversation")))
                .orElseThrow(WireFaults.NO_CONVERSATION::of);
        if (!session.assistant().equals(key.assistant())) {
            throw ChatFaults.FOREIGN_KEY.of();
        }
        List<SessionMessage> all = earlier(session);
        ObjectNode row = SessionJson.web(session, all);
        ArrayNode references = row.putArray("reference");
        all.stream()
                .map(SessionMessage::references)
                .filter(Objects::nonNull)
                .forEach(found -> references.add(found.isEmpty() ? Envelope.object() : PassageJson.stored(found)));
        return Envelope.web(row);
    }

    /// The key comes in the body, and the answer in a form of its own.
    private Response completeForBot(Request request) {
        JsonBody body = JsonBody.of(request).require("Authorization", "conversation_id", "word");
        ApiKey key = keys.byToken(body.text("Authorization", ""))
                .filter(one -> one.assistant() != null)
                .orElseThrow(WireFaults.UNKNOWN_LEGACY_KEY::of);
        Assistant assistant = assistant(key);
        Session session = sessions.find(key.tenant(), new SessionId(body.text("conversation_id", "")))
                .filter(one -> one.assistant().equals(assistant.id()))
                .orElseThrow(WireFaults.NO_CONVERSATION::of);
        Question.Options options = QuestionBody.options(body, assistant, Boolean.FALSE);
        Question question = QuestionBody.appended(session, assistant, earlier(session), body.text("word", ""), options);
        ObjectNode answer = Envelope.object().put("code", 200).put("msg", "success");
        answer.putArray("data")
                .addObject()
                .put("type", 1)
                .put("content", asking.whole(request, question).text());
        return Envelope.json(200, answer);
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
                .orElseThrow(WireFaults.NO_CONVERSATION::of);
        Question.Options options = QuestionBody.options(body, assistant, Boolean.FALSE);
        Question question = oneText
                ? QuestionBody.appended(session, assistant, earlier(session), body.text("message", ""), options)
                : SentMessages.of(body.tree().path("messages")).question(assistant, session, true, options);
        String message = question.message().value();
        String id = session.id().value();
        if (!body.flag("stream", true)) {
            CompletedAnswer answer = asking.whole(request, question);
            ObjectNode data = Asking.data(answer, message, id);
            if (answer.quoted()) {
                data.set("reference", PassageJson.stored(answer.references()));
            }
            return Envelope.web(data);
        }
        boolean plain = assistant.datasets().isEmpty();
        Frames frames = new Frames(true, message, id, null, Frames.PassageForm.STORED, plain);
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
        return assistants.find(key.tenant(), bound).orElseThrow(WireFaults.NO_DIALOG::of);
    }
}
