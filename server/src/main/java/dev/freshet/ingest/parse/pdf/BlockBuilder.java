package dev.freshet.ingest.parse.pdf;

import dev.freshet.ingest.parse.DocumentBuilder;
import dev.freshet.ingest.parse.ParsedDocument.Block;
import dev.freshet.ingest.parse.ParsedDocument.Box;
import dev.freshet.ingest.parse.ParsedDocument.Kind;
import dev.freshet.ingest.parse.TableRows;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Rebuilds headings, paragraphs, lists, code and tables from lines in reading order.
final class BlockBuilder {
    private static final Pattern LIST_START =
            Pattern.compile("^(?:[•‣▪●○◦∙·]\\s*|[–—*-]\\s+|\\(?(?:\\d{1,3}|[a-zA-Z]|[ivx]{1,5})[.)]\\s+)(?=\\S)");

    private static final Pattern BULLET = Pattern.compile("[•‣▪●○◦∙]\\s*\\S");

    private final DocumentBuilder document;
    private final Headings headings;
    private final Hyphens hyphens;
    private final Spacing spacing;
    private final ListDepth depths = new ListDepth();
    private final StringBuilder text = new StringBuilder();
    private final List<Line> open = new ArrayList<>();
    private Kind kind = Kind.PARAGRAPH;
    private int level;
    private @Nullable TableRows table;
    private int tablePage;
    private int tableNumber;

    BlockBuilder(DocumentBuilder document, Headings headings, Hyphens hyphens, Spacing spacing) {
        this.document = document;
        this.headings = headings;
        this.hyphens = hyphens;
        this.spacing = spacing;
    }

    void write(List<Line> lines) {
        for (Line line : lines) {
            document.checkCancelled();
            if (line.isRow()) {
                row(line);
            } else {
                endTable();
                text(line);
            }
        }
        flush();
        endTable();
    }

    private void row(Line line) {
        flush();
        if (table == null || tablePage != line.page() || tableNumber != line.table()) {
            endTable();
            table = new TableRows(document, line.page(), "");
            tablePage = line.page();
            tableNumber = line.table();
        }
        table.row(line.cells(), List.of(line.box()));
    }

    private void endTable() {
        if (table != null) {
            table.end();
            table = null;
        }
    }

    private void text(Line line) {
        int heading = headings.level(line);
        Kind found = kind(line, heading);
        reconsiderCode(line, found);
        if (!open.isEmpty() && continues(line, found)) {
            append(line);
            return;
        }
        if (kind == Kind.HEADING && found == Kind.HEADING && ChapterNumber.isBefore(line, open)) {
            level = heading;
            append(line);
            return;
        }
        flush();
        kind = found;
        level = found == Kind.LIST_ITEM ? depths.of(line) : heading;
        if (found != Kind.LIST_ITEM && found != Kind.CODE && depths.isOutside(line)) {
            depths.clear();
        }
        append(line);
    }

    private static Kind kind(Line line, int heading) {
        if (heading > 0) {
            return Kind.HEADING;
        }
        boolean bullet = BULLET.matcher(line.text()).lookingAt();
        if (line.style().mono() && !bullet) {
            return Kind.CODE;
        }
        return bullet || LIST_START.matcher(line.text()).find() ? Kind.LIST_ITEM : Kind.PARAGRAPH;
    }

    private boolean continues(Line line, Kind found) {
        Line last = open.getLast();
        boolean samePlace = last.frame().equals(line.frame()) && last.column().equals(line.column());
        return switch (kind) {
            case CODE -> found == Kind.CODE && samePlace && spacing.isWithinCode(last, line);
            case HEADING ->
                found == Kind.HEADING && samePlace && !spacing.differs(last, line) && spacing.isNext(last, line);
            case PARAGRAPH, LIST_ITEM -> continuesText(line, found, samePlace);
            case TABLE_ROW, QUOTE, JSON -> false;
        };
    }

    private boolean continuesText(Line line, Kind found, boolean samePlace) {
        Line last = open.getLast();
        if (found == Kind.CODE) {
            // a long literal may fill a line of a paragraph
            return samePlace && spacing.isNext(last, line) && spacing.isFull(last) && isAligned(last, line);
        }
        if (found != Kind.PARAGRAPH || spacing.differs(last, line)) {
            return false;
        }
        if (!samePlace) {
            return !Letters.endsSentence(text)
                    && Character.isLowerCase(line.text().codePointAt(0));
        }
        return spacing.isNext(last, line) && !spacing.endsEarly(last, line) && keepsIndentation(line);
    }

    /// The first line of a paragraph may be indented, and so may all but the first of a list item.
    private boolean keepsIndentation(Line line) {
        Line last = open.getLast();
        if (isAligned(last, line)) {
            return true;
        }
        boolean isSecond = open.size() == 1;
        boolean deeper = line.area().left() > last.area().left();
        return isSecond && (kind == Kind.LIST_ITEM) == deeper;
    }

    private static boolean isAligned(Line last, Line line) {
        return Math.abs(last.area().left() - line.area().left())
                <= 0.8f * line.style().size();
    }

    /// One line of literals right above text is no code but a term, or the begin of the paragraph.
    private void reconsiderCode(Line line, Kind found) {
        if (kind == Kind.CODE && found == Kind.PARAGRAPH && open.size() == 1) {
            Line last = open.getFirst();
            if (last.column().equals(line.column()) && spacing.isNext(last, line)) {
                kind = Kind.PARAGRAPH;
                level = 0;
                hyphens.append(text, last.text().strip());
            }
        }
    }

    private void append(Line line) {
        if (kind != Kind.CODE) {
            hyphens.append(text, line.text().strip());
        }
        open.add(line);
    }

    private void flush() {
        if (open.isEmpty()) {
            return;
        }
        List<Box> boxes = open.stream().map(Line::box).toList();
        document.add(new Block(kind, level, written(), open.getFirst().page(), boxes, ""));
        open.clear();
        text.setLength(0);
    }

    private String written() {
        if (kind == Kind.CODE) {
            return spacing.code(open);
        }
        String plain = text.toString().strip();
        return kind == Kind.LIST_ITEM ? LIST_START.matcher(plain).replaceFirst(BlockBuilder::label) : plain;
    }

    /// Bullets go, numbers stay: they are what others refer to.
    private static String label(MatchResult match) {
        String label = match.group();
        return label.chars().anyMatch(Character::isLetterOrDigit) ? Matcher.quoteReplacement(label) : "";
    }
}
