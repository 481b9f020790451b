package dev.freshet.chat;

import dev.freshet.core.AppException;
import dev.freshet.core.Deadline;
import dev.freshet.core.Parallel;
import dev.freshet.model.ChatModel;
import dev.freshet.model.ModelInfo.Capability;
import dev.freshet.model.Prompt;
import dev.freshet.model.Prompt.Message;
import dev.freshet.model.Prompt.Role;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/// Makes of a conversation the text to search for: a question that stands alone, in more languages if wanted,
/// with keywords. Each step asks the model and is left out where the model does not follow instructions; a
/// step that fails leaves the text as it was and is named in the result.
public final class QuestionRewriter {
    private static final double TEMPERATURE = 0.2;
    private static final String STANDALONE = """
            You turn the last user message of a conversation into one question that can be understood without \
            the conversation. Keep its language and its meaning. Replace pronouns and relative dates by what \
            they stand for: today is {today}, yesterday was {yesterday}, tomorrow is {tomorrow}. If it stands \
            alone already, repeat it unchanged. Write the question only.""";

    private final Clock clock;

    public QuestionRewriter(Clock clock) {
        this.clock = clock;
    }

    /// The text to search for.
    ///
    /// @param text what to search for
    /// @param degraded steps that failed
    public record Rewritten(String text, List<String> degraded) {
        public Rewritten {
            degraded = List.copyOf(degraded);
        }
    }

    /// Rewrites the question of the conversation as its assistant wants it.
    public Rewritten rewrite(Question question, ChatModel model, Deadline deadline) {
        AssistantPrompt prompt = question.assistant().prompt();
        if (!model.info().can(Capability.INSTRUCTIONS)) {
            return new Rewritten(question.text(), List.of());
        }
        Asked asked = new Asked(model, deadline, new CopyOnWriteArrayList<>());
        String text = question.text();
        if (prompt.refineMultiturn() && question.recentQuestions().size() > 1) {
            text = asked.answer("question refinement", standalone(question.conversation()), text);
        }
        return widen(asked, text, prompt.crossLanguages(), prompt.keyword());
    }

    /// A text in other languages and with keywords, as wanted; the text alone where the model does not follow
    /// instructions.
    ///
    /// @param languages into which it is translated; its own is kept only when it is named too
    /// @param keyword whether the model's keywords are added
    public Rewritten widen(String text, List<String> languages, boolean keyword, ChatModel model, Deadline deadline) {
        if (!model.info().can(Capability.INSTRUCTIONS)) {
            return new Rewritten(text, List.of());
        }
        return widen(new Asked(model, deadline, new CopyOnWriteArrayList<>()), text, languages, keyword);
    }

    /// Translation and keywords do not need each other, so the model is asked for both at once.
    private static Rewritten widen(Asked asked, String text, List<String> languages, boolean keyword) {
        Parallel.Task<String> keywords =
                Parallel.start(() -> keyword ? asked.answer("keyword extraction", keywords(text), "") : "");
        String translated = languages.isEmpty()
                ? text
                : languages(asked.answer("cross-language", translation(text, languages), ""), text);
        return new Rewritten(translated + keywords.join(), asked.degraded());
    }

    /// A model that is asked, until when, and the steps in which it failed.
    private record Asked(ChatModel model, Deadline deadline, List<String> degraded) {
        String answer(String step, Prompt prompt, String otherwise) {
            try {
                String text = model.complete(prompt, deadline).text().strip();
                return text.isEmpty() || text.contains("**ERROR**") ? otherwise : text;
            } catch (AppException.Upstream | AppException.Exhausted failure) {
                degraded.add(step);
                return otherwise;
            }
        }
    }

    private Prompt standalone(List<Message> conversation) {
        LocalDate today = LocalDate.now(clock);
        String system = STANDALONE
                .replace("{today}", today.toString())
                .replace("{yesterday}", today.minusDays(1).toString())
                .replace("{tomorrow}", today.plusDays(1).toString());
        String dialogue = conversation.stream()
                .filter(message -> message.role() != Role.SYSTEM)
                .map(message -> message.role().key().toUpperCase(Locale.ROOT) + ": " + message.text())
                .collect(Collectors.joining("\n"));
        return Prompt.instruction(system, dialogue, TEMPERATURE);
    }

    private static Prompt translation(String text, List<String> languages) {
        String system = """
                Translate the user's text into each of these languages, in this order: %s. Write the translations \
                only, with a line that holds === between two of them.""".formatted(String.join(", ", languages));
        return Prompt.instruction(system, text, TEMPERATURE);
    }

    private static Prompt keywords(String text) {
        String system = """
                Name the three most important keywords or key phrases of the user's text, in its language, separated \
                by commas. Write them only.""";
        return Prompt.instruction(system, text, TEMPERATURE);
    }

    /// Takes the translations apart: a leading `Output:` and blank lines go, `===` separates. They stand in the place
    /// of the text (contract §14.1).
    private static String languages(String reply, String source) {
        String text = reply.startsWith("Output:") ? reply.substring("Output:".length()) : reply;
        String joined = Arrays.stream(text.split("==="))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("\n"));
        return joined.isEmpty() ? source : joined;
    }
}
