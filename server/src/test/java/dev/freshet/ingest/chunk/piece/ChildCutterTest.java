package dev.freshet.ingest.chunk.piece;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.ingest.parse.ParsedDocument.Box;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChildCutterTest {
    @Test
    void everyCharacterAndEveryQuotedPartCuts() {
        assertThat(texts(".`--`", "One. Two -- three. Four")).containsExactly("One.", "Two", "three.", "Four");
    }

    @Test
    void childrenPutTogetherAreTheParent() {
        String text = "# Leave\n\nFifteen days.\n\nTen more -- if sick. ";
        List<ChunkDraft> children = children(".`--`", text);
        StringBuilder whole = new StringBuilder();
        children.forEach(child -> whole.append(child.child().lead()).append(child.text()));
        assertThat(whole.toString()).isEqualTo(text.strip());
        assertThat(children)
                .allSatisfy(child -> assertThat(child.child().whole()).isEqualTo(text));
        assertThat(children.stream().map(child -> child.child().place())).containsExactly(0, 1, 2);
    }

    @Test
    void headingsGoWithWhatStandsBelowThem() {
        assertThat(texts("\\n", "# Handbook\n## Leave\n\nFifteen days.\nTen more."))
                .containsExactly("# Handbook\n## Leave\n\nFifteen days.", "Ten more.");
    }

    @Test
    void aHeadingAtTheEndIsAChild() {
        assertThat(texts("\n", "Fifteen days.\n# Leave")).containsExactly("Fifteen days.", "# Leave");
    }

    @Test
    void theRuleOfATableGoesWithItsHeader() {
        assertThat(texts("\n", "| Day | Place |\n| --- | --- |\n| Monday | Oslo |"))
                .containsExactly("| Day | Place |\n| --- | --- |", "| Monday | Oslo |");
    }

    @Test
    void aChunkThatIsNotCutStandsForItself() {
        ChunkDraft chunk = new ChunkDraft("Nothing to cut", List.of(), List.of(), List.of());
        assertThat(new ChildCutter(";").children(chunk)).containsExactly(chunk);
        ChunkDraft closed = new ChunkDraft("Cut at its end;", List.of(), List.of(), List.of());
        assertThat(new ChildCutter(";").children(closed)).containsExactly(closed);
    }

    @Test
    void chineseSentencesAreCutAtTheirOwnStops() {
        assertThat(texts("。！", "年假十五天。病假需要证明！谢谢")).containsExactly("年假十五天。", "病假需要证明！", "谢谢");
    }

    @Test
    void childrenHaveTheBoxesOfTheirLines() {
        Box first = new Box(1, 50, 150, 10, 20);
        Box second = new Box(2, 50, 150, 10, 20);
        ChunkDraft chunk = new ChunkDraft("one two three\nfour five six", List.of(first, second), List.of(), List.of());
        List<ChunkDraft> children = new ChildCutter("\n").children(chunk);
        assertThat(children.getFirst().boxes()).containsExactly(first);
        assertThat(children.getLast().boxes()).containsExactly(second);
    }

    private static List<String> texts(String delimiter, String text) {
        return children(delimiter, text).stream().map(ChunkDraft::text).toList();
    }

    private static List<ChunkDraft> children(String delimiter, String text) {
        return new ChildCutter(delimiter).children(new ChunkDraft(text, List.of(), List.of(), List.of()));
    }
}
