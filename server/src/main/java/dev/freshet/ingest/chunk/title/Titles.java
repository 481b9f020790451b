package dev.freshet.ingest.chunk.title;

import dev.freshet.ingest.chunk.piece.Piece;
import dev.freshet.ingest.parse.ParsedDocument.Block;
import dev.freshet.ingest.parse.ParsedDocument.Box;
import dev.freshet.ingest.parse.ParsedDocument.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Makes headings of numbered titles that the file does not mark as such, and gives numbered headings levels
/// in the order of their marks: parts above chapters above sections above articles, `1` above `1.1`. Headings
/// without a number keep the levels of the file.
public final class Titles {
    private final List<Block> blocks;
    private final boolean articles;
    private final Set<TitleMark> marks;
    private final Map<TitleMark, Integer> levels;

    private Titles(List<Block> blocks, boolean articles) {
        this.blocks = blocks;
        this.articles = articles;
        this.marks = marks(blocks);
        this.levels = levels();
    }

    /// The blocks with headings, without a table of contents.
    public static List<Block> of(List<Block> blocks) {
        return new Titles(TableOfContents.removed(TitleLines.apart(blocks)), false).found();
    }

    /// The same for a law, each article of which gets its number as heading.
    public static List<Block> ofLaw(List<Block> blocks) {
        return new Titles(TableOfContents.removed(TitleLines.apart(blocks)), true).found();
    }

    private List<Block> found() {
        List<Block> found = new ArrayList<>(blocks.size());
        for (int i = 0; i < blocks.size(); i++) {
            Optional<TitleMark.Found> mark = mark(blocks.get(i)).filter(each -> marks.contains(each.mark()));
            if (mark.isEmpty()) {
                found.add(blocks.get(i));
            } else if (isBare(blocks.get(i), mark.get()) && isName(i + 1)) {
                found.add(joined(blocks.get(i), blocks.get(i + 1), level(mark.get())));
                i++;
            } else {
                add(blocks.get(i), mark.get(), found);
            }
        }
        return found;
    }

    private Optional<TitleMark.Found> mark(Block block) {
        return switch (block.kind()) {
            case HEADING -> TitleMark.of(block.text().strip());
            case PARAGRAPH -> articles ? TitleLines.titleOrArticle(block.text()) : title(block);
            case LIST_ITEM, TABLE_ROW, CODE, QUOTE, JSON -> Optional.empty();
        };
    }

    private static Optional<TitleMark.Found> title(Block block) {
        return block.text().strip().contains("\n") ? Optional.empty() : TitleLines.title(block.text());
    }

    private int level(TitleMark.Found found) {
        return levels.getOrDefault(found.mark(), 1);
    }

    private void add(Block block, TitleMark.Found mark, List<Block> found) {
        String text = block.text();
        boolean whole = block.kind() == Kind.HEADING || title(block).isPresent();
        int end = whole ? text.length() : text.length() - text.stripLeading().length() + mark.end();
        found.add(part(block, Kind.HEADING, level(mark), 0, end));
        String rest = text.substring(end).replaceFirst("^[\\s.:：、]+", "");
        if (!rest.isBlank()) {
            found.add(part(block, Kind.PARAGRAPH, 0, text.length() - rest.length(), text.length()));
        }
    }

    private static Block part(Block block, Kind kind, int level, int from, int to) {
        return new Block(
                kind,
                level,
                block.text().substring(from, to).strip(),
                block.page(),
                Piece.boxesOf(block.boxes(), from, to, block.text().length()),
                "");
    }

    /// A number on a line of its own, with its title on the next.
    private static Block joined(Block number, Block name, int level) {
        List<Box> boxes = new ArrayList<>(number.boxes());
        boxes.addAll(name.boxes());
        String text = number.text().strip() + " " + name.text().strip();
        return new Block(Kind.HEADING, level, text, number.page(), boxes, "");
    }

    private static boolean isBare(Block block, TitleMark.Found mark) {
        String text = block.text().strip();
        return text.substring(Math.min(mark.end(), text.length())).chars().noneMatch(Character::isLetterOrDigit);
    }

    /// Whether a block reads as the name of the title above it.
    private boolean isName(int at) {
        if (at >= blocks.size() || mark(blocks.get(at)).isPresent()) {
            return false;
        }
        Block block = blocks.get(at);
        boolean kind = block.kind() == Kind.PARAGRAPH || block.kind() == Kind.HEADING;
        return kind && TitleLines.isName(block.text());
    }

    /// The marks that number titles here: those of a list follow each other without text between.
    private Set<TitleMark> marks(List<Block> all) {
        Map<TitleMark, Integer> times = new EnumMap<>(TitleMark.class);
        Map<TitleMark, Integer> idle = new EnumMap<>(TitleMark.class);
        for (int i = 0; i < all.size(); i++) {
            Optional<TitleMark> mark = mark(all.get(i)).map(TitleMark.Found::mark);
            if (mark.isPresent()) {
                boolean listed = all.get(i).kind() == Kind.PARAGRAPH
                        && i + 1 < all.size()
                        && mark(all.get(i + 1)).map(TitleMark.Found::mark).equals(mark);
                times.merge(mark.get(), 1, Integer::sum);
                idle.merge(mark.get(), listed ? 1 : 0, Integer::sum);
            }
        }
        Set<TitleMark> found = EnumSet.noneOf(TitleMark.class);
        times.forEach((mark, count) -> {
            boolean list = idle.getOrDefault(mark, 0) * 2 > count && !(articles && mark.numbersText());
            if (count > 1 && !list && (!articles || mark.compareTo(TitleMark.ARTICLE) <= 0)) {
                found.add(mark);
            }
        });
        return found;
    }

    private Map<TitleMark, Integer> levels() {
        Map<TitleMark, Integer> given = new EnumMap<>(TitleMark.class);
        int unnumbered = 0;
        for (Block block : blocks) {
            if (block.kind() == Kind.HEADING) {
                Optional<TitleMark> mark =
                        mark(block).map(TitleMark.Found::mark).filter(marks::contains);
                mark.ifPresent(each -> given.merge(each, block.level(), Math::min));
                unnumbered = mark.isPresent() ? unnumbered : Math.max(unnumbered, block.level());
            }
        }
        Map<TitleMark, Integer> result = new EnumMap<>(TitleMark.class);
        int above = titleLevel();
        for (TitleMark mark : order()) {
            int least = mark == TitleMark.ARTICLE && !given.containsKey(mark) ? Math.max(above, unnumbered) : above;
            above = Math.max(given.getOrDefault(mark, 0), least + 1);
            result.put(mark, above);
        }
        return result;
    }

    /// The level of the document's own title, which stands above all numbers; 0 when it has none.
    private int titleLevel() {
        Block first = blocks.isEmpty() ? Block.paragraph("") : blocks.getFirst();
        boolean title = first.kind() == Kind.HEADING
                && mark(first).filter(each -> marks.contains(each.mark())).isEmpty();
        return title ? first.level() : 0;
    }

    /// Sections below articles, as in constitutions, where the first article has some; else articles below
    /// sections.
    private List<TitleMark> order() {
        List<TitleMark> order = new ArrayList<>(
                Arrays.stream(TitleMark.values()).filter(marks::contains).toList());
        List<TitleMark> seen = blocks.stream()
                .flatMap(block -> mark(block).stream())
                .map(TitleMark.Found::mark)
                .toList();
        int first = seen.indexOf(TitleMark.ARTICLE);
        boolean below = first >= 0
                && first + 1 < seen.size()
                && seen.get(first + 1) == TitleMark.SECTION
                && seen.indexOf(TitleMark.SECTION) > first;
        if (below && marks.contains(TitleMark.SECTION) && marks.contains(TitleMark.ARTICLE)) {
            Collections.swap(order, order.indexOf(TitleMark.SECTION), order.indexOf(TitleMark.ARTICLE));
        }
        return order;
    }
}
