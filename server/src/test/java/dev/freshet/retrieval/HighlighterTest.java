package dev.freshet.retrieval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.text.Analyzer;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HighlighterTest {
    private static final Analyzer TEXTS = new Analyzer();
    private static final QueryAnalyzer QUESTIONS = new QueryAnalyzer(TEXTS);
    private static final Highlighter HIGHLIGHTER = new Highlighter(TEXTS);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "policy | Our Policies, and politics. | Our <em>Policies</em>, and politics.",
                "form AB-1234 | See form AB-1234. | See <em>form</em> <em>AB-1234</em>.",
                "handbook | Employee_Handbook.pdf | <em>Employee_Handbook.pdf</em>",
                "年假 | 每年有带薪年假。 | 每年有带薪<em>年假</em>。",
                "nothing | No such word. | No such word.",
            })
    void marksEachFormOfAWord(String question, String text, String marked) {
        assertThat(HIGHLIGHTER.highlight(text, QUESTIONS.keywords(question))).isEqualTo(marked);
    }

    @Test
    void leavesTheTextItselfAlone() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        String alphabet = "leave 年假 Ａｂ-12 é .\n&/";
        for (int round = 0; round < 200; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(40); i > 0; i--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            String marked = HIGHLIGHTER.highlight(text.toString(), QUESTIONS.keywords("leave 年假 ab-12 e"));
            assertThat(marked.replace("<em>", "").replace("</em>", ""))
                    .as("seed %d", seed)
                    .isEqualTo(text.toString());
        }
    }
}
