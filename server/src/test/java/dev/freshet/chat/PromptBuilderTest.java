package dev.freshet.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.chat.AssistantPrompt.Variable;
import dev.freshet.core.AppException;
import dev.freshet.core.ErrorCode;
import dev.freshet.model.GenerationSettings;
import dev.freshet.model.ModelInfo;
import dev.freshet.model.ModelName;
import dev.freshet.model.Prompt;
import dev.freshet.model.Prompt.Message;
import dev.freshet.text.TokenCounter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Contract §14.1, steps 6, 12, 14 and 15. The window has a hundred tokens.
class PromptBuilderTest {
    private final TokenCounter tokens = new TokenCounter();
    private final PromptBuilder builder = new PromptBuilder(tokens);
    private final PromptBuilder plain = new PromptBuilder(tokens, false);

    @Test
    void takesPassagesInOrderUntilTheyPassNinetySevenPercentOfTheWindow() {
        assertThat(passagesOf(words(97))).hasSize(1);
        assertThat(passagesOf(words(98))).isEmpty();
        assertThat(passagesOf(words(40), words(40), words(18), words(1))).hasSize(2);
        assertThat(passagesOf(words(40), words(40), words(17), words(1))).hasSize(3);
    }

    private List<String> passagesOf(String... texts) {
        Question question = Samples.question(Samples.prompt("{knowledge}", Samples.knowledge()), "How?");
        return plain.build(question, Samples.found(null, texts), window(100)).passages();
    }

    @Test
    void numbersThePassagesAndTellsWhereTheyStand() {
        Found found = new Found(
                List.of(
                        Samples.passage("rules.txt", "", Map.of("year", "2024"), "Thirty days."),
                        Samples.passage("web", "https://example.org/", Map.of(), "Noon.")),
                2,
                List.of(),
                List.of(),
                null,
                null,
                Found.NOTHING.timings(),
                null);
        Question question = Samples.question(Samples.prompt("Use: {knowledge}", Samples.knowledge()), "How?");
        Prompt prompt = plain.build(question, found, window(8192));
        assertThat(prompt.messages().getFirst().text()).isEqualTo("""
                        Use:\s
                        ------
                        ID: 0
                        ├── Title: rules.txt
                        ├── year: 2024
                        └── Content:
                        Thirty days.

                        ------

                        ID: 1
                        ├── Title: web
                        ├── URL: https://example.org/
                        └── Content:
                        Noon.""");
        assertThat(prompt.passages()).containsExactly("Thirty days.", "Noon.");
    }

    @Test
    void keepsTheWholeConversationBelowNinetyFivePercentOfTheWindow() {
        assertThat(lengths(words(10), words(40), words(40), words(4))).containsExactly(10, 40, 40, 4);
    }

    @Test
    void keepsSystemTextAndQuestionWhenTheWholeDoesNotFit() {
        assertThat(lengths(words(10), words(40), words(40), words(5))).containsExactly(10, 5);
    }

    @Test
    void cutsTheSystemTextWhenItIsMoreThanFourFifthsOfBoth() {
        assertThat(lengths(words(81), words(19))).containsExactly(76, 19);
        assertThat(lengths(words(300), words(5), words(5), words(10))).containsExactly(85, 10);
    }

    @Test
    void cutsTheQuestionOtherwise() {
        assertThat(lengths(words(80), words(20))).containsExactly(80, 15);
        assertThat(lengths(words(10), words(200))).containsExactly(10, 85);
    }

    @Test
    void fitsAndKeepsTheQuestionWhenEachOfBothIsTooLong() {
        assertThat(lengths(words(96), words(30))).containsExactly(65, 30);
        assertThat(lengths(words(800), words(120))).containsExactly(0, 95);
        assertThat(lengths(words(120), words(200))).containsExactly(0, 95);
    }

    @Test
    void cutsALongQuestionThatHasNoSystemText() {
        assertThat(lengths("", words(200))).containsExactly(95);
    }

    /// Tokens of the messages that are left of a system text and a conversation.
    private List<Integer> lengths(String system, String... conversation) {
        Question question = Samples.question(Samples.prompt(system), conversation);
        return plain.build(question, Found.NOTHING, window(100)).messages().stream()
                .map(message -> tokens.count(message.text()))
                .toList();
    }

    @Test
    void lowersTheAnswerLimitToWhatTheWindowLeaves() {
        assertThat(limit(50, words(80))).isEqualTo(20);
        assertThat(limit(50, words(50))).isEqualTo(50);
        assertThat(limit(50, words(300))).isEqualTo(5);
        assertThat(limit(null, words(80))).isNull();
    }

    private @Nullable Integer limit(@Nullable Integer wanted, String text) {
        GenerationSettings settings = new GenerationSettings(0.1, null, null, null, wanted);
        Question question = Samples.question(Samples.prompt(""), Samples.generation(settings), text);
        GenerationSettings limited =
                plain.build(question, Found.NOTHING, window(100)).settings();
        assertThat(limited.temperature()).isEqualTo(0.1);
        return limited.maxTokens();
    }

    @Test
    void fillsVariablesAndLeavesOtherBracesAlone() {
        AssistantPrompt prompt =
                Samples.prompt("For {who}{tone}: {\"a\": {1}} {unknown}", required("who"), new Variable("tone", true));
        Question question = Samples.question(prompt, Samples.variables(Map.of("who", "Ann $1 {tone}")), "Hi");
        assertThat(system(builder.build(question, Found.NOTHING, window(8192))))
                .isEqualTo("For Ann $1 {tone} : {\"a\": {1}} {unknown}");
    }

    @Test
    void namesTheParameterThatIsMissing() {
        AssistantPrompt prompt = Samples.prompt(
                "{knowledge} {who} {tone}", Samples.knowledge(), required("who"), new Variable("tone", true));
        assertThatThrownBy(() -> PromptBuilder.checkVariables(Samples.question(prompt, "Hi")))
                .isInstanceOfSatisfying(
                        AppException.Rejected.class,
                        error -> assertThat(error.code()).isEqualTo(ErrorCode.INVALID_INPUT))
                .hasMessage("KeyError('Miss parameter: who')");
        PromptBuilder.checkVariables(Samples.question(prompt, Samples.variables(Map.of("who", "Ann")), "Hi"));
    }

    @Test
    void tellsTheModelToCiteOnlyWhereCitationsAreWantedAndPossible() {
        AssistantPrompt prompt = Samples.prompt("{knowledge}", Samples.knowledge());
        Question.Options unquoted = new Question.Options(false, null, null, List.of(), Map.of(), "", null, "");
        Found found = Samples.found(null, "Thirty days.");
        assertThat(system(builder.build(Samples.question(prompt, "How?"), found, window(8192))))
                .contains("[ID:n]");
        assertThat(system(builder.build(Samples.question(prompt, unquoted, "How?"), found, window(8192))))
                .doesNotContain("[ID:n]");
        assertThat(system(builder.build(Samples.question(prompt, "How?"), Found.NOTHING, window(8192))))
                .doesNotContain("[ID:n]");
        assertThat(system(plain.build(Samples.question(prompt, "How?"), found, window(8192))))
                .doesNotContain("[ID:n]");
    }

    @Test
    void removesOldCitationMarksFromTheConversation() {
        Question question = Samples.question(Samples.prompt(""), "How?", "Thirty ##0$$ days##12$$.", "And lunch?");
        assertThat(builder.build(question, Found.NOTHING, window(8192)).messages())
                .extracting(Message::text)
                .containsExactly("How?", "Thirty  days.", "And lunch?");
    }

    private static String system(Prompt prompt) {
        assertThat(prompt.messages().getFirst().role()).isEqualTo(Prompt.Role.SYSTEM);
        return prompt.messages().getFirst().text();
    }

    private static Variable required(String key) {
        return new Variable(key, false);
    }

    private String words(int count) {
        String text = "word" + " word".repeat(count - 1);
        assertThat(tokens.count(text)).isEqualTo(count);
        return text;
    }

    private static ModelInfo window(int size) {
        return new ModelInfo(new ModelName("chat", "Test"), size, Set.of());
    }
}
