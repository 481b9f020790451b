package dev.freshet.model.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.core.Deadline;
import dev.freshet.http.Network;
import dev.freshet.model.GenerationSettings;
import dev.freshet.model.ModelInfo.Capability;
import dev.freshet.model.Prompt;
import dev.freshet.model.RecordingSink;
import dev.freshet.text.Analyzer;
import dev.freshet.text.TokenCounter;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ExtractiveModelTest {
    private static final Deadline AMPLE = Deadline.in(Duration.ofMinutes(5));
    private static final ExtractiveModel MODEL = new ExtractiveModel(new Analyzer(), new TokenCounter());

    private static final String LEAVE = """
            # Paid leave

            Leave is planned with your manager. Every employee has 25 days of paid leave
            a year, counted from 1 January. Up to 5 unused days may be carried over until 31 March.

            ## Sick days

            Call the office before 9:30 on the first day, e.g. by phone. A doctor's note is needed from day 3.
            """;
    private static final String TRAVEL = """
            # Travel

            | Country | Daily allowance |
            |---------|-----------------|
            | Austria | 35 EUR |
            | Norway  | 68 EUR |

            You may book by yourself:

            - trains in second class
            - flights of more than 600 km
            - hotels up to 140 EUR a night

            What if I lose my ticket?
            Write to travel@example.com within two days.

            ```
            book --from VIE --to OSL
            book --list
            ```
            """;
    private static final String CHINESE = "员工手册\n\n每位员工每年享有25天带薪年假。病假需要在当天上午九点半之前通知主管。未使用的年假最多可以结转5天，有效期至次年3月31日。";
    private static final String CODES =
            "Error AB-1234 means that the valve is stuck. Error AB-1235 means that the pump is dry.";

    static List<Arguments> questions() {
        return List.of(
                Arguments.of("How many days of paid leave do I have?", LEAVE, "25 days"),
                Arguments.of("Until when can I use unused days?", LEAVE, "until 31 March"),
                Arguments.of("By what time must I call when I am sick?", LEAVE, "before 9:30"),
                Arguments.of("Do I need a doctor's note?", LEAVE, "from day 3"),
                Arguments.of("What is the daily allowance for Norway?", TRAVEL, "68 EUR"),
                Arguments.of("What may I book by myself?", TRAVEL, "flights of more than 600 km"),
                Arguments.of("I lost my ticket", TRAVEL, "travel@example.com"),
                Arguments.of("Which command lists a book from VIE?", TRAVEL, "book --list"),
                Arguments.of("带薪年假有多少天？", CHINESE, "25天带薪年假"),
                Arguments.of("未使用的年假可以结转多少天", CHINESE, "结转5天"),
                Arguments.of("生病时几点之前要通知主管？", CHINESE, "九点半之前"),
                Arguments.of("What does AB-1235 mean?", CODES, "pump is dry"));
    }

    @ParameterizedTest
    @MethodSource("questions")
    void beginsWithTheSentenceThatAnswers(String question, String passage, String expected) {
        String answer = answer(question, passage);
        assertThat(answer).contains(expected).contains(" [ID:0]");
        assertThat(quotes(answer, List.of(passage))).isBetween(1, 12);
    }

    @ParameterizedTest
    @MethodSource("questions")
    void findsThePassageAmongOthers(String question, String passage, String expected) {
        List<String> passages = List.of(CODES, CHINESE, TRAVEL, LEAVE);
        String answer = answer(question, passages.toArray(String[]::new));
        assertThat(answer).contains(expected).contains("[ID:" + passages.indexOf(passage) + "]");
        assertThat(quotes(answer, passages)).isBetween(1, 12);
    }

    @Test
    void quotesTheFirstPassageWhenNoWordIsShared() {
        String answer =
                answer("Whom do I ring with influenza?", "Report an illness to the front desk.", "The moon is far.");
        assertThat(answer).isEqualTo("Report an illness to the front desk. [ID:0]");
    }

    @Test
    void neverRepeatsASentenceThatTwoPassagesShare() {
        String sentence = "Every employee has 25 days of paid leave.";
        assertThat(answer("How many days of paid leave?", sentence, sentence)).isEqualTo(sentence + " [ID:0]");
    }

    @Test
    void doesNotEndASentenceAtAnAbbreviation() {
        assertThat(answer("Which rooms are quiet?", "Some rooms, e.g. No. 5 and the attic, are quiet. Others are not."))
                .isEqualTo("Some rooms, e.g. No. 5 and the attic, are quiet. [ID:0]");
    }

    @Test
    void quotesTheRowThatIsAskedForAndNotTheTable() {
        String row = "Part: BR-2115; Description: Solar panel 20 W with bracket; Shelf: D-04";
        String table = "Part: BR-2032; Description: Backup cell for the station clock; Shelf: C-01\n" + row
                + "\nPart: BR-3001; Description: Modem board for the gateway; Shelf: A-02";
        assertThat(answer("On which shelf is the solar panel 20 W with bracket?", table))
                .isEqualTo(row + " [ID:0]");
    }

    @Test
    void doesNotTellOfAnotherYearThanTheOneAskedFor() {
        String now = "In 2026 the daily allowance is 52 EUR for a full day.";
        String then = "In 2024 the daily allowance was 38 EUR for a full day.";
        assertThat(answer("What is the daily allowance in 2026 for a full day?", then, now))
                .isEqualTo(now + " [ID:1]");
        assertThat(answer("What is the daily allowance for a full day?", now, then))
                .contains(now, then);
    }

    @Test
    void theHeadOfAMailAnswersNothing() {
        String mail = "From: Ada <ada@example.com>\nDate: 2026-03-12T16:45:00Z\n\nWe move in the week of 15 June 2026.";
        assertThat(answer("When are you relocating?", mail)).isEqualTo("We move in the week of 15 June 2026. [ID:0]");
    }

    @Test
    void saysHonestlyThatThereIsNothingToQuote() {
        assertThat(answer("Why?")).contains("no passage was found").doesNotContain("[ID");
        assertThat(answer("为什么？")).contains("没有找到").doesNotContain("[ID");
    }

    @Test
    void streamsTheSameTextOnTheSinksLoop() throws InterruptedException {
        Prompt prompt = prompt("How many days of paid leave do I have?", LEAVE);
        try (Network network = Network.open(1)) {
            RecordingSink sink = new RecordingSink(network.nextLoop());
            MODEL.stream(prompt, sink, AMPLE);
            assertThat(sink.await()).isEqualTo("finished stop");
            assertThat(sink.answer()).isEqualTo(MODEL.complete(prompt, AMPLE).text());
            assertThat(sink.usage()).isEqualTo(MODEL.complete(prompt, AMPLE).usage());
            assertThat(sink.appends()).isGreaterThan(5);
        }
    }

    @Test
    void aStoppedAnswerEndsOnce() throws InterruptedException {
        try (Network network = Network.open(1)) {
            RecordingSink sink = new RecordingSink(network.nextLoop()).stoppedAtOnce();
            MODEL.stream(prompt("How many days?", LEAVE), sink, AMPLE);
            assertThat(sink.await()).isEqualTo("failed CANCELLED");
            assertThat(sink.answer()).isEmpty();
        }
    }

    @Test
    void promisesNoInstructions() {
        assertThat(MODEL.info().can(Capability.INSTRUCTIONS)).isFalse();
        assertThat(MODEL.info().name()).hasToString("extractive@Builtin");
    }

    private static Prompt prompt(String question, String... passages) {
        return new Prompt(
                List.of(new Prompt.Message(Prompt.Role.USER, question)), GenerationSettings.none(), List.of(passages));
    }

    private static String answer(String question, String... passages) {
        return MODEL.complete(prompt(question, passages), AMPLE).text();
    }

    /// Counts the quotes and sees that each stands in the passage of its mark letter by letter.
    private static int quotes(String answer, List<String> passages) {
        Matcher quote =
                Pattern.compile("(.+?) \\[ID:(\\d+)]\\s*", Pattern.DOTALL).matcher(answer);
        int count = 0;
        int end = 0;
        while (quote.find()) {
            assertThat(passages.get(Integer.parseInt(quote.group(2))))
                    .contains(quote.group(1).strip());
            count++;
            end = quote.end();
        }
        assertThat(end).isEqualTo(answer.length());
        return count;
    }
}
