package dev.freshet.ingest.chunk;

import static dev.freshet.ingest.chunk.Blocks.document;
import static dev.freshet.ingest.chunk.Blocks.heading;
import static dev.freshet.ingest.chunk.Blocks.row;
import static dev.freshet.ingest.chunk.Blocks.settings;
import static dev.freshet.ingest.chunk.Blocks.words;
import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.ingest.chunk.piece.ChunkDraft;
import dev.freshet.ingest.chunk.piece.ChunkSettings;
import dev.freshet.ingest.parse.ParsedDocument.Block;
import dev.freshet.ingest.parse.ParsedDocument.Box;
import dev.freshet.ingest.parse.ParsedDocument.Kind;
import dev.freshet.text.TokenCounter;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NaiveChunksTest {
    private static final TokenCounter TOKENS = new TokenCounter();
    private final Chunker chunker = new Chunker(TOKENS);

    @Test
    void gluesLinesUntilTheChunkIsOverItsSize() {
        // a line such as "w1\n" has 3 tokens: the fourth carries the chunk from 9 to 12, over its size of 10
        String text = IntStream.range(0, 8).mapToObj(i -> "w" + i).collect(Collectors.joining("\n"));
        assertThat(TOKENS.count("w1\n")).isEqualTo(3);

        assertThat(texts("a.txt", settings(10, "\n", 0), Block.paragraph(text)))
                .containsExactly("w0\nw1\nw2\nw3", "w4\nw5\nw6\nw7");
    }

    @Test
    void aChunkThatIsJustFullTakesOneMorePiece() {
        assertThat(texts("a.txt", settings(3, "\n", 0), Block.paragraph("w1\nw2\nw3\nw4")))
                .containsExactly("w1\nw2", "w3\nw4");
    }

    @Test
    void separatesParagraphsByABlankLine() {
        assertThat(texts("a.txt", ChunkSettings.defaults(), Block.paragraph("One.\nTwo."), Block.paragraph("Three.")))
                .containsExactly("One.\nTwo.\n\nThree.");
    }

    @Test
    void everyChunkRepeatsTheEndOfTheOneBeforeAsOverlap() {
        String text = IntStream.range(10, 40).mapToObj(i -> "w" + i).collect(Collectors.joining("\n"));

        List<String> chunks = texts("a.txt", settings(20, "\n", 50), Block.paragraph(text));

        assertThat(chunks.getFirst()).isEqualTo("w10\nw11\nw12\nw13");
        for (int i = 1; i < chunks.size(); i++) {
            String start = chunks.get(i).lines().limit(3).collect(Collectors.joining("\n"));
            assertThat(chunks.get(i - 1)).endsWith(start);
            assertThat(chunks.get(i).lines().count()).isGreaterThan(3);
        }
    }

    @Test
    void cutsATooLongPieceBehindSentences() {
        String text = "The first sentence is here. The second one follows it. The third ends the text.";

        assertThat(texts("a.txt", settings(14, "\n", 0), Block.paragraph(text)))
                .containsExactly("The first sentence is here. The second one follows it.", "The third ends the text.");
    }

    @Test
    void cutsATooLongSentenceBehindWords() {
        assertThat(texts("a.txt", settings(3, "\n", 0), Block.paragraph("alpha beta gamma delta epsilon")))
                .allSatisfy(chunk -> assertThat(TOKENS.count(chunk)).isLessThanOrEqualTo(3))
                .satisfies(chunks -> assertThat(String.join(" ", chunks)).isEqualTo("alpha beta gamma delta epsilon"));
    }

    @Test
    void cutsChineseBehindSentencesAndNeverInsideACharacter() {
        String text = "公司的年假规定如下。员工每年有十五天假期。病假需要医生证明。\uD83D\uDE00加班可以调休。".repeat(5);

        List<String> chunks = texts("a.txt", settings(40, "\n", 0), Block.paragraph(text));

        assertThat(String.join("", chunks)).isEqualTo(text);
        assertThat(chunks)
                .hasSizeGreaterThan(3)
                .allSatisfy(chunk -> assertThat(chunk)
                        .endsWith("。")
                        .satisfies(each -> assertThat(TOKENS.count(each)).isLessThanOrEqualTo(40)));
    }

    @Test
    void chaptersAreNotGluedTogether() {
        assertThat(texts(
                        "a.md",
                        ChunkSettings.defaults(),
                        heading(1, "Handbook"),
                        heading(2, "Leave"),
                        Block.paragraph(words(60)),
                        heading(2, "Pay"),
                        Block.paragraph(words(60))))
                .containsExactly("# Handbook\n## Leave\n\n" + words(60), "# Handbook\n## Pay\n\n" + words(60));
    }

    @Test
    void smallSectionsOfOneChapterAreGlued() {
        assertThat(texts(
                        "a.md",
                        ChunkSettings.defaults(),
                        heading(1, "Leave"),
                        heading(2, "Holidays"),
                        Block.paragraph(words(60)),
                        heading(2, "Sickness"),
                        Block.paragraph(words(100)),
                        heading(2, "Parents"),
                        Block.paragraph(words(60)),
                        heading(1, "Pay"),
                        Block.paragraph(words(60)),
                        heading(1, "Expenses"),
                        Block.paragraph(words(60))))
                .containsExactly(
                        "# Leave\n## Holidays\n\n" + words(60) + "\n\n## Sickness\n\n" + words(100),
                        "# Leave\n## Parents\n\n" + words(60),
                        "# Pay\n\n" + words(60),
                        "# Expenses\n\n" + words(60));
    }

    @Test
    void everyChunkOfALongSectionCarriesItsHeadings() {
        List<String> chunks = texts(
                "a.md",
                settings(80, "\n", 0),
                heading(1, "Handbook"),
                heading(2, "Leave"),
                Block.paragraph(words(60)),
                Block.paragraph(words(60)),
                Block.paragraph(words(60)));

        assertThat(chunks).hasSize(2).allMatch(chunk -> chunk.startsWith("# Handbook\n## Leave\n\nword"));
    }

    @Test
    void aHeadingIsNeverPartedFromWhatFollows() {
        Block table = row("Name\tAge", "Ann\t" + "9".repeat(30));

        assertThat(texts("a.md", settings(40, "\n", 0), Block.paragraph(words(20)), heading(1, "People"), table))
                .last()
                .asString()
                .startsWith("# People\n\n| Name | Age |\n| --- | --- |\n| Ann | 999");
    }

    @Test
    void aTornTableRepeatsItsHeaderRow() {
        Block[] rows = IntStream.range(0, 20)
                .mapToObj(i -> row("Name\tAge", "Person " + i + "\t" + i))
                .toArray(Block[]::new);

        List<String> chunks = texts("a.md", settings(60, "\n", 0), rows);

        assertThat(chunks)
                .hasSizeGreaterThan(2)
                .allSatisfy(chunk -> assertThat(chunk)
                        .startsWith("| Name | Age |\n| --- | --- |\n| Person ")
                        .satisfies(each -> assertThat(TOKENS.count(each)).isLessThanOrEqualTo(60)));
        assertThat(String.join("\n", chunks).lines().filter(line -> line.startsWith("| Person ")))
                .hasSize(20);
    }

    @Test
    void codeIsNotTornUnlessItIsTooLarge() {
        Block code = new Block(Kind.CODE, 0, "int a = 1;\n\nint b = 2;\nint c = 3;", 0, List.of(), "java");

        assertThat(texts("a.md", settings(40, "\n", 0), Block.paragraph(words(30)), code))
                .containsExactly(words(30), "```java\nint a = 1;\n\nint b = 2;\nint c = 3;\n```");
    }

    @Test
    void aTornClassIsCutBetweenItsMethods() {
        String methods = IntStream.range(0, 6)
                .mapToObj(i -> "    int m" + i + "() {\n        int a = " + i + ";\n\n        return a;\n    }")
                .collect(Collectors.joining("\n\n"));
        Block code = new Block(Kind.CODE, 0, "class A {\n" + methods + "\n}", 0, List.of(), "java");

        assertThat(texts("A.java", settings(50, "\n", 0), code))
                .hasSizeGreaterThan(1)
                .allMatch(chunk -> chunk.startsWith("class A {") || chunk.matches("(?s) +int m\\d\\(\\).*"));
    }

    @Test
    void jsonObjectsStayTogetherUnderTheirPath() {
        Block first = new Block(Kind.JSON, 0, "id: 1\nname: Ann", 0, List.of(), "people[0]");
        Block second = new Block(Kind.JSON, 0, "id: 2\nname: Bob", 0, List.of(), "people[1]");

        assertThat(texts("a.json", settings(14, "\n", 0), first, second))
                .containsExactly("people[0]\nid: 1\nname: Ann", "people[1]\nid: 2\nname: Bob");
        assertThat(texts("a.json", ChunkSettings.defaults(), first, second))
                .containsExactly("people[0]\nid: 1\nname: Ann\n\npeople[1]\nid: 2\nname: Bob");
    }

    @Test
    void rowsOfSpreadsheetsAreLinesOfNamesAndValues() {
        assertThat(texts(
                        "a.csv",
                        ChunkSettings.defaults(),
                        row("City\tPeople\tNote", "Bern\t134000"),
                        row("City\tPeople\tNote", "Jena\t\tsmall")))
                .containsExactly("City: Bern; People: 134000\nCity: Jena; Note: small");
    }

    @Test
    void rowsOfSpreadsheetsAreHtmlTablesOfTwelveWhenAsked() {
        Block[] rows =
                IntStream.range(0, 30).mapToObj(i -> row("A\tB", i + "\t<x>")).toArray(Block[]::new);
        ChunkSettings html = new ChunkSettings(512, "\n", 0, true, "", "DeepDOC");

        List<String> chunks = texts("a.xlsx", html, rows);

        assertThat(chunks).hasSize(3).allMatch(chunk -> chunk.startsWith("<table>\n<tr><th>A</th><th>B</th></tr>\n"));
        assertThat(chunks.getFirst().lines()).hasSize(15).contains("<tr><td>0</td><td>&lt;x&gt;</td></tr>");
    }

    @Test
    void aChunkHasTheBoxesOfItsLines() {
        List<Box> boxes = IntStream.range(0, 4)
                .mapToObj(i -> new Box(1, 50, 250, 100 + i * 12, 110 + i * 12))
                .toList();
        String text = "First line of text. Second line of it. Third line of text. Fourth line of it.";
        Block block = new Block(Kind.PARAGRAPH, 0, text, 1, boxes, "");

        List<ChunkDraft> chunks = chunker.chunk(ChunkMethod.NAIVE, document(block), "a.pdf", settings(11, "\n", 0));

        assertThat(chunks).hasSize(2);
        assertThat(chunks.get(0).boxes()).startsWith(boxes.get(0), boxes.get(1)).doesNotContain(boxes.get(3));
        assertThat(chunks.get(1).boxes()).endsWith(boxes.get(2), boxes.get(3)).doesNotContain(boxes.get(0));
    }

    @Test
    void aPartOfTornCodeHasTheBoxesOfItsLines() {
        List<Box> boxes = IntStream.range(0, 12)
                .mapToObj(i -> new Box(1, 50, 90, 100 + i * 12, 110 + i * 12))
                .toList();
        String lines = IntStream.range(10, 22).mapToObj(i -> "int a" + i + ";").collect(Collectors.joining("\n\n"));
        Block code = new Block(Kind.CODE, 0, lines, 1, boxes, "");

        List<ChunkDraft> chunks = chunker.chunk(ChunkMethod.NAIVE, document(code), "a.pdf", settings(40, "\n", 0));

        assertThat(chunks).hasSizeGreaterThan(1);
        assertThat(chunks.getFirst().boxes()).contains(boxes.getFirst()).doesNotContain(boxes.getLast());
        assertThat(chunks.getLast().boxes()).contains(boxes.getLast()).doesNotContain(boxes.getFirst());
    }

    @Test
    void delimitersInBackQuotesMakeEachPartAChunk() {
        assertThat(texts(
                        "a.md",
                        settings(1, "\n`%%`", 50),
                        heading(1, "T"),
                        Block.paragraph("One\ntwo %% three"),
                        Block.paragraph("four")))
                .containsExactly("# T\n\nOne\ntwo", "three\n\nfour");
    }

    @Test
    void partsBetweenBackQuotedDelimitersHaveTheBoxesOfTheirLines() {
        Box first = new Box(1, 0, 100, 0, 10);
        Box second = new Box(1, 0, 100, 10, 20);
        Block block = Blocks.paragraph(1, "aaaaaaaaaa %% bbbbbbbbbb", first, second);

        assertThat(chunker.chunk(ChunkMethod.NAIVE, document(block), "a.pdf", settings(1, "`%%`", 0)))
                .extracting(ChunkDraft::boxes)
                .containsExactly(List.of(first), List.of(second));
    }

    @Test
    void plainTextLayoutTakesNoNoticeOfHeadings() {
        ChunkSettings plain = new ChunkSettings(512, "\n", 0, false, "", "Plain Text");

        assertThat(texts("a.pdf", plain, heading(1, "One"), Block.paragraph("Text."), heading(1, "Two")))
                .containsExactly("One\n\nText.\n\nTwo");
    }

    private List<String> texts(String fileName, ChunkSettings settings, Block... blocks) {
        return chunker.chunk(ChunkMethod.NAIVE, document(blocks), fileName, settings).stream()
                .map(ChunkDraft::text)
                .toList();
    }
}
