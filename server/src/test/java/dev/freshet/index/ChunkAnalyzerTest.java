package dev.freshet.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.text.Analyzer;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChunkAnalyzerTest {
    private final ChunkAnalyzer analyzer = new ChunkAnalyzer(new Analyzer());

    @Test
    void analysesEachFieldOfAChunk() {
        ChunkTokens tokens = analyzer.tokens(
                "Leave_Policy.pdf", "Ask 人事部 first.", List.of("Annual Leave", "--"), List.of("How many days?"));
        assertThat(tokens.title()).isEqualTo("leave_policy.pdf leav polici pdf");
        assertThat(tokens.titleFine()).isEmpty();
        assertThat(tokens.content()).startsWith("ask ").contains("人事").endsWith(" first");
        assertThat(tokens.contentFine()).contains("人事 事部");
        assertThat(tokens.keywords()).isEqualTo("annual leav");
        assertThat(tokens.keywordTexts()).isEqualTo("annual leav");
        assertThat(tokens.questions()).isEqualTo("how mani day");
    }

    @Test
    void passesOverTheTagsOfTables() {
        ChunkTokens tokens = analyzer.tokens(
                "a.xlsx", "<table><tr><td colspan=\"2\">Total</td></tr></table> a < b", List.of(), List.of());
        assertThat(tokens.content()).isEqualTo("total a b");
    }
}
