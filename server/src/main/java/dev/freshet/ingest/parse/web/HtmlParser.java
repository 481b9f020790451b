package dev.freshet.ingest.parse.web;

import dev.freshet.core.AppException;
import dev.freshet.ingest.parse.DocumentBuilder;
import dev.freshet.ingest.parse.FormatParser;
import dev.freshet.ingest.parse.ParseRequest;
import dev.freshet.ingest.parse.text.TextReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.jsoup.select.Elements;

/// HTML pages, as browsers read them: never an error of syntax, never an external resource. What surrounds
/// the content (navigation, scripts, forms) is left out.
public final class HtmlParser implements FormatParser {
    private static final int DEEPEST = 400;
    private static final int HEAD_BYTES = 4_096;
    private static final double LEAST_SHARE = 0.3;

    @Override
    public void parse(ParseRequest request, DocumentBuilder document) throws IOException {
        byte[] bytes = Files.readAllBytes(request.file());
        String head = new String(bytes, 0, Math.min(bytes.length, HEAD_BYTES), StandardCharsets.ISO_8859_1);
        Document page = head.contains("charset") || head.contains("encoding=")
                ? Jsoup.parse(new ByteArrayInputStream(bytes), null, "", parser())
                : Jsoup.parse(TextReader.decode(bytes), "", parser());
        write(page, document);
    }

    /// Parses a page that is already decoded.
    static void parse(String html, DocumentBuilder document) {
        write(Jsoup.parse(html, "", parser()), document);
    }

    private static Parser parser() {
        return Parser.htmlParser().setMaxDepth(DEEPEST + 50);
    }

    private static void write(Document page, DocumentBuilder document) {
        checkDepth(page);
        document.checkCancelled();
        document.property("title", page.title());
        for (Element meta : page.select("meta[name=author], meta[name=description]")) {
            document.property(meta.attr("name"), meta.attr("content"));
        }
        new HtmlBlocks(document).write(content(page));
    }

    /// What the page itself marks as its content, when that is a good part of it.
    private static Element content(Document page) {
        Elements marked = page.select("main, [role=main]");
        int all = page.body().text().length();
        return marked.size() == 1 && marked.getFirst().text().length() >= all * LEAST_SHARE
                ? marked.getFirst()
                : page.body();
    }

    private static void checkDepth(Document page) {
        page.traverse((node, depth) -> {
            if (depth > DEEPEST) {
                throw AppException.invalid("The page is nested deeper than " + DEEPEST + " levels.");
            }
        });
    }
}
