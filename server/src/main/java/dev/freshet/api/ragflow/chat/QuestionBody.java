package dev.freshet.api.ragflow.chat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freshet.api.ragflow.wire.Demand;
import dev.freshet.api.ragflow.wire.Demand.Shape;
import dev.freshet.api.ragflow.wire.JsonBody;
import dev.freshet.api.ragflow.wire.WireFaults;
import dev.freshet.chat.Assistant;
import dev.freshet.chat.AssistantPrompt.Variable;
import dev.freshet.chat.DocumentFilter;
import dev.freshet.chat.Question;
import dev.freshet.chat.Session;
import dev.freshet.chat.SessionMessage;
import dev.freshet.core.DatasetId;
import dev.freshet.core.Ids;
import dev.freshet.core.MessageId;
import dev.freshet.model.GenerationSettings;
import dev.freshet.model.Prompt;
import dev.freshet.model.Prompt.Role;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What completion bodies have in common.
public final class QuestionBody {
    private static final Demand CONDITION =
            new Demand("metadata_condition", Shape.OBJECT_IF_GIVEN, WireFaults.NOT_AN_OBJECT);

    private QuestionBody() {}

    /// The options of a question.
    ///
    /// @param quoteDefault whether citations are wanted when the body does not say; null leaves it to the
    ///     assistant
    /// @throws WireException when `metadata_condition` is no object
    public static Question.Options options(JsonBody body, Assistant assistant, @Nullable Boolean quoteDefault) {
        return new Question.Options(
                body.has("quote") ? Boolean.valueOf(body.flag("quote", true)) : quoteDefault,
                documents(body).orElse(null),
                filter(body).orElse(null),
                body.texts("kb_ids").stream().map(DatasetId::new).toList(),
                variables(body, assistant),
                "",
                null,
                "");
    }

    /// `{logic, conditions:[{name, comparison_operator, value}]}`; empty when there is none.
    ///
    /// @throws WireException when it is no object
    public static Optional<DocumentFilter> filter(JsonBody body) {
        Optional<JsonBody> sent = body.obey(CONDITION).object("metadata_condition");
        if (sent.isEmpty()) {
            return Optional.empty();
        }
        JsonBody condition = sent.get();
        List<DocumentFilter.Condition> conditions = new ArrayList<>();
        for (JsonNode one : condition.tree().path("conditions")) {
            conditions.add(new DocumentFilter.Condition(
                    one.path("name").asText(one.path("key").asText("")),
                    one.path("comparison_operator").asText(one.path("op").asText("")),
                    one.path("value").asText("")));
        }
        return conditions.isEmpty()
                ? Optional.empty()
                : Optional.of(new DocumentFilter("manual", conditions, List.of(), condition.text("logic", "and")));
    }

    /// `{method, manual:[{key, op, value}], semi_auto, logic}`, as assistants and searches have it.
    public static DocumentFilter documentFilter(JsonBody filter) {
        List<DocumentFilter.Condition> conditions = new ArrayList<>();
        for (JsonNode one : filter.tree().path("manual")) {
            conditions.add(new DocumentFilter.Condition(
                    one.path("key").asText(""),
                    one.path("op").asText(""),
                    one.path("value").asText("")));
        }
        return new DocumentFilter(
                filter.text("method", "disabled"), conditions, filter.texts("semi_auto"), filter.text("logic", "and"));
    }

    /// The conversation that a model sees of stored or sent messages: without system messages and without
    /// assistant messages before the first question.
    public static List<Prompt.Message> conversation(List<SessionMessage> messages) {
        List<Prompt.Message> conversation = new ArrayList<>();
        for (SessionMessage message : messages) {
            boolean leading = conversation.isEmpty() && message.role() == Role.ASSISTANT;
            if (message.role() != Role.SYSTEM && !leading) {
                conversation.add(new Prompt.Message(message.role(), message.content()));
            }
        }
        return conversation;
    }

    /// A question behind what is stored of its session.
    public static Question appended(
            Session session, Assistant assistant, List<SessionMessage> earlier, String text, Question.Options options) {
        List<Prompt.Message> conversation = new ArrayList<>(conversation(earlier));
        conversation.add(new Prompt.Message(Role.USER, text));
        return new Question(
                session.tenant(), assistant, session, new MessageId(Ids.random()), conversation, null, options);
    }

    /// `doc_ids` as comma text or list; empty when absent or blank.
    private static Optional<List<String>> documents(JsonBody body) {
        List<String> ids = body.text("doc_ids")
                .map(text -> Arrays.asList(text.split(",", -1)))
                .orElseGet(() -> body.texts("doc_ids"));
        List<String> named =
                ids.stream().map(String::strip).filter(id -> !id.isEmpty()).toList();
        return named.isEmpty() ? Optional.empty() : Optional.of(named);
    }

    private static Map<String, String> variables(JsonBody body, Assistant assistant) {
        Map<String, String> variables = new LinkedHashMap<>();
        for (Variable variable : assistant.prompt().variables()) {
            body.text(variable.key()).ifPresent(value -> variables.put(variable.key(), value));
        }
        return variables;
    }

    /// The generation settings that a body names.
    public static GenerationSettings settings(JsonBody body) {
        return new GenerationSettings(
                body.number("temperature").orElse(null),
                body.number("top_p").orElse(null),
                body.number("presence_penalty").orElse(null),
                body.number("frequency_penalty").orElse(null),
                body.number("max_tokens").map(Double::intValue).orElse(null));
    }
}
