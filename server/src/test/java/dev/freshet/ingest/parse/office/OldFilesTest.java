package dev.freshet.ingest.parse.office;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.ingest.parse.DocumentBuilder;
import dev.freshet.ingest.parse.FormatParser;
import dev.freshet.ingest.parse.ParseProgress;
import dev.freshet.ingest.parse.ParseRequest;
import dev.freshet.ingest.parse.ParsedDocument;
import dev.freshet.ingest.parse.office.OldFiles.Paragraph;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OldFilesTest {
    @TempDir
    Path folder;

    @Test
    void readsHeadingsAndParagraphsOfWord97() throws IOException {
        Path file = folder.resolve("a.doc");
        try (OutputStream out = Files.newOutputStream(file)) {
            OldFiles.word(
                    out,
                    List.of(
                            new Paragraph(1, "Travel"),
                            new Paragraph(0, "Trains come first."),
                            new Paragraph(2, "Hotels"),
                            new Paragraph(0, "At most 120 a night.")));
        }
        assertThat(shown(parse(new Word97Parser(), file)))
                .containsExactly(
                        "HEADING1|Travel",
                        "PARAGRAPH0|Trains come first.",
                        "HEADING2|Hotels",
                        "PARAGRAPH0|At most 120 a night.");
    }

    @Test
    void readsAMessageOfOutlook() throws IOException {
        Path file = folder.resolve("a.msg");
        try (OutputStream out = Files.newOutputStream(file)) {
            OldFiles.message(out, "Ada", "Grace", "The lab moves", "On Friday.\r\n\r\nBring böxes.");
        }
        ParsedDocument document = parse(new OutlookParser(format -> Optional.empty()), file);
        assertThat(shown(document))
                .containsExactly(
                        "HEADING1|The lab moves",
                        "PARAGRAPH0|From: Ada\nTo: Grace",
                        "PARAGRAPH0|On Friday.",
                        "PARAGRAPH0|Bring böxes.");
        assertThat(document.properties())
                .containsEntry("subject", "The lab moves")
                .containsEntry("from", "Ada")
                .containsEntry("to", "Grace");
    }

    private static List<String> shown(ParsedDocument document) {
        return document.blocks().stream()
                .map(block -> block.kind() + "" + block.level() + "|" + block.text())
                .toList();
    }

    private static ParsedDocument parse(FormatParser parser, Path file) throws IOException {
        DocumentBuilder document = new DocumentBuilder(ParseProgress.none(), 1_000_000);
        parser.parse(ParseRequest.of(file, file.getFileName().toString()), document);
        return document.build();
    }
}
