package dev.freshet.api.ragflow.chat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freshet.api.ragflow.wire.JsonBody;
import dev.freshet.chat.Assistant.SearchOptions;
import dev.freshet.chat.AssistantPrompt;
import dev.freshet.chat.AssistantPrompt.Variable;
import dev.freshet.chat.DocumentFilter;
import dev.freshet.model.GenerationSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads assistants from the bodies of REST routes: what is not sent stays as it was.
public final class AssistantBody {
    private final JsonBody body;
    private final JsonBody prompt;

    AssistantBody(JsonBody body) {
        this.body = body;
        this.prompt = body.object("prompt").orElse(JsonBody.of(body.tree().objectNode()));
    }

    /// Generation settings when a body brings no `llm`.
    static final GenerationSettings USUAL_GENERATION = new GenerationSettings(0.1, 0.3, 0.4, 0.7, 512);

    /// The settings of `llm`, over what there is.
    GenerationSettings generation(GenerationSettings present) {
        Optional<JsonBody> llm = body.object("llm");
        if (llm.isEmpty()) {
            return present;
        }
        GenerationSettings sent = QuestionBody.settings(llm.get());
        return sent.equals(GenerationSettings.none()) ? present : sent;
    }

    /// The model that `llm` names; empty when it names none.
    Optional<String> model() {
        return body.object("llm").flatMap(llm -> llm.text("model_name")).filter(name -> !name.isBlank());
    }

    Optional<String> rerankModel() {
        return prompt.text("rerank_model").or(() -> prompt.text("rerank_id")).filter(name -> !name.isBlank());
    }

    /// The prompt, over what there is. An empty system text is replaced by the usual one.
    AssistantPrompt prompt(AssistantPrompt present, String usualSystem) {
        String system = text("prompt", "system", present.system());
        return new AssistantPrompt(
                system.isEmpty() ? usualSystem : system,
                text("opener", "prologue", present.prologue()),
                variables().orElse(present.variables()),
                prompt.has("empty_response") ? prompt.text("empty_response", "") : present.emptyResponse(),
                prompt.flag("show_quote", prompt.flag("quote", present.quote())),
                prompt.flag("tts", present.speech()),
                prompt.flag("refine_multiturn", present.refineMultiturn()),
                prompt.flag("keyword", present.keyword()),
                prompt.has("cross_languages") ? prompt.texts("cross_languages") : present.crossLanguages(),
                prompt.flag("reasoning", present.reasoning()),
                prompt.flag("use_kg", present.knowledgeGraph()),
                prompt.flag("toc_enhance", present.tableOfContents()));
    }

    /// How passages are looked for, over what there is. `keywords_similarity_weight` is taken for the
    /// vectors' weight, as the source system does and its clients expect.
    SearchOptions search(SearchOptions present) {
        double weight = prompt.number("keywords_similarity_weight")
                .or(() -> prompt.number("vector_similarity_weight"))
                .orElse(present.vectorWeight());
        return new SearchOptions(
                share(prompt.number("similarity_threshold").orElse(present.similarityThreshold())),
                share(weight),
                Math.max(0, prompt.integer("top_n", present.topN())),
                Math.max(0, prompt.integer("top_k", body.integer("top_k", present.topK()))),
                prompt.has("rerank_model") || prompt.has("rerank_id")
                        ? rerankModel().orElse("")
                        : present.rerankModel());
    }

    DocumentFilter filter(DocumentFilter present) {
        return body.object("meta_data_filter").map(QuestionBody::documentFilter).orElse(present);
    }

    /// Refuses a system text that does not use a variable it cannot do without.
    public static void checkVariables(AssistantPrompt prompt) {
        for (Variable variable : prompt.variables()) {
            if (!variable.optional() && !prompt.system().contains("{" + variable.key() + "}")) {
                throw ChatFaults.UNUSED_PARAMETER.of(variable.key());
            }
        }
    }

    private static double share(double value) {
        return Math.clamp(value, 0.0, 1.0);
    }

    private String text(String restName, String storageName, String present) {
        return prompt.text(restName).or(() -> prompt.text(storageName)).orElse(present);
    }

    private Optional<List<Variable>> variables() {
        return prompt.value("variables").or(() -> prompt.value("parameters")).map(AssistantBody::variables);
    }

    private static List<Variable> variables(JsonNode list) {
        List<Variable> variables = new ArrayList<>();
        for (JsonNode one : list) {
            variables.add(new Variable(
                    one.path("key").asText(""), one.path("optional").asBoolean(false)));
        }
        return variables;
    }
}
