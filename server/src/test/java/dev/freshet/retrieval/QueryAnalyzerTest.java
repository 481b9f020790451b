package dev.freshet.retrieval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.freshet.index.SearchRequest.Alternative;
import dev.freshet.index.SearchRequest.Clause;
import dev.freshet.text.Analyzer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueryAnalyzerTest {
    private static final QueryAnalyzer ANALYZER = new QueryAnalyzer(new Analyzer());

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "What is the notice period? | notic period",
                "Who's the owner of the budget, please? | owner budget",
                "what is it | what is it",
                "How many days of leave do I get? | mani day leav get",
                "请问什么是年假？ | 年假",
            })
    void leavesOutQuestionAndStopWordsUnlessNothingIsLeft(String question, String terms) {
        assertThat(terms(question)).containsExactly(terms.split(" ", -1));
    }

    @Test
    void sharesOneWeightAmongTheTerms() {
        for (String question : List.of("notice period of AB-1234 in 2024", "员工每年有多少天带薪年假", "x")) {
            double sum = ANALYZER.analyse(question).keywords().stream()
                    .mapToDouble(Keyword::weight)
                    .sum();
            assertThat(sum).isEqualTo(1, within(1e-9));
        }
    }

    @Test
    void weighsIdentifiersAboveWordsAndLettersBelow() {
        assertThat(weight("form AB-1234 b", "ab-1234")).isGreaterThan(weight("form AB-1234 b", "form"));
        assertThat(weight("form AB-1234 b", "form")).isGreaterThan(10 * weight("form AB-1234 b", "b"));
        assertThat(weight("form AB-1234", "ab-1234")).isGreaterThan(weight("form AB-1234", "1234"));
    }

    @Test
    void givesNeighboursDoubleWeightAsAPhrase() {
        List<Clause> clauses = ANALYZER.analyse("terms of service").query().clauses();
        assertThat(clauses).hasSize(2);
        Alternative single = clauses.getFirst().alternatives().getFirst();
        Alternative pair = clauses.getFirst().alternatives().getLast();
        assertThat(pair.terms()).containsExactly("term", "servic");
        assertThat(pair.slop()).isEqualTo(1);
        assertThat(pair.weight()).isGreaterThanOrEqualTo(2 * single.weight());
    }

    @Test
    void asksForAShareOfTheTermsOfChineseQuestionsOnly() {
        assertThat(ANALYZER.analyse("带薪年假规定").query().minimumMatch()).isEqualTo(0.3);
        assertThat(ANALYZER.analyse("paid leave").query().minimumMatch()).isZero();
    }

    @Test
    void takesNoMoreThanItsShareOfEndlessQuestions() {
        assertThat(ANALYZER.analyse(words(600)).query().clauses()).hasSize(256);
        assertThat(ANALYZER.analyse("规定 ".repeat(100)).query().clauses()).hasSize(32);
    }

    @Test
    void hasNothingToMatchWithoutAWord() {
        AnalysedQuestion question = ANALYZER.analyse(" ?! ");
        assertThat(question.keywords()).isEmpty();
        assertThat(question.query().clauses()).isEmpty();
    }

    private static String words(int count) {
        StringBuilder words = new StringBuilder();
        for (int i = 0; i < count; i++) {
            words.append("word").append(i).append(' ');
        }
        return words.toString();
    }

    private static List<String> terms(String question) {
        return ANALYZER.analyse(question).keywords().stream().map(Keyword::term).toList();
    }

    private static double weight(String question, String term) {
        return ANALYZER.analyse(question).keywords().stream()
                .filter(keyword -> keyword.term().equals(term))
                .findFirst()
                .orElseThrow()
                .weight();
    }
}
