package dev.freshet.ingest.parse.text;

import dev.freshet.ingest.parse.DocumentBuilder;
import dev.freshet.ingest.parse.ParsedDocument.Kind;
import dev.freshet.ingest.parse.TableRows;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableHead;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.Code;
import org.commonmark.node.CustomBlock;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;

/// Writes a Markdown tree into a document.
final class MarkdownBlocks extends AbstractVisitor {
    private static final Pattern TAG = Pattern.compile("(?s)<!--.*?-->|<[^<>]*>");

    private final DocumentBuilder document;
    private int listDepth;
    private int quoteDepth;

    MarkdownBlocks(DocumentBuilder document) {
        this.document = document;
    }

    @Override
    public void visit(Heading heading) {
        document.add(Kind.HEADING, heading.getLevel(), inline(heading), "");
    }

    @Override
    public void visit(Paragraph paragraph) {
        document.checkCancelled();
        boolean opensItem = listDepth > 0 && paragraph.getPrevious() == null;
        if (opensItem) {
            document.add(Kind.LIST_ITEM, listDepth, inline(paragraph), "");
            return;
        }
        document.add(quoteDepth > 0 ? Kind.QUOTE : Kind.PARAGRAPH, 0, inline(paragraph), "");
    }

    @Override
    public void visit(ListItem item) {
        listDepth++;
        visitChildren(item);
        listDepth--;
    }

    @Override
    public void visit(BlockQuote quote) {
        quoteDepth++;
        visitChildren(quote);
        quoteDepth--;
    }

    @Override
    public void visit(FencedCodeBlock code) {
        String info = code.getInfo() == null ? "" : code.getInfo().strip();
        document.add(Kind.CODE, 0, code.getLiteral().stripTrailing(), info.split("[\\s{,]", 2)[0]);
    }

    @Override
    public void visit(IndentedCodeBlock code) {
        document.add(Kind.CODE, 0, code.getLiteral().stripTrailing(), "");
    }

    @Override
    public void visit(HtmlBlock html) {
        document.add(
                Kind.PARAGRAPH,
                0,
                TAG.matcher(html.getLiteral()).replaceAll(" ").strip(),
                "");
    }

    @Override
    public void visit(CustomBlock block) {
        if (block instanceof TableBlock) {
            table(block);
            return;
        }
        visitChildren(block);
    }

    private void table(Node table) {
        TableRows rows = new TableRows(document, 0, "");
        for (Node part = table.getFirstChild(); part != null; part = part.getNext()) {
            for (Node row = part.getFirstChild(); row != null; row = row.getNext()) {
                if (part instanceof TableHead) {
                    rows.header(cells(row));
                } else if (row instanceof TableRow) {
                    rows.row(cells(row));
                }
            }
        }
        rows.end();
    }

    private static List<String> cells(Node row) {
        List<String> cells = new ArrayList<>();
        for (Node cell = row.getFirstChild(); cell != null; cell = cell.getNext()) {
            cells.add(inline(cell));
        }
        return cells;
    }

    private static String inline(Node parent) {
        Inline inline = new Inline();
        for (Node child = parent.getFirstChild(); child != null; child = child.getNext()) {
            child.accept(inline);
        }
        return inline.text.toString().strip();
    }

    /// The words alone: links keep their text, pictures their description, HTML tags go.
    private static final class Inline extends AbstractVisitor {
        private final StringBuilder text = new StringBuilder();

        @Override
        public void visit(Text node) {
            text.append(node.getLiteral());
        }

        @Override
        public void visit(Code code) {
            text.append(code.getLiteral());
        }

        @Override
        public void visit(SoftLineBreak lineBreak) {
            boolean ideographs = !text.isEmpty() && Character.isIdeographic(text.codePointBefore(text.length()));
            text.append(ideographs ? "" : " ");
        }

        @Override
        public void visit(HardLineBreak lineBreak) {
            text.append('\n');
        }
    }
}
