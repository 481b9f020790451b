package dev.freshet.api.openai;

import dev.freshet.api.openai.OpenAiRoutes.ReferenceWish;
import dev.freshet.api.ragflow.chat.Asking;
import dev.freshet.api.ragflow.chat.ChatFaults;
import dev.freshet.api.ragflow.wire.Callers;
import dev.freshet.api.ragflow.wire.Demand;
import dev.freshet.api.ragflow.wire.Demand.Shape;
import dev.freshet.api.ragflow.wire.Envelope;
import dev.freshet.api.ragflow.wire.ErrorAnswers;
import dev.freshet.api.ragflow.wire.JsonBody;
import dev.freshet.api.ragflow.wire.WireException;
import dev.freshet.api.ragflow.wire.WireFaults;
import dev.freshet.chat.Assistant;
import dev.freshet.chat.AssistantStore;
import dev.freshet.chat.Question;
import dev.freshet.core.AppException;
import dev.freshet.core.AssistantId;
import dev.freshet.core.TenantId;
import dev.freshet.http.ErrorMapper;
import dev.freshet.http.Request;
import dev.freshet.http.Response;
import dev.freshet.http.Router;

/// `POST /api/v1/chats_openai/{chat}/chat/completions`: one assistant on the OpenAI wire, with the errors of
/// RAGFlow's wire unless real codes are set.
public final class AssistantOpenAiRoutes {
    private static final Demand EXTRA = new Demand("extra_body", Shape.OBJECT_IF_GIVEN, WireFaults.NOT_AN_OBJECT);

    private final Callers callers;
    private final AssistantStore assistants;
    private final Asking asking;
    private final boolean realCodes;

    public AssistantOpenAiRoutes(Callers callers, AssistantStore assistants, Asking asking, boolean realCodes) {
        this.callers = callers;
        this.assistants = assistants;
        this.asking = asking;
        this.realCodes = realCodes;
    }

    public void addTo(Router router) {
        ErrorMapper errors = realCodes ? AssistantOpenAiRoutes::realCode : ErrorAnswers.rest();
        router.group(errors)
                .route(
                        "POST",
                        "/api/v1/chats_openai/{chat}/chat/completions",
                        "Ask an assistant on the OpenAI wire",
                        this::complete);
    }

    private Response complete(Request request) {
        TenantId tenant = callers.tenant(request);
        JsonBody body = JsonBody.of(request).require("model", "messages");
        String chat = request.pathParameter("chat");
        ChatMessages messages = messages(body);
        ReferenceWish wish = ReferenceWish.of(body.obey(EXTRA));
        Assistant assistant =
                assistants.find(tenant, new AssistantId(chat)).orElseThrow(() -> ChatFaults.FOREIGN_CHAT.of(chat));
        Question question = OpenAiRoutes.question(assistant, messages, body, wish);
        String id = "chatcmpl-" + chat;
        OpenAiFrames frames = new OpenAiFrames(
                new OpenAiFrames.Completion(id, "model", System.currentTimeMillis() / 1000, wish.references(), false));
        if (body.flag("stream", true)) {
            return asking.stream(request, question, frames);
        }
        Asking.Whole whole = asking.whole(request, question, frames.form());
        return whole.named(Envelope.json(
                200, OpenAiJson.completion(id, body.text("model", "model"), whole.answer(), wish.references())));
    }

    private static ChatMessages messages(JsonBody body) {
        try {
            return ChatMessages.of(body.tree().path("messages"));
        } catch (AppException.Rejected refusal) {
            throw WireFaults.SENTENCE.of(refusal.sentence());
        }
    }

    private static Response realCode(Request request, Throwable error) {
        return OpenAiErrors.answer(
                request, error instanceof WireException wire ? AppException.invalid(wire.text()) : error);
    }
}
