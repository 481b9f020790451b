package dev.freshet.ingest.parse.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.core.AppException;
import dev.freshet.ingest.parse.DocumentBuilder;
import dev.freshet.ingest.parse.FileFormat;
import dev.freshet.ingest.parse.FormatParser;
import dev.freshet.ingest.parse.ParseProgress;
import dev.freshet.ingest.parse.ParseRequest;
import dev.freshet.ingest.parse.ParsedDocument;
import dev.freshet.ingest.parse.text.TextParser;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebParsersTest {
    @TempDir
    Path folder;

    private static ParsedDocument parse(FormatParser parser, Path file, String name) throws IOException {
        DocumentBuilder document = new DocumentBuilder(ParseProgress.none(), 1_000_000);
        parser.parse(ParseRequest.of(file, name), document);
        return document.build();
    }

    private ParsedDocument html(String text) throws IOException {
        return parse(new HtmlParser(), Files.writeString(folder.resolve("a.html"), text), "a.html");
    }

    private ParsedDocument mail(String text) throws IOException {
        FormatParser parser = new MailParser(WebParsersTest::parser);
        return parse(parser, Files.writeString(folder.resolve("a.eml"), text.replace("\n", "\r\n")), "a.eml");
    }

    private static Optional<FormatParser> parser(FileFormat format) {
        return format.home() == FileFormat.Home.IN_PROCESS ? Optional.of(TextParser.parser(format)) : Optional.empty();
    }

    private static List<String> shown(ParsedDocument document) {
        return document.blocks().stream()
                .map(block -> block.kind() + (block.level() > 0 ? "" + block.level() : "") + "|" + block.text() + "|"
                        + block.label())
                .toList();
    }

    @Test
    void readsWhatAPageSaysAndLeavesOutWhatSurroundsIt() throws IOException {
        ParsedDocument document = html("""
                <html><head><title>Leave</title><style>p {}</style></head><body>
                <nav><a href="/">Home</a></nav><script>alert(1)</script>
                <h1>Leave<a class="headerlink" href="#x">¶</a></h1>
                <p>Thirty <b>days</b>&nbsp;a year,<br>no more.</p>
                <ul><li>first<ul><li>inner</li></ul></li><li><p>second</p><p>more</p></li></ul>
                <blockquote><p>said</p></blockquote>
                <div class="highlight-java"><div><pre>int a;

                int b;</pre></div></div>
                <img src="x.png" alt="A floor plan">
                <footer>Imprint</footer></body></html>""");
        assertThat(document.properties()).containsEntry("title", "Leave");
        assertThat(shown(document))
                .containsExactly(
                        "HEADING1|Leave|",
                        "PARAGRAPH|Thirty days a year,\nno more.|",
                        "LIST_ITEM1|first|",
                        "LIST_ITEM2|inner|",
                        "LIST_ITEM1|second|",
                        "PARAGRAPH|more|",
                        "QUOTE|said|",
                        "CODE|int a;\n\nint b;|java",
                        "PARAGRAPH|A floor plan|");
    }

    @Test
    void beginsAFootnoteWithItsNumber() throws IOException {
        assertThat(shown(html("""
                <p>Some text.</p>
                <dl class="footnote"><dt><span>1</span></dt><dd><p>A note.</p><p>More of it.</p></dd>
                <dt>[2]</dt><dd>Another.</dd></dl><dl><dt>upstream</dt><dd>Where it comes from.</dd></dl>""")))
                .containsExactly(
                        "PARAGRAPH|Some text.|",
                        "PARAGRAPH|1 A note.|",
                        "PARAGRAPH|More of it.|",
                        "PARAGRAPH|[2] Another.|",
                        "LIST_ITEM1|upstream|",
                        "PARAGRAPH|Where it comes from.|");
    }

    @Test
    void repeatsSpanningCellsAndJoinsTwoRowsOfNames() throws IOException {
        assertThat(shown(html("""
                <table><caption>Sales</caption>
                <thead><tr><th rowspan=2>Team</th><th colspan=2>2024</th></tr><tr><th>Q1</th><th>Q2</th></tr></thead>
                <tr><td rowspan=2>North</td><td>1</td><td>2</td></tr><tr><td>3</td><td>4</td></tr></table>""")))
                .containsExactly(
                        "PARAGRAPH|Sales|",
                        "TABLE_ROW|North\t1\t2|Team\t2024 Q1\t2024 Q2",
                        "TABLE_ROW|North\t3\t4|Team\t2024 Q1\t2024 Q2");
    }

    @Test
    void takesTheContentThatThePageMarks() throws IOException {
        assertThat(shown(html("<div>Menu</div><div role=main><p>All of the content of the page</div><div>Ads</div>")))
                .containsExactly("PARAGRAPH|All of the content of the page|");
    }

    @Test
    void refusesAPageThatIsNestedWithoutEnd() {
        assertThatThrownBy(() -> html("<div>".repeat(200_000) + "x"))
                .isInstanceOf(AppException.Rejected.class)
                .hasMessageContaining("nested deeper than");
    }

    @Test
    void readsBrokenPages() throws IOException {
        assertThat(shown(html("<p>one<p>two</b></table><td>three"))).hasSizeGreaterThanOrEqualTo(2);
    }

    private static final String MAIL = """
            From: =?UTF-8?Q?J=C3=BCrgen?= <j@example.org>
            To: Ann <ann@example.org>, bob@example.org
            Subject: =?UTF-8?B?5ZGo5pyr?= party
            Date: Tue, 3 Mar 2026 10:00:00 +0100
            MIME-Version: 1.0
            Content-Type: multipart/mixed; boundary=outer

            --outer
            Content-Type: multipart/alternative; boundary=inner

            --inner
            Content-Type: text/plain; charset=utf-8
            Content-Transfer-Encoding: quoted-printable

            See you on Friday at caf=C3=A9 Blau.

            > When?
            --inner
            Content-Type: text/html

            <p>HTML form</p>
            --inner--
            --outer
            Content-Type: text/csv; name=list.csv
            Content-Disposition: attachment; filename=list.csv

            Name,Brings
            Ann,Cake
            --outer
            Content-Type: application/octet-stream
            Content-Disposition: attachment; filename=data.bin
            Content-Transfer-Encoding: base64

            AAAA
            --outer
            Content-Type: application/json
            Content-Disposition: attachment; filename=broken.json

            {"a":
            --outer--
            """;

    @Test
    void readsHeadBodyAndAttachmentsOfAMessage() throws IOException {
        ParsedDocument document = mail(MAIL);
        assertThat(document.properties())
                .containsEntry("subject", "周末 party")
                .containsEntry("from", "Jürgen <j@example.org>")
                .containsEntry("to", "Ann <ann@example.org>, bob@example.org")
                .containsEntry("date", "2026-03-03T09:00:00Z");
        assertThat(shown(document).subList(0, 7))
                .containsExactly(
                        "HEADING1|周末 party|",
                        "PARAGRAPH|From: Jürgen <j@example.org>\nTo: Ann <ann@example.org>, bob@example.org\n"
                                + "Date: 2026-03-03T09:00:00Z|",
                        "PARAGRAPH|See you on Friday at café Blau.|",
                        "QUOTE|> When?|",
                        "HEADING2|Attachment: list.csv|",
                        "TABLE_ROW|Ann\tCake|Name\tBrings",
                        "HEADING2|Attachment: data.bin|");
        assertThat(shown(document).subList(7, 9))
                .satisfiesExactly(
                        heading -> assertThat(heading).isEqualTo("HEADING2|Attachment: broken.json|"),
                        reason -> assertThat(reason).startsWith("PARAGRAPH|(not read: The JSON is damaged"));
    }

    @Test
    void readsTheHtmlOfAMessageWithoutPlainText() throws IOException {
        assertThat(shown(mail("Subject: Hi\nContent-Type: text/html\n\n<h2>News</h2><p>Words</p>\n")))
                .contains("HEADING2|News|", "PARAGRAPH|Words|");
    }

    @Test
    void refusesAMessageThatIsNestedWithoutEnd() {
        StringBuilder text = new StringBuilder("Subject: deep\n");
        for (int i = 0; i < 60; i++) {
            text.append("Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n".formatted(i, i));
        }
        assertThatThrownBy(() -> mail(text + "\n\nx\n"))
                .isInstanceOf(AppException.Rejected.class)
                .hasMessageContaining("nested deeper than");
    }

    @Test
    void saysOfAPictureWhatIsKnownWithoutSeeingIt() throws IOException {
        Path file = folder.resolve("x.png");
        ImageIO.write(new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB), "png", file.toFile());
        ParsedDocument document = parse(new PictureParser(), file, "floorPlan_2-north.png");
        assertThat(shown(document)).containsExactly("PARAGRAPH|Picture: floor Plan 2 north (PNG, 40 x 30 pixels)|");
        assertThat(document.properties()).containsEntry("width", "40");
    }
}
