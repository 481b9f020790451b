package dev.freshet.ingest.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.ingest.chunk.piece.ChunkDraft;
import dev.freshet.ingest.chunk.piece.ChunkSettings;
import dev.freshet.ingest.parse.ParsedDocument.Box;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Books, laws, manuals and papers (contract §17), from files as people have them.
class TitledMethodsTest {
    private static final String RULES = """
            员工守则

            目录
            第一章 总则
            第二章 假期

            第一章 总则
            第一条　为了规范管理，制定本守则。
            第二条　本守则适用于全体员工。
            第二章 假期
            第一节 年假
            第三条　员工每年有十五天年假：
            （一）第一年为十天；
            （二）以后为十五天。
            第二节 病假
            第四条　病假需要证明。
            """;

    @TempDir
    private Path folder;

    private Written written;

    @BeforeEach
    void open() {
        written = new Written(folder);
    }

    @Test
    void everyArticleOfAChineseLawIsAChunkUnderItsTitles() {
        assertThat(texts(written.text(ChunkMethod.LAWS, "law.txt", RULES)))
                .containsExactly(
                        "员工守则",
                        "# 第一章 总则\n### 第一条\n\n为了规范管理，制定本守则。",
                        "# 第一章 总则\n### 第二条\n\n本守则适用于全体员工。",
                        "# 第二章 假期\n## 第一节 年假\n### 第三条\n\n员工每年有十五天年假：\n（一）第一年为十天；\n（二）以后为十五天。",
                        "# 第二章 假期\n## 第二节 病假\n### 第四条\n\n病假需要证明。");
    }

    @Test
    void articlesOfAnEnglishLawHaveTheirNames() {
        String law = """
                CHAPTER I
                GENERAL RULES

                Article 1
                Subject

                This act says who may work here. Section 3 of another act
                stays as it is.

                Article 2. No person under sixteen works here.

                CHAPTER II
                LEAVE

                Article 3
                Annual leave

                Everybody has fifteen days. Article 4 of the old act ends.
                """;
        assertThat(texts(written.text(ChunkMethod.LAWS, "law.txt", law)))
                .containsExactly(
                        "# CHAPTER I GENERAL RULES\n## Article 1 Subject\n\nThis act says who may"
                                + " work here. Section 3 of"
                                + " another act\nstays as it is.",
                        "# CHAPTER I GENERAL RULES\n## Article 2\n\nNo person under sixteen works here.",
                        "# CHAPTER II LEAVE\n## Article 3 Annual leave\n\nEverybody has fifteen"
                                + " days. Article 4 of the old"
                                + " act ends.");
    }

    @Test
    void sectionsStandBelowArticlesInAConstitution() {
        String law = """
                Article I

                Section 1. All powers are given here.

                Section 2. There are two houses.

                Article II

                Section 1. One person leads.

                Section 2. That person commands.
                """;
        assertThat(texts(written.text(ChunkMethod.LAWS, "law.md", law)))
                .hasSize(4)
                .first()
                .asString()
                .startsWith("# Article I\n## Section 1\n\nAll powers");
    }

    @Test
    void articlesOfAWordFileStandBelowItsHeadings() {
        List<ChunkDraft> chunks = written.word(
                ChunkMethod.LAWS,
                "1|Traffic act",
                "2|Chapter 1 Roads",
                "|Article 1. Roads are public.",
                "|Everybody may walk there.",
                "|Article 2. Carts keep to the right.",
                "2|Chapter 2 Rivers",
                "|Article 3. Boats keep to the left.");
        assertThat(texts(chunks))
                .containsExactly(
                        "# Traffic act\n## Chapter 1 Roads\n### Article 1\n\nRoads are public.\n\nEverybody may walk"
                                + " there.",
                        "# Traffic act\n## Chapter 1 Roads\n### Article 2\n\nCarts keep to the right.",
                        "# Traffic act\n## Chapter 2 Rivers\n### Article 3\n\nBoats keep to the left.");
    }

    @Test
    void articlesOfAPdfKeepPageAndPlace() {
        List<ChunkDraft> chunks = written.pdf(
                ChunkMethod.LAWS,
                ChunkSettings.defaults(),
                "16|Chapter 1 Roads",
                "-",
                "|Article 1. Roads are public, and everybody may walk there at any time of the day.",
                "-",
                "|Article 2. Carts keep to the right, and those that are slow to the very right.",
                "=",
                "16|Chapter 2 Rivers",
                "-",
                "|Article 3. Boats keep to the left, and those that are slow to the very left.");
        assertThat(chunks).hasSize(3);
        assertThat(chunks.get(1).text()).startsWith("# Chapter 1 Roads\n## Article 2\n\nCarts keep");
        Box second = chunks.get(1).boxes().getLast();
        assertThat(second.page()).isEqualTo(1);
        assertThat(second.left()).isBetween(70f, 74f);
        assertThat(second.bottom()).isBetween(127f, 134f);
        assertThat(chunks.get(2).boxes()).isNotEmpty().allMatch(box -> box.page() == 2);
    }

    @Test
    void anArticleIsCutOnlyWhereItIsVeryLong() {
        String sentence = "Whoever keeps a cow near the road pays for what it eats. ";
        List<ChunkDraft> whole = written.text(
                ChunkMethod.LAWS, "law.txt", "Article 1. " + sentence.repeat(60) + "\n\nArticle 2. Sheep too.");
        assertThat(whole).hasSize(2);
        List<ChunkDraft> parts =
                written.text(ChunkMethod.LAWS, "law.txt", "Article 1. " + sentence.repeat(150) + "\n\nArticle 2. No.");
        assertThat(parts).hasSizeBetween(3, 4);
        assertThat(parts.get(1).text()).startsWith("# Article 1\n");
    }

    @Test
    void chaptersOfABookShareNoChunkAndItsContentsAreGone() {
        String book = """
                THE SEA

                Contents

                Chapter 1 The shore ..... 3
                Chapter 2 The deep ..... 9

                Chapter 1 The shore

                %s

                Chapter 2 The deep

                %s
                """.formatted("Sand is warm in summer. ".repeat(30), "Nobody has seen the ground. ".repeat(30));
        List<String> chunks = texts(written.text(ChunkMethod.BOOK, "sea.txt", book));
        assertThat(chunks).hasSize(2);
        assertThat(chunks.getFirst())
                .startsWith("THE SEA\n\n# Chapter 1 The shore\n\nSand is warm")
                .doesNotContain("ground", ".....");
        assertThat(chunks.getLast()).startsWith("# Chapter 2 The deep\n\nNobody");
    }

    @Test
    void titlesOfAChineseBookAreRanked() {
        String book = """
                第一章　海边

                第一节　沙滩

                沙子在夏天很暖和。

                第二章　深海

                没有人见过海底。
                """;
        List<String> chunks = texts(written.text(ChunkMethod.BOOK, "海.md", book));
        assertThat(String.join("\n\n", chunks)).contains("# 第一章　海边\n", "# 第二章　深海\n\n没有人见过海底。");
    }

    @Test
    void aTableOfContentsWhoseEntriesStandNowhereElseStays() {
        String book =
                "Contents\n\nOne boat\n\nTwo oars\n\nThree men\n\nThat is what the crate holds, says the captain.";
        assertThat(String.join(" ", texts(written.text(ChunkMethod.BOOK, "crate.txt", book))))
                .contains("One boat", "Three men", "captain");
    }

    @Test
    void aSectionOfAManualIsOneChunkWithItsTable() {
        List<ChunkDraft> chunks = written.word(
                ChunkMethod.MANUAL,
                "1|1 Pump",
                "2|1.1 Start",
                "|Open the valve. " + "Wait until the needle rests. ".repeat(90),
                "Step\tMinutes",
                "Warm up\t5",
                "|Then close it.",
                "2|1.2 Stop",
                "|Close the valve first, then switch the motor off, and note the hour in the book"
                        + " beside the pump so that the"
                        + " next shift knows when it was stopped.",
                "1|2 Boiler",
                "|Read the pump's chapter first.");
        assertThat(chunks).hasSize(3);
        assertThat(chunks.getFirst().text())
                .startsWith("# 1 Pump\n## 1.1 Start\n\nOpen the valve.")
                .contains("Warm up", "Then close it.");
        assertThat(chunks.get(1).text()).startsWith("# 1 Pump\n## 1.2 Stop");
        assertThat(chunks.get(2).text()).isEqualTo("# 2 Boiler\n\nRead the pump's chapter first.");
    }

    @Test
    void stepsAreNoTitles() {
        List<ChunkDraft> chunks = written.word(
                ChunkMethod.MANUAL,
                "1|Start",
                "|1. Open the valve",
                "|2. Wait a minute",
                "|3. Close the valve",
                "1|Stop",
                "|Turn it off, and write down at what hour you did that.");
        assertThat(texts(chunks).getFirst())
                .contains("1. Open the valve", "3. Close the valve")
                .doesNotContain("## 1.");
    }

    @Test
    void titleAuthorsAndAbstractOfAPaperAreOneChunk() {
        String[] paper = {
            "18|On the Weight of Clouds",
            "-",
            "|Ada Example and Ben Sample, University of Nowhere",
            "-",
            "12|Abstract",
            "-",
            "|We weigh clouds. A cloud of one cubic kilometre weighs five hundred tons, and we",
            "|show how that is measured from the ground with a lamp.",
            "-",
            "12|1 Introduction",
            "-",
            "|Clouds look light. Nobody had weighed one before this work was begun in the year 1801.",
            "=",
            "12|2 Method",
            "-",
            "|A lamp is set on a hill, and its shadow on the cloud is measured every hour of a night.",
        };
        List<ChunkDraft> chunks = written.pdf(ChunkMethod.PAPER, ChunkSettings.defaults(), paper);
        assertThat(chunks.getFirst().text())
                .startsWith("# On the Weight of Clouds\n\nAda Example")
                .contains("Abstract", "five hundred tons")
                .doesNotContain("Introduction");
        assertThat(chunks.getFirst().keywords()).contains("abstract", "摘要");
        assertThat(chunks.getLast().text()).contains("# On the Weight of Clouds\n## 2 Method\n\nA lamp");
        assertThat(chunks.getLast().boxes().getLast().page()).isEqualTo(2);
        assertThat(chunks.getLast().keywords()).isEmpty();
    }

    @Test
    void aPaperWithoutAnAbstractIsCutAtItsTitles() {
        List<ChunkDraft> chunks = written.pdf(
                ChunkMethod.PAPER,
                ChunkSettings.defaults(),
                "14|1 Introduction",
                "-",
                "|Clouds look light. Nobody had weighed one before this work was begun in the year 1801, says the one"
                        + " who did.",
                "-",
                "14|2 Method",
                "-",
                "|A lamp is set on a hill.");
        assertThat(chunks)
                .hasSizeBetween(1, 2)
                .allSatisfy(chunk -> assertThat(chunk.keywords()).isEmpty());
    }

    @Test
    void aTextWithoutTitlesIsCutBySize() {
        for (ChunkMethod method : List.of(ChunkMethod.BOOK, ChunkMethod.LAWS)) {
            assertThat(written.text(method, "plain.txt", "It rained for days. ".repeat(500)))
                    .as(method.key())
                    .hasSizeBetween(2, 6);
        }
    }

    private static List<String> texts(List<ChunkDraft> chunks) {
        return chunks.stream().map(ChunkDraft::text).toList();
    }
}
