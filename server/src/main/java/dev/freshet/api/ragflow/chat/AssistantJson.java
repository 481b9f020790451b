package dev.freshet.api.ragflow.chat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.api.ragflow.dataset.DatasetWire;
import dev.freshet.api.ragflow.wire.Envelope;
import dev.freshet.api.ragflow.wire.Wire;
import dev.freshet.chat.Assistant;
import dev.freshet.chat.AssistantPrompt;
import dev.freshet.chat.DocumentFilter;
import dev.freshet.core.DatasetId;
import dev.freshet.dataset.Dataset;
import dev.freshet.json.Json;
import dev.freshet.model.GenerationSettings;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The form in which assistants are sent.
public final class AssistantJson {
    private AssistantJson() {}

    /// An assistant as it is answered when made.
    static ObjectNode one(Assistant assistant) {
        ObjectNode node = common(assistant);
        ArrayNode datasets = node.putArray("dataset_ids");
        assistant.datasets().stream().map(DatasetId::value).forEach(datasets::add);
        return node;
    }

    /// An assistant as it is listed, with rows of its datasets.
    static ObjectNode listed(Assistant assistant, List<Dataset> datasets) {
        ObjectNode node = common(assistant);
        node.put("top_k", assistant.search().topK());
        ArrayNode rows = node.putArray("datasets");
        for (DatasetId id : assistant.datasets()) {
            datasets.stream()
                    .filter(dataset -> dataset.id().equals(id))
                    .forEach(dataset -> rows.add(DatasetWire.stored(dataset)));
        }
        return node;
    }

    private static ObjectNode common(Assistant assistant) {
        ObjectNode node = Envelope.object()
                .put("id", assistant.id().value())
                .put("tenant_id", assistant.tenant().value())
                .put("name", assistant.name())
                .put("description", assistant.description())
                .put("avatar", assistant.avatar())
                .put("language", assistant.language())
                .put("do_refer", "1")
                .put("prompt_type", "simple")
                .put("status", "1");
        node.set("meta_data_filter", filter(assistant.filter()));
        node.set("llm", llm(assistant.model(), assistant.generation()));
        node.set("prompt", prompt(assistant));
        return Wire.times(node, assistant.createdAt(), assistant.updatedAt());
    }

    private static ObjectNode llm(String model, GenerationSettings settings) {
        return settings(Envelope.object().put("model_name", model), settings);
    }

    /// Adds generation settings, those that are set.
    public static ObjectNode settings(ObjectNode node, GenerationSettings settings) {
        put(node, "temperature", settings.temperature());
        put(node, "top_p", settings.topP());
        put(node, "presence_penalty", settings.presencePenalty());
        put(node, "frequency_penalty", settings.frequencyPenalty());
        put(node, "max_tokens", settings.maxTokens());
        return node;
    }

    private static ObjectNode prompt(Assistant assistant) {
        AssistantPrompt prompt = assistant.prompt();
        Assistant.SearchOptions search = assistant.search();
        ObjectNode node = Envelope.object()
                .put("prompt", prompt.system())
                .put("opener", prompt.prologue())
                .put("empty_response", prompt.emptyResponse())
                .put("show_quote", prompt.quote())
                .put("tts", prompt.speech())
                .put("refine_multiturn", prompt.refineMultiturn())
                .put("rerank_model", search.rerankModel())
                .put("similarity_threshold", search.similarityThreshold())
                .put("keywords_similarity_weight", 1 - search.vectorWeight())
                .put("top_n", search.topN());
        putIfSet(node, prompt);
        ArrayNode variables = node.putArray("variables");
        prompt.variables()
                .forEach(variable ->
                        variables.addObject().put("key", variable.key()).put("optional", variable.optional()));
        return node;
    }

    /// What an assistant has only when somebody said so.
    private static void putIfSet(ObjectNode node, AssistantPrompt prompt) {
        Map<String, Boolean> flags = Map.of(
                "keyword", prompt.keyword(),
                "reasoning", prompt.reasoning(),
                "use_kg", prompt.knowledgeGraph(),
                "toc_enhance", prompt.tableOfContents());
        flags.forEach((name, on) -> {
            if (on) {
                node.put(name, true);
            }
        });
        if (!prompt.crossLanguages().isEmpty()) {
            node.set("cross_languages", Json.mapper().valueToTree(prompt.crossLanguages()));
        }
    }

    /// `{method, logic, manual, semi_auto}`; empty for none.
    public static ObjectNode filter(DocumentFilter filter) {
        ObjectNode node = Envelope.object();
        if (filter.equals(DocumentFilter.NONE)) {
            return node;
        }
        node.put("method", filter.method()).put("logic", filter.logic());
        ArrayNode manual = node.putArray("manual");
        filter.conditions()
                .forEach(condition -> manual.addObject()
                        .put("key", condition.key())
                        .put("op", condition.operator())
                        .put("value", condition.value()));
        node.set("semi_auto", Json.mapper().valueToTree(filter.keys()));
        return node;
    }

    private static void put(ObjectNode node, String key, @Nullable Number value) {
        if (value != null) {
            node.set(key, Json.mapper().valueToTree(value));
        }
    }
}
