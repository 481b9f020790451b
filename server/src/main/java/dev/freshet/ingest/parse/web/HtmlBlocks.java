package dev.freshet.ingest.parse.web;

import dev.freshet.ingest.parse.DocumentBuilder;
import dev.freshet.ingest.parse.ParsedDocument.Kind;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;

/// Writes the elements of a page into a document. Recursion is safe: the depth of the page was checked.
final class HtmlBlocks {
    private static final String SKIPPED = "script, style, noscript, template, svg, iframe, object, nav, footer, button,"
            + " select, input, textarea, [role=navigation], [role=contentinfo], [role=search], [hidden],"
            + " [aria-hidden=true], .sphinxsidebar, a.headerlink";
    private static final Pattern LANGUAGE = Pattern.compile("(?:language|lang|highlight|brush)[-:]\\s*([\\w+#-]+)");
    private static final Set<String> NO_LANGUAGE = Set.of("default", "none", "text", "plain");
    private static final Pattern SPACE = Pattern.compile("[\\s\\u00A0]+");
    private static final Pattern NOTE_NUMBER = Pattern.compile("[\\[(]?(?:\\d{1,3}|[*†‡])[\\])]?");
    private static final char LINE_BREAK = '\u2028';

    private final DocumentBuilder document;
    private final StringBuilder inline = new StringBuilder();
    private Kind kind = Kind.PARAGRAPH;
    private int listDepth;
    private String noteNumber = "";

    HtmlBlocks(DocumentBuilder document) {
        this.document = document;
    }

    void write(Element content) {
        children(content);
        flush();
    }

    private void children(Element parent) {
        for (Node child : parent.childNodes()) {
            if (child instanceof TextNode text) {
                inline.append(text.getWholeText());
            } else if (child instanceof Element element && !element.is(SKIPPED)) {
                element(element);
            }
        }
    }

    private void element(Element element) {
        switch (element.normalName()) {
            case "br" -> inline.append(LINE_BREAK);
            case "img" -> inline.append(' ').append(element.attr("alt")).append(' ');
            case "h1", "h2", "h3", "h4", "h5", "h6" -> heading(element);
            case "pre" -> code(element);
            case "table" -> table(element);
            case "ul", "ol", "menu", "dl" -> list(element);
            case "li" -> item(element);
            case "dt" -> term(element);
            case "blockquote" -> within(element, Kind.QUOTE);
            case "dd" -> within(element, Kind.PARAGRAPH);
            default -> other(element);
        }
    }

    private void other(Element element) {
        if (!element.isBlock()) {
            children(element);
            return;
        }
        flush();
        children(element);
        flush();
    }

    private void heading(Element element) {
        flush();
        children(element);
        String text = takeInline();
        document.add(Kind.HEADING, element.normalName().charAt(1) - '0', text, "");
    }

    private void code(Element element) {
        flush();
        document.add(
                Kind.CODE, 0, element.wholeText().stripTrailing().replaceFirst("\\A\\s*\\n", ""), language(element));
    }

    /// As the page's highlighter names it, on the element, what is around it or what is in it.
    private static String language(Element pre) {
        Element code = pre.selectFirst("code[class]");
        String classes = Stream.of(
                        pre,
                        pre.parent(),
                        pre.parents().size() > 1 ? pre.parents().get(1) : null,
                        code)
                .filter(Objects::nonNull)
                .map(Element::className)
                .collect(Collectors.joining(" "));
        Matcher matcher = LANGUAGE.matcher(classes);
        return matcher.find() && !NO_LANGUAGE.contains(matcher.group(1)) ? matcher.group(1) : "";
    }

    private void list(Element element) {
        flush();
        listDepth++;
        children(element);
        flush();
        listDepth--;
    }

    /// Only the first block of an item is the item; what follows in it are paragraphs.
    private void item(Element element) {
        flush();
        Kind outer = kind;
        kind = Kind.LIST_ITEM;
        children(element);
        flush();
        kind = outer;
    }

    /// A footnote's number is the beginning of the note.
    private void term(Element element) {
        if (NOTE_NUMBER.matcher(element.text().strip()).matches()) {
            flush();
            children(element);
            noteNumber = takeInline();
            return;
        }
        item(element);
    }

    private void within(Element element, Kind inner) {
        flush();
        Kind outer = kind;
        kind = inner;
        children(element);
        flush();
        kind = outer;
    }

    private void table(Element element) {
        flush();
        if (element.attr("role").equals("presentation") || element.selectFirst("table table") != null) {
            children(element);
            flush();
            return;
        }
        new HtmlTable(element).write(document);
    }

    private void flush() {
        String text = takeInline();
        if (text.isEmpty()) {
            return;
        }
        if (!noteNumber.isEmpty()) {
            text = noteNumber + " " + text;
            noteNumber = "";
        }
        document.add(kind, kind == Kind.LIST_ITEM ? Math.max(1, listDepth) : 0, text, "");
        if (kind == Kind.LIST_ITEM) {
            kind = Kind.PARAGRAPH;
        }
    }

    private String takeInline() {
        String text = SPACE.matcher(inline.toString().replace(LINE_BREAK, '\u0001'))
                .replaceAll(" ")
                .replaceAll(" ?\u0001 ?", "\n")
                .strip();
        inline.setLength(0);
        return text;
    }
}
