package dev.freshet.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.chat.QuestionRewriter.Rewritten;
import dev.freshet.core.AppException;
import dev.freshet.core.Deadline;
import dev.freshet.core.ErrorCode;
import dev.freshet.model.ChatModel;
import dev.freshet.model.ModelInfo;
import dev.freshet.model.ModelInfo.Capability;
import dev.freshet.model.ModelName;
import dev.freshet.model.Prompt;
import dev.freshet.model.Prompt.Message;
import dev.freshet.model.TokenSink;
import dev.freshet.model.Usage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/// Contract §14.1, steps 4, 7, 8 and 10.
class QuestionRewriterTest {
    private static final Deadline DEADLINE = Deadline.in(Duration.ofMinutes(5));
    private static final String[] TALK = {"Who is Ann?", "The head.", "And Bob?", "Her deputy.", "Since when?"};

    private final Instructed model = new Instructed(Set.of(Capability.INSTRUCTIONS));
    private final QuestionRewriter rewriter =
            new QuestionRewriter(Clock.fixed(Instant.parse("2024-03-01T12:00:00Z"), ZoneOffset.UTC));

    @Test
    void remembersTheLastThreeUserMessages() {
        Question question = Samples.question(plain(true), "one", "a", "two", "b", "three", "c", "four");
        assertThat(question.recentQuestions()).containsExactly("two", "three", "four");
        assertThat(Samples.question(plain(true), "one").recentQuestions()).containsExactly("one");
    }

    @Test
    void refinesAFollowUpQuestionWithTheConversationAndTheDates() {
        model.refinement = dialogue -> "  Since when is Bob the deputy?\n";
        assertThat(rewrite(plain(true), TALK)).isEqualTo(new Rewritten("Since when is Bob the deputy?", List.of()));
        Prompt asked = model.asked.getFirst();
        assertThat(asked.question())
                .isEqualTo("USER: Who is Ann?\nASSISTANT: The head.\nUSER: And Bob?\nASSISTANT: Her deputy.\n"
                        + "USER: Since when?");
        assertThat(asked.messages().getFirst().text()).contains("2024-02-29", "2024-03-01", "2024-03-02");
    }

    @Test
    void refinesOnlyWithSeveralUserMessagesAndOnlyWhenTheAssistantWantsIt() {
        model.refinement = dialogue -> "another question";
        assertThat(rewrite(plain(true), "Hello!", "Since when?").text()).isEqualTo("Since when?");
        assertThat(rewrite(plain(false), TALK).text()).isEqualTo("Since when?");
        assertThat(model.asked).isEmpty();
    }

    @Test
    void fallsBackToTheQuestionWhenTheModelAnswersWithAnError() {
        model.refinement = dialogue -> "**ERROR**: RATE_LIMIT_EXCEEDED - wait";
        assertThat(rewrite(plain(true), TALK).text()).isEqualTo("Since when?");
        model.refinement = dialogue -> "";
        assertThat(rewrite(plain(true), TALK).text()).isEqualTo("Since when?");
    }

    @Test
    void namesAStepThatFailedAndKeepsTheQuestion() {
        model.refinement = dialogue -> {
            throw new AppException.Upstream(ErrorCode.UPSTREAM_FAILED, "down");
        };
        model.keywords = text -> {
            throw new AppException.Exhausted(ErrorCode.DEADLINE_EXCEEDED, "late");
        };
        AssistantPrompt prompt = Samples.prompt("", true, true, List.of());
        assertThat(rewrite(prompt, TALK))
                .isEqualTo(new Rewritten("Since when?", List.of("question refinement", "keyword extraction")));
    }

    @Test
    void searchesInOtherLanguages() {
        AssistantPrompt prompt = Samples.prompt("", true, false, List.of("German", "French"));
        model.translation = text -> "Output:\n\nSeit wann?\n===\n\nDepuis quand ?\n";
        assertThat(rewrite(prompt, "Since when?").text()).isEqualTo("Seit wann?\nDepuis quand ?");
        assertThat(system(model.asked.getFirst())).contains("German, French");
        assertThat(model.asked.getFirst().settings().temperature()).isEqualTo(0.2);
        model.translation = text -> "**ERROR**: no";
        assertThat(rewrite(prompt, "Since when?").text()).isEqualTo("Since when?");
        model.translation = text -> "Output: ===\n===";
        assertThat(rewrite(prompt, "Since when?").text()).isEqualTo("Since when?");
    }

    @Test
    void appendsKeywordsWithoutASeparator() {
        AssistantPrompt prompt = Samples.prompt("", true, true, List.of());
        model.keywords = text -> "deputy,head,date";
        assertThat(rewrite(prompt, "Since when?").text()).isEqualTo("Since when?deputy,head,date");
        assertThat(model.asked.getFirst().settings().temperature()).isEqualTo(0.2);
        model.keywords = text -> "**ERROR**: no";
        assertThat(rewrite(prompt, "Since when?").text()).isEqualTo("Since when?");
    }

    @Test
    void translatesAndExtractsFromTheRefinedQuestion() {
        AssistantPrompt prompt = Samples.prompt("", true, true, List.of("German"));
        model.refinement = dialogue -> "When did Bob begin?";
        model.translation = text -> "<" + text + ">";
        model.keywords = text -> "[" + text + "]";
        assertThat(rewrite(prompt, TALK).text()).isEqualTo("<When did Bob begin?>[When did Bob begin?]");
    }

    @Test
    void asksNothingOfAModelThatDoesNotFollowInstructions() {
        Instructed other = new Instructed(Set.of(Capability.THINKING));
        AssistantPrompt prompt = Samples.prompt("", true, true, List.of("German"));
        assertThat(rewriter.rewrite(Samples.question(prompt, TALK), other, DEADLINE))
                .isEqualTo(new Rewritten("Since when?", List.of()));
        assertThat(rewriter.widen("Since when?", List.of("German"), true, other, DEADLINE))
                .isEqualTo(new Rewritten("Since when?", List.of()));
        assertThat(other.asked).isEmpty();
    }

    private static AssistantPrompt plain(boolean refine) {
        return Samples.prompt("", refine, false, List.of());
    }

    private Rewritten rewrite(AssistantPrompt prompt, String... conversation) {
        model.asked.clear();
        return rewriter.rewrite(Samples.question(prompt, conversation), model, DEADLINE);
    }

    private static String system(Prompt prompt) {
        return prompt.messages().stream()
                .filter(message -> message.role() == Prompt.Role.SYSTEM)
                .map(Message::text)
                .findFirst()
                .orElseThrow();
    }

    /// A model that knows from the instruction which step it is asked for.
    private static final class Instructed implements ChatModel {
        private final ModelInfo info;
        private final List<Prompt> asked = new CopyOnWriteArrayList<>();
        private volatile UnaryOperator<String> refinement = text -> "unasked refinement";
        private volatile UnaryOperator<String> translation = text -> "unasked translation";
        private volatile UnaryOperator<String> keywords = text -> "unasked keywords";

        private Instructed(Set<Capability> capabilities) {
            info = new ModelInfo(new ModelName("chat", "Test"), 8192, capabilities);
        }

        @Override
        public ModelInfo info() {
            return info;
        }

        @Override
        public void stream(Prompt prompt, TokenSink sink, Deadline deadline) {
            throw new IllegalStateException("a rewriter never streams");
        }

        @Override
        public Completion complete(Prompt prompt, Deadline deadline) {
            asked.add(prompt);
            String instruction = system(prompt);
            UnaryOperator<String> step = instruction.contains("Translate")
                    ? translation
                    : instruction.contains("keywords") ? keywords : refinement;
            return new Completion(step.apply(prompt.question()), Usage.NONE);
        }
    }
}
