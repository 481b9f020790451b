package dev.freshet.chat;

import dev.freshet.chat.AssistantPrompt.Variable;
import dev.freshet.core.AppException;
import dev.freshet.model.GenerationSettings;
import dev.freshet.model.ModelInfo;
import dev.freshet.model.Prompt;
import dev.freshet.model.Prompt.Message;
import dev.freshet.model.Prompt.Role;
import dev.freshet.text.TokenCounter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Puts the prompt together: system text with the passages in it, the conversation behind it, all of it
/// within the model's window.
public final class PromptBuilder {
    /// Passages may fill this share of the window.
    private static final double KNOWLEDGE_SHARE = 0.97;

    /// The whole prompt may fill this share of the window.
    private static final double PROMPT_SHARE = 0.95;

    /// When system text and question do not fit together, the system text is cut where it is more than this share
    /// of both or would leave the question no room, and the question otherwise.
    private static final double SYSTEM_SHARE = 0.8;

    private static final Pattern VARIABLE = Pattern.compile("\\{([A-Za-z_][A-Za-z0-9_]*)}");
    private static final Pattern OLD_MARKS = Pattern.compile("##\\d+\\$\\$");
    private static final String CITING = """


            ## Citations
            The passages above are numbered by their line "ID: n". After a statement that rests on a passage write its \
            mark [ID:n] before the full stop, for instance: The gate opens at noon [ID:2]. Several marks are separated \
            by blanks: [ID:0] [ID:3]. A sentence has four marks at most. Mark only facts that stand in the passages, \
            never common knowledge, greetings or your own reasoning, and invent no numbers.""";

    private final TokenCounter tokens;
    private final boolean citing;

    public PromptBuilder(TokenCounter tokens) {
        this(tokens, true);
    }

    /// @param citing whether a model is told to write marks where citations are wanted
    public PromptBuilder(TokenCounter tokens, boolean citing) {
        this.tokens = tokens;
        this.citing = citing;
    }

    /// The prompt of a turn.
    ///
    /// @throws AppException.Rejected when the question lacks a variable that the system text cannot do
    ///     without
    public Prompt build(Question question, Found found, ModelInfo model) {
        int window = model.contextTokens();
        List<Found.Passage> passages = withinBudget(found.passages(), window);
        String system = system(question, passages);
        if (citing && question.quoted() && !passages.isEmpty()) {
            system += CITING;
        }
        List<Message> messages = new ArrayList<>();
        if (!system.isEmpty()) {
            messages.add(new Message(Role.SYSTEM, system));
        }
        question.conversation().forEach(message -> messages.add(withoutOldMarks(message)));
        List<Message> fitting = fit(messages, window);
        GenerationSettings settings = limited(settings(question), window - count(fitting));
        return new Prompt(
                fitting,
                settings,
                passages.stream().map(passage -> passage.reference().content()).toList());
    }

    /// Refuses a question that lacks a variable, before anything is searched.
    ///
    /// @throws AppException.Rejected naming the variable
    static void checkVariables(Question question) {
        for (Variable variable : question.assistant().prompt().variables()) {
            boolean given = question.options().variables().containsKey(variable.key());
            if (!variable.optional() && !variable.key().equals(Variable.KNOWLEDGE) && !given) {
                throw AppException.invalid("KeyError('Miss parameter: " + variable.key() + "')");
            }
        }
    }

    /// The text that stands for `{knowledge}`: a block for each passage, numbered as the marks are.
    static String knowledge(List<Found.Passage> passages) {
        StringBuilder text = new StringBuilder("\n------\n");
        for (int i = 0; i < passages.size(); i++) {
            text.append(i == 0 ? "" : "\n\n------\n\n").append(block(i, passages.get(i)));
        }
        return text.toString();
    }

    private static String block(int number, Found.Passage passage) {
        StringBuilder text = new StringBuilder("ID: " + number);
        text.append("\n├── Title: ").append(passage.reference().documentName());
        if (!passage.reference().url().isEmpty()) {
            text.append("\n├── URL: ").append(passage.reference().url());
        }
        passage.metadata()
                .forEach((key, value) ->
                        text.append("\n├── ").append(key).append(": ").append(value));
        return text.append("\n└── Content:\n")
                .append(passage.reference().content())
                .toString();
    }

    private static List<Found.Passage> withinBudget(List<Found.Passage> passages, int window) {
        List<Found.Passage> kept = new ArrayList<>();
        int sum = 0;
        for (Found.Passage passage : passages) {
            sum += passage.tokenCount();
            if (sum > window * KNOWLEDGE_SHARE) {
                break;
            }
            kept.add(passage);
        }
        return kept;
    }

    private static String system(Question question, List<Found.Passage> passages) {
        AssistantPrompt prompt = question.assistant().prompt();
        Map<String, String> given = question.options().variables();
        Map<String, String> known = prompt.variables().stream()
                .collect(Collectors.toMap(
                        Variable::key, variable -> given.getOrDefault(variable.key(), " "), (first, second) -> first));
        if (prompt.wantsKnowledge()) {
            known.put(Variable.KNOWLEDGE, knowledge(passages));
        }
        return fill(prompt.system(), known);
    }

    /// Braces around anything but a known variable stay as they are.
    private static String fill(String text, Map<String, String> known) {
        Matcher matcher = VARIABLE.matcher(text);
        return matcher.replaceAll(found -> {
            String value = known.get(found.group(1));
            return Matcher.quoteReplacement(value == null ? found.group() : value);
        });
    }

    private static Message withoutOldMarks(Message message) {
        return new Message(message.role(), OLD_MARKS.matcher(message.text()).replaceAll(""));
    }

    private List<Message> fit(List<Message> messages, int window) {
        int limit = (int) (window * PROMPT_SHARE);
        if (count(messages) < limit) {
            return messages;
        }
        Message last = messages.getLast();
        if (messages.getFirst().role() != Role.SYSTEM) {
            return List.of(cut(last, limit));
        }
        Message system = messages.getFirst();
        int systemTokens = tokens.count(system.text());
        int lastTokens = tokens.count(last.text());
        if (systemTokens + lastTokens < limit) {
            return List.of(system, last);
        }
        boolean systemIsLong = systemTokens > SYSTEM_SHARE * (systemTokens + lastTokens) || systemTokens >= limit;
        if (systemIsLong) {
            return List.of(cut(system, Math.max(0, limit - lastTokens)), cut(last, limit));
        }
        return List.of(system, cut(last, limit - systemTokens));
    }

    private Message cut(Message message, int room) {
        return new Message(message.role(), tokens.cut(message.text(), room));
    }

    private int count(List<Message> messages) {
        return messages.stream()
                .mapToInt(message -> tokens.count(message.text()))
                .sum();
    }

    private static GenerationSettings settings(Question question) {
        GenerationSettings wanted = question.options().generation();
        return wanted == null ? question.assistant().generation() : wanted;
    }

    private static GenerationSettings limited(GenerationSettings settings, int room) {
        Integer wanted = settings.maxTokens();
        return wanted == null || wanted <= room ? settings : settings.withMaxTokens(Math.max(1, room));
    }
}
