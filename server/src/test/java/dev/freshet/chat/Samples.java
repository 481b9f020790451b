package dev.freshet.chat;

import dev.freshet.answer.References;
import dev.freshet.chat.AssistantPrompt.Variable;
import dev.freshet.core.AssistantId;
import dev.freshet.core.ChunkId;
import dev.freshet.core.DatasetId;
import dev.freshet.core.DocumentId;
import dev.freshet.core.MessageId;
import dev.freshet.core.TenantId;
import dev.freshet.index.ChunkTokens;
import dev.freshet.model.EmbeddingModel;
import dev.freshet.model.GenerationSettings;
import dev.freshet.model.Prompt.Message;
import dev.freshet.model.Prompt.Role;
import dev.freshet.retrieval.RetrievalResult.Timings;
import dev.freshet.text.Analyzer;
import dev.freshet.text.TokenCounter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Assistants, questions and passages for tests of the steps of a turn.
final class Samples {
    private static final TenantId TENANT = new TenantId("tenant");
    private static final Analyzer ANALYZER = new Analyzer();
    private static final TokenCounter TOKENS = new TokenCounter();

    private Samples() {}

    /// A prompt with the variables, quoting on, and the answer limit unset.
    static AssistantPrompt prompt(String system, Variable... variables) {
        return prompt(system, true, false, List.of(), variables);
    }

    static AssistantPrompt prompt(
            String system, boolean refine, boolean keyword, List<String> languages, Variable... variables) {
        return new AssistantPrompt(
                system, "", List.of(variables), "", true, false, refine, keyword, languages, false, false, false);
    }

    static Variable knowledge() {
        return new Variable(Variable.KNOWLEDGE, false);
    }

    /// A question in a conversation of these texts, user and assistant in turn, the user last.
    static Question question(AssistantPrompt prompt, Question.Options options, String... texts) {
        List<Message> conversation = IntStream.range(0, texts.length)
                .mapToObj(i -> new Message((texts.length - 1 - i) % 2 == 0 ? Role.USER : Role.ASSISTANT, texts[i]))
                .toList();
        return new Question(TENANT, assistant(prompt), null, new MessageId("message"), conversation, null, options);
    }

    static Question question(AssistantPrompt prompt, String... texts) {
        return question(prompt, Question.Options.NONE, texts);
    }

    static Question.Options variables(Map<String, String> values) {
        return new Question.Options(null, null, null, List.of(), values, "", null, "");
    }

    static Question.Options generation(GenerationSettings settings) {
        return new Question.Options(null, null, null, List.of(), Map.of(), "", settings, "");
    }

    private static Assistant assistant(AssistantPrompt prompt) {
        return new Assistant(
                new AssistantId("assistant"),
                TENANT,
                "helper",
                "",
                "",
                "English",
                "chat@Test",
                GenerationSettings.none(),
                prompt,
                List.of(),
                Assistant.SearchOptions.USUAL,
                DocumentFilter.NONE,
                1,
                1);
    }

    /// A passage of a document with that name.
    static Found.Passage passage(String document, String url, Map<String, String> metadata, String text) {
        References.Passage reference = new References.Passage(
                new ChunkId("chunk"),
                text,
                new DocumentId("document"),
                document,
                new DatasetId("dataset"),
                "",
                List.of(),
                url,
                0.9,
                0.9,
                0.9,
                "");
        String terms = String.join(" ", ANALYZER.coarse(text));
        ChunkTokens tokens = new ChunkTokens("", "", terms, terms, "", "", "");
        return new Found.Passage(reference, TOKENS.count(text), metadata, tokens);
    }

    /// Passages with these texts.
    static Found found(@Nullable EmbeddingModel embedding, String... texts) {
        List<Found.Passage> passages = Arrays.stream(texts)
                .map(text -> passage("rules.txt", "", Map.of(), text))
                .toList();
        return new Found(passages, texts.length, List.of(), List.of(), embedding, TENANT, Timings.NONE, null);
    }
}
