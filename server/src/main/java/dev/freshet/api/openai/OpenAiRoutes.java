package dev.freshet.api.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.account.ApiKey;
import dev.freshet.account.ApiKeys;
import dev.freshet.answer.CompletedAnswer;
import dev.freshet.api.ragflow.chat.Asking;
import dev.freshet.api.ragflow.chat.QuestionBody;
import dev.freshet.api.ragflow.wire.Envelope;
import dev.freshet.api.ragflow.wire.JsonBody;
import dev.freshet.chat.Assistant;
import dev.freshet.chat.AssistantStore;
import dev.freshet.chat.ChatService;
import dev.freshet.chat.DocumentFilter;
import dev.freshet.chat.Question;
import dev.freshet.core.AppException;
import dev.freshet.core.AssistantId;
import dev.freshet.core.ErrorCode;
import dev.freshet.core.Ids;
import dev.freshet.core.MessageId;
import dev.freshet.core.Page;
import dev.freshet.core.TenantId;
import dev.freshet.http.Request;
import dev.freshet.http.Response;
import dev.freshet.http.Router;
import dev.freshet.json.Json;
import dev.freshet.model.GenerationSettings;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `/v1/models` and `/v1/chat/completions`: each assistant is a model, by its name or id.
public final class OpenAiRoutes {
    private static final int LONGEST_USER = 255;

    private final ApiKeys keys;
    private final AssistantStore assistants;
    private final Asking asking;

    public OpenAiRoutes(ApiKeys keys, AssistantStore assistants, Asking asking) {
        this.keys = keys;
        this.assistants = assistants;
        this.asking = asking;
    }

    public void addTo(Router router) {
        router.group(OpenAiErrors::answer)
                .route("GET", "/v1/models", "List assistants as models", this::models)
                .route("POST", "/v1/chat/completions", "Ask an assistant as a model", this::complete);
    }

    private Response models(Request request) {
        TenantId tenant = tenant(request);
        ArrayNode rows = Json.mapper().createArrayNode();
        assistants.list(tenant, new AssistantStore.Selection(null, null, false, true, Page.all())).stream()
                .map(assistant -> Envelope.object()
                        .put("id", assistant.name())
                        .put("object", "model")
                        .put("created", assistant.createdAt() / 1000)
                        .put("owned_by", "freshet"))
                .forEach(rows::add);
        ObjectNode body = Envelope.object().put("object", "list");
        body.set("data", rows);
        return Envelope.json(200, body);
    }

    private Response complete(Request request) {
        TenantId tenant = tenant(request);
        JsonBody body = body(request);
        String model = body.text("model").orElseThrow(() -> AppException.invalid("`model` is missing"));
        Assistant assistant = assistants
                .findByName(tenant, model)
                .or(() -> model.isBlank() || model.length() > 64
                        ? Optional.empty()
                        : assistants.find(tenant, new AssistantId(model)))
                .orElseThrow(() -> AppException.notFound("the model `" + model + "` does not exist"));
        ReferenceWish wish = ReferenceWish.of(body);
        Question question = question(assistant, ChatMessages.of(body.tree().path("messages")), body, wish);
        OpenAiFrames frames = new OpenAiFrames(new OpenAiFrames.Completion(
                id(question.message()), model, System.currentTimeMillis() / 1000, wish.references(), true));
        if (body.flag("stream", false)) {
            return asking.stream(request, question, frames);
        }
        Asking.Whole whole = asking.whole(request, question, frames.form());
        return switch (whole.outcome()) {
            case ChatService.Answered answered ->
                whole.named(whole(id(whole.message()), model, answered.answer(), wish.references()));
            case ChatService.Failed failed -> throw failed.error();
        };
    }

    private static String id(MessageId message) {
        return "chatcmpl-" + message.value();
    }

    private static Response whole(String id, String model, CompletedAnswer answer, boolean references) {
        return Envelope.json(200, OpenAiJson.completion(id, model, answer, references));
    }

    /// A question that is kept in no session, with the settings that the body names over the assistant's. The
    /// body's `user` is who asks, among all who share the key.
    static Question question(Assistant assistant, ChatMessages messages, JsonBody body, ReferenceWish wish) {
        GenerationSettings sent = QuestionBody.settings(body);
        Question.Options options = new Question.Options(
                wish.references(),
                null,
                wish.filter().orElse(null),
                List.of(),
                Map.of(),
                "",
                sent.equals(GenerationSettings.none()) ? null : sent.over(assistant.generation()),
                user(body));
        return new Question(
                assistant.tenant(),
                assistant,
                null,
                new MessageId(Ids.random()),
                messages.conversation(),
                null,
                options);
    }

    private static String user(JsonBody body) {
        String user = body.text("user").orElse("");
        return user.substring(0, Math.min(user.length(), LONGEST_USER));
    }

    /// What a client wants with the answer. The official client merges `extra_body` into the body, others
    /// nest it.
    ///
    /// @param references whether passages are wanted
    /// @param filter which documents may be used
    record ReferenceWish(boolean references, Optional<DocumentFilter> filter) {
        static ReferenceWish of(JsonBody body) {
            Optional<JsonBody> nested = body.object("extra_body");
            boolean references = body.flag(
                    "reference", nested.map(one -> one.flag("reference", false)).orElse(false));
            Optional<DocumentFilter> filter = QuestionBody.filter(body).or(() -> nested.flatMap(QuestionBody::filter));
            return new ReferenceWish(references, filter);
        }
    }

    private TenantId tenant(Request request) {
        String header = request.header("Authorization").orElse("").strip();
        String token = header.startsWith("Bearer ")
                ? header.substring("Bearer ".length()).strip()
                : header;
        return keys.byToken(token)
                .map(ApiKey::tenant)
                .orElseThrow(() ->
                        new AppException.Rejected(ErrorCode.UNAUTHENTICATED, "the API key is missing or unknown"));
    }

    private static JsonBody body(Request request) {
        try {
            JsonNode tree = Json.parse(request.body());
            if (!tree.isObject()) {
                throw AppException.invalid("the body must be a JSON object");
            }
            return JsonBody.of(tree);
        } catch (IOException noJson) {
            throw AppException.invalid("the body is no JSON");
        }
    }
}
