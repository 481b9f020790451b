package dev.freshet.ingest.chunk;

import static dev.freshet.ingest.chunk.Blocks.document;
import static dev.freshet.ingest.chunk.Blocks.heading;
import static dev.freshet.ingest.chunk.Blocks.row;
import static dev.freshet.ingest.chunk.Blocks.words;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.ingest.chunk.piece.ChunkDraft;
import dev.freshet.ingest.chunk.piece.ChunkSettings;
import dev.freshet.ingest.parse.ParsedDocument.Block;
import dev.freshet.text.TokenCounter;
import java.util.List;
import org.junit.jupiter.api.Test;

class QaChunksTest {
    @Test
    void linesOfATextMayHaveACommaBetweenQuestionAndAnswer() {
        assertThat(pairsOfText("Who pays?,The company.\nWhen?,In May, or later.\nWhere?,At home."))
                .extracting(ChunkDraft::text)
                .containsExactly(
                        "Question: Who pays?\nAnswer: The company.\nWhen?,In May, or later.",
                        "Question: Where?\nAnswer: At home.");
        assertThat(pairsOfText("Who pays, then?\tThe company."))
                .extracting(ChunkDraft::questions)
                .containsExactly(List.of("Who pays, then?"));
    }

    private List<ChunkDraft> pairsOfText(String text) {
        return chunker.chunk(ChunkMethod.QA, document(Block.paragraph(text)), "a.txt", ChunkSettings.defaults());
    }

    private final Chunker chunker = new Chunker(new TokenCounter());

    @Test
    void eachRowIsAQuestionWithItsAnswer() {
        List<ChunkDraft> chunks =
                chunks("a.csv", row("Question\tAnswer", "Who?\tAnn."), row("Question\tAnswer", "When?\tToday."));

        assertThat(chunks)
                .extracting(ChunkDraft::text)
                .containsExactly("Question: Who?\nAnswer: Ann.", "Question: When?\nAnswer: Today.");
        assertThat(chunks).extracting(ChunkDraft::questions).containsExactly(List.of("Who?"), List.of("When?"));
    }

    @Test
    void aFirstRowThatWasTakenForNamesIsAPairToo() {
        assertThat(texts("a.xlsx", heading(1, "Sheet1"), row("Who?\tAnn.", "When?\tToday.")))
                .containsExactly("Question: Who?\nAnswer: Ann.", "Question: When?\nAnswer: Today.");
    }

    @Test
    void moreColumnsAnswerTooAndSingleCellsGoOn() {
        assertThat(texts("a.csv", row("", "Who?\tAnn.\tBob."), row("", "\tAnd Eve.")))
                .containsExactly("Question: Who?\nAnswer: Ann.\nBob.\nAnd Eve.");
    }

    @Test
    void linesWithATabArePairsAndOthersGoOn() {
        assertThat(texts("a.txt", Block.paragraph("Who?\tAnn.\nand Bob\n"), Block.paragraph("谁？\t安。")))
                .containsExactly("Question: Who?\nAnswer: Ann.\nand Bob", "Question: 谁？\nAnswer: 安。");
    }

    @Test
    void headingsAskAndTheTextBelowAnswers() {
        List<ChunkDraft> chunks = chunks(
                "a.md",
                heading(1, "Travel"),
                heading(2, "Who pays?"),
                Block.paragraph("We do."),
                Block.paragraph("Always."),
                heading(2, "When?"),
                Block.paragraph("In May."));

        assertThat(chunks)
                .extracting(ChunkDraft::text)
                .containsExactly(
                        "Question: Travel > Who pays?\nAnswer: We do.\n\nAlways.",
                        "Question: Travel > When?\nAnswer: In May.");
        assertThat(chunks.getFirst().questions()).containsExactly("Travel > Who pays?");
    }

    @Test
    void tablesOfDocumentsWithoutHeadingsArePairs() {
        assertThat(texts("a.docx", row("Q\tA", "Who?\tAnn."))).containsExactly("Question: Who?\nAnswer: Ann.");
    }

    @Test
    void aVeryLongAnswerIsCutUnderTheSameQuestion() {
        List<ChunkDraft> chunks = chunks("a.csv", row("", "Why?\t" + words(3_000)));

        assertThat(chunks)
                .hasSize(2)
                .allMatch(chunk -> chunk.text().startsWith("Question: Why?\nAnswer: word word"))
                .allMatch(chunk -> chunk.questions().equals(List.of("Why?")));
    }

    @Test
    void aDocumentWithoutPairsIsRefused() {
        assertThatThrownBy(() -> chunks("a.md", Block.paragraph("Just text.")))
                .hasMessageStartingWith("The chunk method \"qa\" found no question with an answer: it reads");
    }

    private List<ChunkDraft> chunks(String fileName, Block... blocks) {
        return chunker.chunk(ChunkMethod.QA, document(blocks), fileName, ChunkSettings.defaults());
    }

    private List<String> texts(String fileName, Block... blocks) {
        return chunks(fileName, blocks).stream().map(ChunkDraft::text).toList();
    }
}
