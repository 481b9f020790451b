package dev.freshet.api.ragflow.dialog;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.api.ragflow.chat.AssistantJson;
import dev.freshet.api.ragflow.wire.Envelope;
import dev.freshet.api.ragflow.wire.Wire;
import dev.freshet.chat.Assistant;
import dev.freshet.chat.AssistantPrompt;
import dev.freshet.core.DatasetId;

/// An assistant as a row of storage.
public final class DialogJson {
    private DialogJson() {}

    public static ObjectNode row(Assistant assistant) {
        Assistant.SearchOptions search = assistant.search();
        ObjectNode row = Envelope.object()
                .put("id", assistant.id().value())
                .put("tenant_id", assistant.tenant().value())
                .put("name", assistant.name())
                .put("description", assistant.description())
                .put("icon", assistant.avatar())
                .put("language", assistant.language())
                .put("llm_id", assistant.model());
        row.set("llm_setting", AssistantJson.settings(Envelope.object(), assistant.generation()));
        row.put("prompt_type", "simple");
        row.set("prompt_config", prompt(assistant.prompt()));
        row.set("meta_data_filter", AssistantJson.filter(assistant.filter()));
        row.put("similarity_threshold", search.similarityThreshold())
                .put("vector_similarity_weight", search.vectorWeight())
                .put("top_n", search.topN())
                .put("top_k", search.topK())
                .put("do_refer", "1")
                .put("rerank_id", search.rerankModel());
        ArrayNode datasets = row.putArray("kb_ids");
        assistant.datasets().stream().map(DatasetId::value).forEach(datasets::add);
        row.put("status", "1");
        return Wire.times(row, assistant.createdAt(), assistant.updatedAt());
    }

    private static ObjectNode prompt(AssistantPrompt prompt) {
        ObjectNode node = Envelope.object().put("system", prompt.system()).put("prologue", prompt.prologue());
        ArrayNode parameters = node.putArray("parameters");
        prompt.variables()
                .forEach(variable ->
                        parameters.addObject().put("key", variable.key()).put("optional", variable.optional()));
        node.put("empty_response", prompt.emptyResponse())
                .put("quote", prompt.quote())
                .put("tts", prompt.speech())
                .put("refine_multiturn", prompt.refineMultiturn())
                .put("keyword", prompt.keyword())
                .put("reasoning", prompt.reasoning())
                .put("use_kg", prompt.knowledgeGraph())
                .put("toc_enhance", prompt.tableOfContents());
        ArrayNode languages = node.putArray("cross_languages");
        prompt.crossLanguages().forEach(languages::add);
        return node;
    }
}
