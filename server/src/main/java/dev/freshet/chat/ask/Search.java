package dev.freshet.chat.ask;

import dev.freshet.chat.Assistant;
import dev.freshet.chat.AssistantPrompt;
import dev.freshet.chat.Question;
import dev.freshet.core.AssistantId;
import dev.freshet.core.DatasetId;
import dev.freshet.core.Ids;
import dev.freshet.core.MessageId;
import dev.freshet.core.TenantId;
import dev.freshet.model.GenerationSettings;
import dev.freshet.model.Prompt;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Something that is looked for in datasets without an assistant.
///
/// @param tenant who owns the datasets
/// @param model the tenant's chat model, `name@provider`
/// @param text what is looked for
/// @param datasets where, all of them the tenant's
public record Search(TenantId tenant, String model, String text, List<DatasetId> datasets, SearchConfig config) {
    /// The vectors' share when citations are looked for; the terms have the rest (contract §14.6).
    public static final double CITATION_VECTOR_WEIGHT = 0.3;

    private static final AssistantId PASSING = new AssistantId("search");
    private static final int PASSAGES = 12;
    private static final int NEIGHBOURS = 1024;
    private static final double VECTOR_WEIGHT = 0.3;
    private static final double SUMMARY_THRESHOLD = 0.1;
    private static final double OUTLINE_THRESHOLD = 0.2;
    private static final double SUMMARY_TEMPERATURE = 0.1;
    private static final String SUMMARY = """
            You sum up what a set of documents says about the user's question. Use the passages below and nothing \
            else. Begin with the direct answer in one or two sentences, then give the points that support it as a \
            short Markdown list where there are several. Keep numbers, names and dates exactly as the passages have \
            them. Leave out what does not bear on the question. If the passages do not hold the answer, say so \
            plainly. Answer in the language of the question.

            Passages:
            {knowledge}
            """;

    public Search {
        datasets = List.copyOf(datasets);
        model = config.model().isEmpty() ? model : config.model();
    }

    /// The question whose answer is a summary of what is found.
    public Question summary() {
        return question(SUMMARY_THRESHOLD, Widening.NONE);
    }

    /// The question whose passages a mind map is drawn from.
    Question outline() {
        return question(OUTLINE_THRESHOLD, Widening.NONE);
    }

    /// The question whose text is to be rewritten before it is searched for.
    public Question widened(Widening widening) {
        return question(SUMMARY_THRESHOLD, widening);
    }

    /// What a model adds to the text before it is searched for.
    ///
    /// @param keyword whether a model's keywords are added
    /// @param languages languages that it is translated into as well
    public record Widening(boolean keyword, List<String> languages) {
        static final Widening NONE = new Widening(false, List.of());

        public Widening {
            languages = List.copyOf(languages);
        }

        /// Whether a model has to be asked at all.
        public boolean wanted() {
            return keyword || !languages.isEmpty();
        }
    }

    private Question question(double threshold, Widening widening) {
        return new Question(
                tenant,
                assistant(threshold, widening),
                null,
                new MessageId(Ids.random()),
                List.of(new Prompt.Message(Prompt.Role.USER, text)),
                null,
                new Question.Options(true, documents(), null, List.of(), Map.of(), "", null, ""));
    }

    private Assistant assistant(double threshold, Widening widening) {
        GenerationSettings calm = GenerationSettings.none().withTemperature(SUMMARY_TEMPERATURE);
        return new Assistant(
                PASSING,
                tenant,
                "search",
                "",
                "",
                "",
                model,
                calm,
                prompt(widening),
                datasets,
                new Assistant.SearchOptions(
                        Objects.requireNonNullElse(config.similarityThreshold(), threshold),
                        Objects.requireNonNullElse(config.vectorWeight(), VECTOR_WEIGHT),
                        PASSAGES,
                        Objects.requireNonNullElse(config.topK(), NEIGHBOURS),
                        config.rerankModel()),
                config.filter(),
                0,
                0);
    }

    /// With nothing to say when nothing is found: the model says it.
    private static AssistantPrompt prompt(Widening widening) {
        return new AssistantPrompt(
                SUMMARY,
                "",
                List.of(new AssistantPrompt.Variable(AssistantPrompt.Variable.KNOWLEDGE, false)),
                "",
                true,
                false,
                false,
                widening.keyword(),
                widening.languages(),
                false,
                false,
                false);
    }

    private @Nullable List<String> documents() {
        return config.documents().isEmpty() ? null : config.documents();
    }
}
