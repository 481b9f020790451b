package dev.freshet.ingest.parse.text;

import dev.freshet.ingest.parse.DocumentBuilder;
import dev.freshet.ingest.parse.FormatParser;
import dev.freshet.ingest.parse.ParseRequest;
import java.io.IOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.parser.Parser;

/// Markdown as CommonMark with the tables of GitHub. The simple `key: value` lines of a YAML front matter
/// become properties; the imports and exports of MDX are left out.
public final class MarkdownParser implements FormatParser {
    private static final int DEEPEST = 200;
    private static final Pattern FRONT_MATTER =
            Pattern.compile("\\A---[ \\t]*\\n(.*?)\\n(?:---|\\.\\.\\.)[ \\t]*(?:\\n|\\z)", Pattern.DOTALL);
    private static final Pattern FRONT_MATTER_LINE = Pattern.compile("(?m)^([A-Za-z][\\w-]*):[ \\t]*(\\S.*)$");
    private static final Pattern MODULE_LINE = Pattern.compile("(?m)^(?:import|export)\\s.*(?:from|=).*$\\n?");

    @Override
    public void parse(ParseRequest request, DocumentBuilder document) throws IOException {
        String text = TextReader.read(request.file());
        boolean modules = request.fileName().endsWith(".mdx");
        parse(modules ? MODULE_LINE.matcher(text).replaceAll("") : text, document);
    }

    /// Parses a text that is already decoded.
    public static void parse(String text, DocumentBuilder document) {
        String body = frontMatter(text, document);
        Parser parser = Parser.builder()
                .extensions(List.of(TablesExtension.create()))
                .maxOpenBlockParsers(DEEPEST)
                .maxInlineNesting(DEEPEST)
                .build();
        document.checkCancelled();
        parser.parse(body).accept(new MarkdownBlocks(document));
    }

    private static String frontMatter(String text, DocumentBuilder document) {
        Matcher matter = FRONT_MATTER.matcher(text);
        if (!matter.find()) {
            return text;
        }
        Matcher line = FRONT_MATTER_LINE.matcher(matter.group(1));
        while (line.find()) {
            document.property(line.group(1), line.group(2).replaceAll("^[\"']|[\"']$", ""));
        }
        return text.substring(matter.end());
    }
}
