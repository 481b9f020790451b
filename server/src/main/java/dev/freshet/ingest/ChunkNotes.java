package dev.freshet.ingest;

import dev.freshet.core.AppException;
import dev.freshet.core.Deadline;
import dev.freshet.dataset.Document;
import dev.freshet.dataset.ParserConfig;
import dev.freshet.ingest.chunk.piece.ChunkDraft;
import dev.freshet.model.ChatModel;
import dev.freshet.model.ChatModel.Completion;
import dev.freshet.model.ModelInfo.Capability;
import dev.freshet.model.Models;
import dev.freshet.model.Prompt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Has a chat model write keywords for each chunk and questions that it answers, as many as the document's
/// settings ask for (`auto_keywords`, `auto_questions`; contract §17). Both are searched, and a chunk's
/// vector is that of its questions. A chunk that brought its own keeps them. What the model cannot do is left
/// out and said in the progress; it never fails a document.
public final class ChunkNotes {
    private static final double TEMPERATURE = 0.2;
    private static final Duration CALL_LIMIT = Duration.ofMinutes(1);

    /// After so many failures in a row the model is not asked any more for this document.
    private static final int MOST_FAILURES = 3;

    private static final Pattern COMMA = Pattern.compile("[,，、;；\\n]");
    private static final Pattern LINE = Pattern.compile("\\n");
    private static final Pattern LABEL = Pattern.compile("^\\s*(?:[-*•]|\\(?\\d{1,2}[.):])\\s*");

    private final Models models;

    public ChunkNotes(Models models) {
        this.models = models;
    }

    /// Begins with a document.
    Writing begin(Document document) {
        ParserConfig config = document.parserConfig();
        if (config.autoKeywords() <= 0 && config.autoQuestions() <= 0) {
            return new Writing(config, null, "");
        }
        String name = config.settings().text("llm_id", "");
        Optional<ChatModel> model = models.chat(document.tenant(), name);
        if (model.isEmpty()) {
            return new Writing(config, null, "No keywords or questions: the model " + name + " is not set up.");
        }
        if (!model.get().info().can(Capability.INSTRUCTIONS)) {
            return new Writing(
                    config, null, "No keywords or questions: the model " + name + " does not follow instructions.");
        }
        return new Writing(config, model.get(), "");
    }

    /// The notes of one document's chunks. For one thread.
    static final class Writing {
        private final int keywords;
        private final int questions;
        private final @Nullable ChatModel model;
        private final String reason;
        private int noted;
        private int failed;
        private int failuresInRow;
        private int kept;
        private long tokens;

        private Writing(ParserConfig config, @Nullable ChatModel model, String reason) {
            this.keywords = config.autoKeywords();
            this.questions = config.autoQuestions();
            this.model = model;
            this.reason = reason;
        }

        /// Whether a model is asked for each chunk.
        boolean asksModel() {
            return model != null;
        }

        /// Tells of chunks whose notes an interrupted run has written.
        void keep(int chunks) {
            kept += chunks;
        }

        /// The chunk with its notes.
        ChunkDraft noted(ChunkDraft draft) {
            if (model == null || failuresInRow >= MOST_FAILURES) {
                return draft;
            }
            try {
                List<String> words = draft.keywords().isEmpty() && keywords > 0
                        ? answers(model, keywordsOf(draft.text()), COMMA, keywords)
                        : draft.keywords();
                List<String> asked = draft.questions().isEmpty() && questions > 0
                        ? answers(model, questionsOf(draft.text()), LINE, questions)
                        : draft.questions();
                noted++;
                failuresInRow = 0;
                return draft.noted(words, asked);
            } catch (AppException.Upstream | AppException.Exhausted failure) {
                failed++;
                failuresInRow++;
                return draft;
            }
        }

        /// A line for the progress; empty when nothing was asked for.
        Optional<String> summary() {
            if (model == null) {
                return reason.isEmpty() ? Optional.empty() : Optional.of(reason);
            }
            String made = "Keywords and questions written for " + noted + " chunks with " + tokens + " tokens of "
                    + model.info().name() + ".";
            String before = kept == 0 ? "" : " " + kept + " chunks have theirs from before an interruption.";
            return Optional.of(made + before + (failed == 0 ? "" : " The model failed on " + failed + "."));
        }

        private List<String> answers(ChatModel asked, Prompt prompt, Pattern separator, int most) {
            Completion completion = asked.complete(prompt, Deadline.in(CALL_LIMIT));
            tokens += completion.usage().totalTokens();
            List<String> answers = new ArrayList<>();
            for (String part : separator.split(completion.text(), -1)) {
                String answer = LABEL.matcher(part).replaceFirst("").strip();
                if (!answer.isEmpty() && !answers.contains(answer) && answers.size() < most) {
                    answers.add(answer);
                }
            }
            return answers;
        }

        private Prompt keywordsOf(String text) {
            String system = "Name the " + keywords + " most important keywords or key phrases of the user's text, in"
                    + " its language, separated by commas. Write them only.";
            return Prompt.instruction(system, text, TEMPERATURE);
        }

        private Prompt questionsOf(String text) {
            String system = "Write " + questions + " questions that the user's text answers, in its language, the most"
                    + " important first, each on a line of its own. Write them only.";
            return Prompt.instruction(system, text, TEMPERATURE);
        }
    }
}
