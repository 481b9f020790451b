package dev.freshet.ingest.chunk;

import static dev.freshet.ingest.chunk.Blocks.document;
import static dev.freshet.ingest.chunk.Blocks.heading;
import static dev.freshet.ingest.chunk.Blocks.item;
import static dev.freshet.ingest.chunk.Blocks.paragraph;
import static dev.freshet.ingest.chunk.Blocks.row;
import static dev.freshet.ingest.chunk.Blocks.settings;
import static dev.freshet.ingest.chunk.Blocks.words;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.core.AppException;
import dev.freshet.ingest.chunk.piece.ChunkDraft;
import dev.freshet.ingest.chunk.piece.ChunkSettings;
import dev.freshet.ingest.parse.ParsedDocument.Block;
import dev.freshet.ingest.parse.ParsedDocument.Box;
import dev.freshet.text.TokenCounter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ChunkerTest {
    private static final TokenCounter TOKENS = new TokenCounter();
    private final Chunker chunker = new Chunker(TOKENS);

    @ParameterizedTest
    @EnumSource(
            value = ChunkMethod.class,
            names = {"TAG", "RESUME", "AUDIO", "KNOWLEDGE_GRAPH"})
    void aMethodThatIsNotThereYetFailsWithASentence(ChunkMethod method) {
        assertRefused(
                method,
                "a.pdf",
                "The chunk method \"" + method.key() + "\" is not available yet; choose naive, qa, table, one,"
                        + " presentation, email, picture, book, laws, manual, paper.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "TABLE | a.pdf | The chunk method \"table\" does not take .pdf files;"
                        + " it takes csv, tsv, xlsx, xls, txt.",
                "EMAIL | a.TXT | The chunk method \"email\" does not take .txt files; it takes eml, msg.",
                "PRESENTATION | README | The chunk method \"presentation\" does not take files without a suffix;"
                        + " it takes pptx, ppt, pdf."
            })
    void aFileThatTheMethodDoesNotTakeIsRefused(ChunkMethod method, String fileName, String sentence) {
        assertRefused(method, fileName, sentence);
    }

    @Test
    void chunksAreCutIntoChildrenByTheDelimiterOfTheirOwn() {
        ChunkSettings settings = new ChunkSettings(512, "\n", 0, false, ";", "DeepDOC");

        List<ChunkDraft> chunks =
                chunker.chunk(ChunkMethod.NAIVE, document(Block.paragraph("one; two; three")), "a.txt", settings);

        assertThat(chunks).extracting(ChunkDraft::text).containsExactly("one;", "two;", "three");
        assertThat(chunks).allSatisfy(chunk -> assertThat(chunk.child()).isNotNull());
    }

    @Test
    void aQuestionStaysWithItsAnswer() {
        ChunkSettings settings = new ChunkSettings(512, "\n", 0, false, "\n", "DeepDOC");

        List<ChunkDraft> chunks =
                chunker.chunk(ChunkMethod.QA, document(Block.paragraph("Who pays?\tThe company.")), "a.txt", settings);

        assertThat(chunks)
                .hasSize(1)
                .allSatisfy(chunk -> assertThat(chunk.child()).isNull());
    }

    @ParameterizedTest
    @EnumSource(
            value = ChunkMethod.class,
            names = {"TAG", "RESUME", "AUDIO", "KNOWLEDGE_GRAPH"},
            mode = EnumSource.Mode.EXCLUDE)
    void aDocumentWithoutTextHasNoChunks(ChunkMethod method) {
        for (String suffix : method.suffixes()) {
            assertThat(chunker.chunk(method, document(), "a." + suffix, ChunkSettings.defaults()))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | x | 0 | The chunk size must be 1 to 2048 tokens.",
                "2049 | x | 0 | The chunk size must be 1 to 2048 tokens.",
                "1 | '' | 0 | The delimiter must have at least one character.",
                "2048 | x | -1 | The overlap must be 0 to 90 percent.",
                "512 | x | 91 | The overlap must be 0 to 90 percent."
            })
    void settingsCheckThemselves(int tokens, String delimiter, int overlap, String sentence) {
        assertThatThrownBy(() -> settings(tokens, delimiter, overlap))
                .isInstanceOf(AppException.Rejected.class)
                .hasMessage(sentence);
    }

    @Test
    void methodsAreKnownByTheirKeys() {
        assertThat(ChunkMethod.of("knowledge_graph")).contains(ChunkMethod.KNOWLEDGE_GRAPH);
        assertThat(ChunkMethod.of("Naive")).isEmpty();
        assertThat(ChunkMethod.of("")).isEmpty();
    }

    @Test
    void tableMakesAChunkOfEveryRow() {
        assertThat(texts(
                        ChunkMethod.TABLE,
                        "a.xlsx",
                        heading(1, "Cities"),
                        row("City\tPeople", "Bern\t134000"),
                        row("City\tPeople", "Jena\t110000")))
                .containsExactly("# Cities\n\nCity: Bern\nPeople: 134000", "# Cities\n\nCity: Jena\nPeople: 110000");
    }

    @Test
    void tableReadsTextsWithTabs() {
        assertThat(texts(
                        ChunkMethod.TABLE,
                        "a.txt",
                        Block.paragraph("City\tPeople\nBern\t134000"),
                        Block.paragraph("Jena")))
                .containsExactly("City: Bern\nPeople: 134000", "City: Jena");
        assertThatThrownBy(() -> texts(ChunkMethod.TABLE, "a.txt", Block.paragraph("No tabs here.")))
                .hasMessage(
                        "The first line has no tab; the chunk method \"table\" takes texts with tabs between columns.");
    }

    @Test
    void oneMakesOneChunkOfEverything() {
        assertThat(texts(
                        ChunkMethod.ONE,
                        "a.md",
                        heading(1, "Title"),
                        heading(2, "List"),
                        item(1, "first"),
                        item(2, "deeper"),
                        item(1, "3. third"),
                        Block.paragraph(words(900))))
                .containsExactly("# Title\n## List\n\n- first\n  - deeper\n3. third\n\n" + words(900));
    }

    @Test
    void oneKeepsTablesAndCodeInOnePiece() {
        assertThat(texts(
                        ChunkMethod.ONE,
                        "a.md",
                        row("Name\tAge", "Ann\t30"),
                        row("Name\tAge", "Bob\t40"),
                        Blocks.code("sh", "ls\n\npwd")))
                .containsExactly("| Name | Age |\n| --- | --- |\n| Ann | 30 |\n| Bob | 40 |\n\n```sh\nls\n\npwd\n```");
    }

    @Test
    void oneRefusesWhatNoModelCouldTake() {
        assertThatThrownBy(() -> texts(ChunkMethod.ONE, "a.md", Block.paragraph(words(20_000))))
                .isInstanceOf(AppException.Rejected.class)
                .hasMessage("The document has 20000 tokens and the chunk method \"one\" takes at most 16384;"
                        + " choose \"naive\".");
    }

    @Test
    void presentationMakesAChunkOfEverySlide() {
        Box box = new Box(2, 1, 2, 3, 4);

        List<ChunkDraft> chunks = chunker.chunk(
                ChunkMethod.PRESENTATION,
                document(
                        paragraph(1, "Title"),
                        paragraph(1, "Speaker"),
                        paragraph(2, "Plan", box),
                        paragraph(0, "Note")),
                "a.pptx",
                settings(1, "\n", 0));

        assertThat(chunks).extracting(ChunkDraft::text).containsExactly("Title\n\nSpeaker", "Plan\n\nNote");
        assertThat(chunks.getLast().boxes()).containsExactly(box);
    }

    @Test
    void presentationCutsAVeryLongPage() {
        List<String> chunks =
                texts(ChunkMethod.PRESENTATION, "a.pdf", paragraph(1, words(3_000)), paragraph(2, words(10)));

        assertThat(chunks).hasSize(3).last().isEqualTo(words(10));
        assertThat(chunks).allSatisfy(chunk -> assertThat(TOKENS.count(chunk)).isLessThanOrEqualTo(2_048));
    }

    @Test
    void emailRepeatsItsSubjectAboveEveryPart() {
        List<ChunkDraft> chunks = chunker.chunk(
                ChunkMethod.EMAIL,
                document(
                        heading(1, "Trip"),
                        Block.paragraph("From: Ann\nTo: Bob"),
                        heading(1, "Hotel"),
                        Block.paragraph(words(40)),
                        Block.paragraph(words(40)),
                        Block.paragraph(words(40))),
                "a.eml",
                settings(50, "\n", 0));

        assertThat(chunks)
                .extracting(ChunkDraft::text)
                .containsExactly(
                        "# Trip\n\nFrom: Ann\nTo: Bob",
                        "# Trip\n## Hotel\n\n" + words(40) + "\n\n" + words(40),
                        "# Trip\n## Hotel\n\n" + words(40));
    }

    @Test
    void pictureIsOneChunkOfWhatIsKnownOfIt() {
        assertThat(texts(ChunkMethod.PICTURE, "a.png", Block.paragraph("A picture of 640 x 480 pixels.")))
                .containsExactly("A picture of 640 x 480 pixels.");
    }

    private List<String> texts(ChunkMethod method, String fileName, Block... blocks) {
        return chunker.chunk(method, document(blocks), fileName, ChunkSettings.defaults()).stream()
                .map(ChunkDraft::text)
                .toList();
    }

    private void assertRefused(ChunkMethod method, String fileName, String sentence) {
        assertThatThrownBy(() -> texts(method, fileName, Block.paragraph("Text.")))
                .isInstanceOf(AppException.Rejected.class)
                .hasMessage(sentence);
    }
}
