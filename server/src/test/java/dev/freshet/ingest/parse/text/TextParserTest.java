package dev.freshet.ingest.parse.text;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.core.AppException;
import dev.freshet.core.ErrorCode;
import dev.freshet.ingest.parse.FileFormat;
import dev.freshet.ingest.parse.ParseProgress;
import dev.freshet.ingest.parse.ParseRequest;
import dev.freshet.ingest.parse.ParsedDocument;
import dev.freshet.ingest.parse.ParsedDocument.Block;
import dev.freshet.ingest.parse.ParsedDocument.Kind;
import dev.freshet.ingest.parse.Parser;
import dev.freshet.ingest.parse.ParserSettings;
import dev.freshet.ingest.parse.Parsers;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextParserTest {
    @TempDir
    Path folder;

    private final ParserSettings settings = new ParserSettings(
            1, 64, Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofSeconds(1), 1, 1 << 20, 200_000);
    private final Parsers parsers = new Parsers(new TextParser(settings), new NoWorkers());

    @AfterEach
    void close() {
        parsers.close();
    }

    private ParsedDocument parse(String name, byte[] bytes) {
        try {
            Path file = Files.write(folder.resolve("blob"), bytes);
            return parsers.parse(ParseRequest.of(file, name), ParseProgress.none());
        } catch (IOException error) {
            throw new AssertionError(error);
        }
    }

    private List<Block> blocks(String name, String text) {
        return parse(name, text.getBytes(UTF_8)).blocks();
    }

    private static List<String> shown(List<Block> blocks) {
        return blocks.stream()
                .map(block -> block.kind() + (block.level() > 0 ? String.valueOf(block.level()) : "") + "|"
                        + block.text() + "|" + block.label())
                .toList();
    }

    @Test
    void splitsPlainTextAtBlankLinesAndKeepsItsLineBreaks() {
        assertThat(shown(blocks("a.txt", "one\ntwo\r\n\r\n\n  three\n")))
                .containsExactly("PARAGRAPH|one\ntwo|", "PARAGRAPH|  three|");
    }

    @Test
    void readsUnderlinedLinesOfPlainTextAsHeadingsRankedByFirstUse() {
        String text = "Manual\n======\n\nScope\n-----\nThis is it.\n\nEnd\n===\nnot\na heading\n---------\n";
        assertThat(shown(blocks("a.txt", text)))
                .startsWith("HEADING1|Manual|", "HEADING2|Scope|", "PARAGRAPH|This is it.|", "HEADING1|End|");
        assertThat(shown(blocks("a.txt", text))).last().isEqualTo("PARAGRAPH|not\na heading\n---------|");
    }

    @Test
    void decodesByteOrderMarksAndGuessesOldEncodings() {
        assertThat(parse("a.txt", "\uFEFFgrün".getBytes(UTF_8))
                        .blocks()
                        .getFirst()
                        .text())
                .isEqualTo("grün");
        byte[] wide = "\uFEFF宽字符".getBytes(Charset.forName("UTF-16LE"));
        assertThat(parse("a.txt", wide).blocks().getFirst().text()).isEqualTo("宽字符");
        String chinese = "公司员工手册规定了年假、病假和报销的办法。所有员工都应当遵守本手册的规定。";
        assertThat(parse("a.txt", chinese.getBytes(Charset.forName("GB18030")))
                        .blocks()
                        .getFirst()
                        .text())
                .isEqualTo(chinese);
        String german = "Die Größe der Räume ist für die Übergabe maßgeblich und später zu prüfen.";
        assertThat(parse("a.txt", german.getBytes(Charset.forName("windows-1252")))
                        .blocks()
                        .getFirst()
                        .text())
                .isEqualTo(german);
    }

    @Test
    void readsTheStructureOfMarkdown() {
        String text = """
                ---
                title: "The handbook"
                tags:
                  - a
                ---
                # Leave

                Everybody has *30 days* of
                [leave](https://example.org).

                * first
                  * second

                > said

                ```java
                int a;

                int b;
                ```

                | Grade | Days |
                |-------|------|
                | A     | 30   |
                """;
        ParsedDocument document = parse("a.md", text.getBytes(UTF_8));
        assertThat(document.properties()).containsEntry("title", "The handbook").doesNotContainKey("tags");
        assertThat(shown(document.blocks()))
                .containsExactly(
                        "HEADING1|Leave|",
                        "PARAGRAPH|Everybody has 30 days of leave.|",
                        "LIST_ITEM1|first|",
                        "LIST_ITEM2|second|",
                        "QUOTE|said|",
                        "CODE|int a;\n\nint b;|java",
                        "TABLE_ROW|A\t30|Grade\tDays");
    }

    @Test
    void survivesMarkdownThatIsNestedWithoutEnd() {
        assertThat(blocks("a.md", ">".repeat(50_000) + " x")).isNotEmpty();
        assertThat(blocks("a.md", "[".repeat(50_000) + "x" + "](y)".repeat(10_000)))
                .isNotEmpty();
    }

    @Test
    void namesTheColumnsOfEveryRow() {
        assertThat(shown(blocks("a.csv", "Name;Price\n\"Desk; oak\";1,200.00\n\nChair;80\n")))
                .containsExactly("TABLE_ROW|Desk; oak\t1,200.00|Name\tPrice", "TABLE_ROW|Chair\t80|Name\tPrice");
        assertThat(shown(blocks("a.tsv", "1\t2\n3\t4\n"))).containsExactly("TABLE_ROW|1\t2|", "TABLE_ROW|3\t4|");
    }

    @Test
    void keepsLineBreaksOutOfCells() {
        assertThat(shown(blocks("a.csv", "a,b\n\"one\ntwo\",\"x\ty\"\n")))
                .containsExactly("TABLE_ROW|one two\tx y|a\tb");
    }

    @Test
    void cutsJsonAtTheObjectsOfAnArray() {
        String json = """
                {"name": "list", "tags": ["x", "y"],
                 "items": [{"id": 1, "at": {"city": "Bonn"}}, {"id": 2, "at": null}], "end": true}""";
        assertThat(shown(blocks("a.json", json)))
                .containsExactly(
                        "JSON|name: list\ntags[0]: x\ntags[1]: y|",
                        "JSON|id: 1\nat.city: Bonn|items[0]",
                        "JSON|id: 2\nat: null|items[1]",
                        "JSON|end: true|");
    }

    @Test
    void readsEachJsonLineAsADocument() {
        assertThat(shown(blocks("a.jsonl", "{\"q\": 1}\n\n[2, 3]\n")))
                .containsExactly("JSON|q: 1|[0]", "JSON|[0]: 2\n[1]: 3|[2]");
    }

    @Test
    void saysWhereJsonIsDamagedOrTooDeep() {
        assertThatThrownBy(() -> blocks("a.json", "{\"a\": \n tru}"))
                .isInstanceOf(AppException.Rejected.class)
                .hasMessageStartingWith("The JSON is damaged at line 2");
        assertThatThrownBy(() -> blocks("a.jsonl", "{}\n{\n")).hasMessageStartingWith("The JSON in line 2 is damaged");
        assertThatThrownBy(() -> blocks("a.json", "[".repeat(100_000)))
                .hasMessageStartingWith("The JSON is nested deeper than 200 levels");
    }

    @Test
    void cutsCodeWhereADefinitionBeginsAndKeepsIndentation() {
        String code = "import os\n\ndef a():\n    one\n\n    two\n\ndef b():\n    pass\n";
        assertThat(shown(blocks("a.py", code)))
                .containsExactly(
                        "CODE|import os|py", "CODE|def a():\n    one\n\n    two|py", "CODE|def b():\n    pass|py");
    }

    @Test
    void takesEntitiesOfXmlAsText() {
        String bomb = "<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]>\n<x>&a;</x>";
        assertThat(blocks("a.xml", bomb).getFirst().text()).isEqualTo(bomb);
    }

    @Test
    void losesNothingOfALineWithoutEnd() {
        String line = IntStream.range(0, 20_000).mapToObj(i -> "w" + i).collect(Collectors.joining(" "));
        String joined = blocks("a.sql", line).stream().map(Block::text).collect(Collectors.joining());
        assertThat(joined.replaceAll("\\s", "")).isEqualTo(line.replace(" ", ""));
    }

    @Test
    void saysWhatAMisnamedFileIs() {
        byte[] png = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n', 0, 0, 0, 13, 'I', 'H', 'D', 'R'};
        assertThatThrownBy(() -> parse("a.pdf", png))
                .isInstanceOf(AppException.Rejected.class)
                .hasMessage("The file is named .pdf but it is a PNG picture, not a PDF.");
        assertThatThrownBy(() -> parse("a.txt", png))
                .hasMessage("The file is named .txt but it is a PNG picture, not a text file.");
        assertThatThrownBy(() -> parse("a.docx", "%PDF-1.7\n".getBytes(UTF_8)))
                .hasMessage("The file is named .docx but it is a PDF, not a Word document.");
    }

    @Test
    void refusesWhatIsEmptyTooLargeOrUnknown() {
        assertThatThrownBy(() -> parse("a.txt", new byte[0])).hasMessage("The file is empty.");
        assertThatThrownBy(() -> blocks("a.txt", " \n\n ")).hasMessage("The file holds no text.");
        assertThatThrownBy(() -> blocks("a.txt", "x".repeat(1 << 20) + "y"))
                .hasMessageStartingWith("The file is larger than 1 MiB");
        assertThatThrownBy(() -> blocks("a.txt", "x".repeat(300_000)))
                .hasMessageStartingWith("The file holds more than 200000 characters");
        assertThatThrownBy(() -> blocks("a.exe", "x")).hasMessageStartingWith("Files named .exe cannot be parsed");
        assertThatThrownBy(() -> blocks("a.mp3", "x")).hasMessageContaining("no speech recognition");
    }

    @Test
    void stopsWhenTheCallerGaveUp() throws IOException {
        Path file = Files.writeString(folder.resolve("blob"), "a,b\n".repeat(50_000));
        ParseProgress gaveUp = new ParseProgress() {
            private int heard;

            @Override
            public void pages(int done, int total) {
                heard = done;
            }

            @Override
            public boolean cancelled() {
                return heard >= 3;
            }
        };
        assertThatThrownBy(() -> parsers.parse(ParseRequest.of(file, "a.csv"), gaveUp))
                .isInstanceOfSatisfying(
                        AppException.class, error -> assertThat(error.code()).isEqualTo(ErrorCode.CANCELLED));
    }

    @Test
    void blocksHaveTheKindsThatTheChunkersKnow() {
        assertThat(blocks("a.txt", "x").getFirst()).isEqualTo(new Block(Kind.PARAGRAPH, 0, "x", 0, List.of(), ""));
    }

    private static final class NoWorkers implements Parser {
        @Override
        public ParsedDocument parse(FileFormat format, ParseRequest request, ParseProgress progress) {
            throw new AssertionError("no worker is needed for " + format);
        }

        @Override
        public void close() {}
    }
}
