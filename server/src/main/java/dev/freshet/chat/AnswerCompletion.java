package dev.freshet.chat;

import dev.freshet.answer.CompletedAnswer;
import dev.freshet.answer.Ending;
import dev.freshet.answer.References;
import dev.freshet.core.AppException;
import dev.freshet.core.Deadline;
import dev.freshet.core.DocumentId;
import dev.freshet.model.Prompt;
import dev.freshet.model.Prompt.Message;
import dev.freshet.model.Prompt.Role;
import dev.freshet.model.TokenSink.FinishReason;
import dev.freshet.model.Usage;
import dev.freshet.text.TokenCounter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/// Makes of what a model said the answer that is stored and sent: with citations, references and what it
/// cost.
public final class AnswerCompletion {
    private static final String LENGTH_NOTICE =
            "\n\n(The answer was cut because it reached the longest length allowed.)";
    private static final String KEY_HINT = " Please set the API key of the model in the model settings.";

    private final CitationInserter citations;
    private final TokenCounter tokens;
    private final Duration citationDeadline;
    private final ToDoubleFunction<Assistant> vectorWeight;

    public AnswerCompletion(CitationInserter citations, TokenCounter tokens, Duration citationDeadline) {
        this(
                citations,
                tokens,
                citationDeadline,
                assistant -> assistant.search().vectorWeight());
    }

    /// @param vectorWeight the vectors' share when sentences are compared with passages, 0 to 1
    public AnswerCompletion(
            CitationInserter citations,
            TokenCounter tokens,
            Duration citationDeadline,
            ToDoubleFunction<Assistant> vectorWeight) {
        this.citations = citations;
        this.tokens = tokens;
        this.citationDeadline = citationDeadline;
        this.vectorWeight = vectorWeight;
    }

    /// What a turn has come to when the model has ended.
    ///
    /// @param search what was found
    /// @param prompt what the model was given; without messages when it was not asked
    /// @param ending what it said
    record Said(Question question, Search search, Prompt prompt, Ending ending) {}

    /// What was searched for and found.
    ///
    /// @param wanted whether there was anything to search in
    /// @param text what was searched for
    /// @param found the passages
    /// @param degraded steps that failed or were late
    record Search(boolean wanted, String text, Found found, List<String> degraded) {
        Search {
            degraded = List.copyOf(degraded);
        }
    }

    CompletedAnswer complete(Said said, TurnTimes times, long createdAt) {
        boolean quoted = said.question().quoted() && said.search().wanted();
        String text = text(said, quoted);
        Usage usage = usage(said.prompt(), said.ending());
        String report = said.search().wanted()
                ? times.report(system(said.prompt()), said.search().text(), usage.completionTokens())
                : "";
        return new CompletedAnswer(
                text,
                said.ending().thinking(),
                quoted ? references(text, said.search().found()) : References.NONE,
                quoted,
                report,
                usage,
                reason(said.ending()),
                createdAt,
                said.search().degraded(),
                said.search().wanted());
    }

    /// The answer of a turn that failed, with what had been said.
    static CompletedAnswer failed(String text, String thinking, Usage usage, long createdAt) {
        return new CompletedAnswer(
                text, thinking, References.NONE, false, "", usage, FinishReason.STOP, createdAt, List.of(), false);
    }

    private String text(Said said, boolean quoted) {
        String answer = said.ending().answer();
        return switch (said.ending().cause()) {
            case Ending.Finished finished -> finishedText(said, answer, quoted, finished.reason());
            case Ending.Stopped stopped -> answer;
            case Ending.Failed failed -> withModelError(answer, failed.error());
        };
    }

    private String finishedText(Said said, String answer, boolean quoted, FinishReason reason) {
        double weight = vectorWeight.applyAsDouble(said.question().assistant());
        String cited = quoted && !said.prompt().messages().isEmpty()
                ? citations.cite(answer, said.search().found(), weight, Deadline.in(citationDeadline))
                : answer;
        return reason == FinishReason.LENGTH ? cited + LENGTH_NOTICE : cited;
    }

    /// What had been said, with the words of an error of ours behind it.
    static String withError(String answer, AppException error) {
        String words = "**ERROR**: " + error.sentence();
        return answer.isEmpty() ? words : answer + "\n" + words;
    }

    private static String withModelError(String answer, AppException error) {
        String words = ModelErrorText.of(error);
        String text = answer.isEmpty() ? words : answer + "\n" + words;
        String lower = text.toLowerCase(Locale.ROOT);
        return lower.contains("invalid key") || lower.contains("invalid api") ? text + KEY_HINT : text;
    }

    /// Documents that were not cited are left out of the counts, unless nothing was cited.
    private static References references(String text, Found found) {
        List<References.Passage> passages =
                found.passages().stream().map(Found.Passage::reference).toList();
        Set<DocumentId> cited = CitationMarks.in(text, passages.size()).stream()
                .map(number -> passages.get(number).document())
                .collect(Collectors.toSet());
        List<References.DocumentCount> documents = found.documents().stream()
                .filter(count -> cited.isEmpty() || cited.contains(count.document()))
                .toList();
        return new References(passages, found.total(), documents);
    }

    /// What the model's call has cost: as the provider counted, else as we do. Nothing is known of a call that failed
    /// before its first token.
    Usage usage(Prompt prompt, Ending ending) {
        Usage counted = ending.usage();
        if (counted != null) {
            return counted;
        }
        if (ending.cause() instanceof Ending.Failed && ending.pace().firstToken() == 0) {
            return Usage.NONE;
        }
        int asked = prompt.messages().stream()
                .mapToInt(message -> tokens.count(message.text()))
                .sum();
        return new Usage(asked, tokens.count(ending.answer()) + tokens.count(ending.thinking()));
    }

    private static String system(Prompt prompt) {
        return prompt.messages().stream()
                .filter(message -> message.role() == Role.SYSTEM)
                .map(Message::text)
                .findFirst()
                .orElse("");
    }

    private static FinishReason reason(Ending ending) {
        return ending.cause() instanceof Ending.Finished finished ? finished.reason() : FinishReason.STOP;
    }
}
