package dev.freshet.api.ragflow.dialog;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freshet.api.ragflow.chat.AssistantBody;
import dev.freshet.api.ragflow.chat.QuestionBody;
import dev.freshet.api.ragflow.wire.JsonBody;
import dev.freshet.api.ragflow.wire.NameRule;
import dev.freshet.chat.Assistant.SearchOptions;
import dev.freshet.chat.AssistantPrompt;
import dev.freshet.chat.AssistantPrompt.Variable;
import dev.freshet.chat.DocumentFilter;
import dev.freshet.core.DatasetId;
import dev.freshet.model.GenerationSettings;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Reads an assistant from its row of storage: what is not sent stays as it was, but for the prompt, which is sent
/// whole.
record DialogBody(JsonBody body) {
    private static final int LONGEST_NAME = 255;

    /// How a new assistant searches when nothing is said of it.
    static final SearchOptions USUAL_SEARCH = new SearchOptions(0.1, 0.3, 6, 1024, "");

    String id() {
        return body.text("dialog_id", "");
    }

    /// @throws WireException code 102 for what cannot be a name
    String name(String present) {
        JsonNode sent = body.tree().get("name");
        if (sent == null) {
            return present;
        }
        String name = NameRule.text("Dialog", sent);
        if (sent.textValue().getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME) {
            int length = sent.textValue().codePointCount(0, sent.textValue().length());
            throw DialogFaults.NAME_TOO_LONG.of(length);
        }
        return name;
    }

    String text(String key, String present) {
        return body.text(key, present);
    }

    /// The datasets, each once; null when the body does not say.
    Set<DatasetId> datasets(List<DatasetId> present) {
        return body.has("kb_ids")
                ? new LinkedHashSet<>(
                        body.texts("kb_ids").stream().map(DatasetId::new).toList())
                : new LinkedHashSet<>(present);
    }

    GenerationSettings generation(GenerationSettings present) {
        return body.object("llm_setting").map(QuestionBody::settings).orElse(present);
    }

    DocumentFilter filter(DocumentFilter present) {
        return body.object("meta_data_filter")
                .map(filter -> filter.tree().isEmpty() ? DocumentFilter.NONE : QuestionBody.documentFilter(filter))
                .orElse(present);
    }

    SearchOptions search(SearchOptions present) {
        return new SearchOptions(
                share("similarity_threshold", present.similarityThreshold()),
                share("vector_similarity_weight", present.vectorWeight()),
                Math.max(0, body.integer("top_n", present.topN())),
                Math.max(0, body.integer("top_k", present.topK())),
                body.has("rerank_id") ? body.text("rerank_id", "") : present.rerankModel());
    }

    AssistantPrompt prompt() {
        JsonBody prompt =
                body.object("prompt_config").orElse(JsonBody.of(body.tree().objectNode()));
        return new AssistantPrompt(
                prompt.text("system", ""),
                prompt.text("prologue", ""),
                variables(prompt.tree().path("parameters")),
                prompt.text("empty_response", ""),
                prompt.flag("quote", true),
                prompt.flag("tts", false),
                prompt.flag("refine_multiturn", false),
                prompt.flag("keyword", false),
                prompt.texts("cross_languages"),
                prompt.flag("reasoning", false),
                prompt.flag("use_kg", false),
                prompt.flag("toc_enhance", false));
    }

    /// Refuses a text that asks for passages where there are none, and one that does not use a variable it cannot do
    /// without.
    void check(AssistantPrompt prompt, Set<DatasetId> datasets) {
        boolean web = body.object("prompt_config")
                .flatMap(one -> one.text("tavily_api_key"))
                .filter(key -> !key.isEmpty())
                .isPresent();
        if (datasets.isEmpty() && !web && prompt.system().contains("{knowledge}")) {
            throw DialogFaults.NO_KNOWLEDGE.of();
        }
        AssistantBody.checkVariables(prompt);
    }

    private double share(String key, double present) {
        return Math.clamp(body.number(key).orElse(present), 0.0, 1.0);
    }

    private static List<Variable> variables(JsonNode sent) {
        List<Variable> variables = new ArrayList<>();
        sent.forEach(one -> variables.add(
                new Variable(one.path("key").asText(""), one.path("optional").asBoolean(false))));
        return variables;
    }
}
