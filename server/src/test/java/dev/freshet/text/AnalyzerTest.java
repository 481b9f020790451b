package dev.freshet.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.core.Parallel;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnalyzerTest {
    private static final Analyzer ANALYZER = new Analyzer();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Policies, POLICY  | polici polici",
                "ＡＢＣ　１２３  | abc 123",
                "employees' leave days | employe leav day",
                "company's don’t | compani dont",
                "Müller café | muller cafe",
                "1,250,000 and 3.5% | 1250000 and 3.5",
                "C++ or C# | c++ c or c# c",
                "so\u00ADft | soft",
                "wait... what?! -- yes | wait what yes",
            })
    void makesWordsPlain(String text, String terms) {
        assertThat(String.join(" ", ANALYZER.coarse(text))).isEqualTo(terms);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "AB-1234 | ab-1234 ab 1234",
                "ＡＢ－1234 | ab-1234 ab 1234",
                "ISO-27001. | iso-27001 iso 27001",
                "v2.3.1, | v2.3.1 v2 3 1",
                "jane.doe@example.com | jane.doe@example.com jane.doe jane doe example.com exampl com",
                "Travel_Policy_2024.pdf | travel_policy_2024.pdf travel polici 2024 pdf",
                "EmployeeHandbook.docx | employeehandbook.docx employeehandbook employe handbook docx",
                "/etc/init.d | etc/init.d etc init.d init d",
                "COVID19 | covid19 covid 19",
                "R&D | r&d r d",
                "2024-05-01 | 2024-05-01 2024 05 01",
            })
    void keepsIdentifiersWholeAndInParts(String text, String terms) {
        assertThat(String.join(" ", ANALYZER.coarse(text))).isEqualTo(terms);
    }

    @Test
    void cutsChineseByDictionary() {
        assertThat(ANALYZER.coarse("员工每年有十五天年假。")).contains("员工", "每年");
        assertThat(ANALYZER.fine("员工每年")).containsExactly("员工", "工每", "每年", "员", "工", "每", "年");
    }

    @Test
    void readsTraditionalAsSimplifiedChinese() {
        assertThat(ANALYZER.coarse("員工請假規定")).isEqualTo(ANALYZER.coarse("员工请假规定"));
    }

    @Test
    void cutsBetweenLatinAndChinese() {
        assertThat(ANALYZER.coarse("使用AB-1234设备")).containsSubsequence("使用", "ab-1234", "ab", "1234", "设备");
        assertThat(ANALYZER.fine("第3章")).containsExactly("第", "章");
    }

    @Test
    void hasNothingFinerThanEnglishWords() {
        assertThat(ANALYZER.fine("plain English and AB-1234")).isEmpty();
    }

    @Test
    void pairsKoreanSyllables() {
        assertThat(ANALYZER.coarse("연차 휴가는")).containsExactly("연차", "휴가는");
        assertThat(ANALYZER.fine("휴가는")).contains("휴가", "가는");
    }

    @Test
    void tellsWhereEachTermStands() {
        String text = "Ｕse the 員工-portal: AB-1234!";
        for (Term term : ANALYZER.terms(text)) {
            String original = text.substring(term.start(), term.end());
            assertThat(ANALYZER.terms(original)).extracting(Term::text).containsExactly(term.text());
        }
    }

    @Test
    void cutsEndlessWords() {
        List<String> terms = ANALYZER.coarse("x9".repeat(5_000));
        assertThat(terms).allSatisfy(term -> assertThat(term.length()).isLessThanOrEqualTo(128));
    }

    /// Whatever the text: no term is empty or holds a blank, places are in order, and the same text gives the
    /// same terms.
    @Test
    void keepsItsPromisesOnAnyText() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int round = 0; round < 300; round++) {
            String text = randomText(random);
            List<Term> terms = ANALYZER.terms(text);
            int end = 0;
            for (Term term : terms) {
                assertThat(term.start()).as("seed %d, text %s", seed, text).isGreaterThanOrEqualTo(0);
                assertThat(term.end()).as("seed %d", seed).isBetween(term.start() + 1, text.length());
                assertThat(term.end()).as("seed %d", seed).isGreaterThanOrEqualTo(end);
                end = term.end();
            }
            List<String> all = new ArrayList<>(Analyzer.coarse(terms));
            all.addAll(Analyzer.fine(terms));
            assertThat(all).as("seed %d", seed).noneMatch(term -> term.isEmpty() || term.matches("(?s).*\\s.*"));
            assertThat(ANALYZER.terms(text)).as("seed %d", seed).isEqualTo(terms);
        }
    }

    @Test
    void givesTheSameTermsToManyThreads() {
        String text = "员工请假 policies of AB-1234 每年十五天 ".repeat(20);
        List<String> expected = ANALYZER.coarse(text);
        List<Callable<List<String>>> tasks = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            tasks.add(() -> ANALYZER.coarse(text));
        }
        assertThat(Parallel.all(tasks)).allMatch(expected::equals);
    }

    private static String randomText(Random random) {
        String alphabet = "abcXYZ0123456789 -_.@/:&+#',\n\t員工年假ﬁ½ｶﾞｱー가나다éßİÅ\u00AD\u200B\u0301\u3000（）：。、ไทย😀\uD800";
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(60); i >= 0; i--) {
            text.append(
                    random.nextInt(8) == 0
                            ? (char) random.nextInt(0x10000)
                            : alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }
}
