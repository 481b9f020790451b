package dev.freshet.ingest.chunk.title;

import dev.freshet.ingest.chunk.piece.Piece;
import dev.freshet.ingest.parse.ParsedDocument.Block;
import dev.freshet.ingest.parse.ParsedDocument.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Sets the lines of paragraphs that could be titles apart, as paragraphs of their own.
final class TitleLines {
    private static final int LONGEST = 100;
    private static final Pattern SENTENCE_END = Pattern.compile("(?s).*[.。!！?？;；,，:：]");
    private static final Pattern PROSE = Pattern.compile("(?s)[\\s.:：)）、—–-]*\\p{Ll}.*");

    private TitleLines() {}

    /// The blocks with each such line by itself.
    static List<Block> apart(List<Block> blocks) {
        List<Block> apart = new ArrayList<>();
        for (Block block : blocks) {
            if (block.kind() == Kind.PARAGRAPH) {
                addLines(block, apart);
            } else {
                apart.add(block);
            }
        }
        return apart;
    }

    /// The mark of a line that could be a title: short, no sentence, and no prose that happens to begin with
    /// a mark, such as "Section 3 of the Act".
    static Optional<TitleMark.Found> title(String line) {
        String text = line.strip();
        return TitleMark.of(text).filter(found -> {
            String rest = text.substring(found.end());
            boolean bare = rest.chars().noneMatch(Character::isLetterOrDigit);
            boolean name = text.length() <= LONGEST
                    && !SENTENCE_END.matcher(text).matches()
                    && !PROSE.matcher(rest).matches();
            return bare || name;
        });
    }

    /// The mark of a line that could be a title, or begins with the number of an article whose text goes on
    /// behind it.
    static Optional<TitleMark.Found> titleOrArticle(String line) {
        Optional<TitleMark.Found> title = title(line);
        return title.isPresent()
                ? title
                : TitleMark.of(line.strip())
                        .filter(found -> found.mark().numbersText())
                        .filter(found -> !PROSE.matcher(line.strip().substring(found.end()))
                                .matches());
    }

    /// Whether a line without a mark reads as the name of a title.
    static boolean isName(String line) {
        String text = line.strip();
        return text.length() <= LONGEST
                && !text.contains("\n")
                && !SENTENCE_END.matcher(text).matches()
                && !PROSE.matcher(text).matches();
    }

    private static void addLines(Block block, List<Block> apart) {
        String text = block.text();
        int from = 0;
        int at = 0;
        boolean open = false;
        while (at < text.length()) {
            int next = text.indexOf('\n', at) + 1;
            int end = next == 0 ? text.length() : next;
            String line = text.substring(at, end);
            boolean alone =
                    TableOfContents.isTitle(line) || (!open && title(line).isPresent());
            if (alone || (!open && titleOrArticle(line).isPresent())) {
                add(block, from, at, apart);
                from = at;
            }
            if (alone) {
                add(block, from, end, apart);
                from = end;
            }
            open = !alone && !SENTENCE_END.matcher(line.stripTrailing()).matches();
            at = end;
        }
        add(block, from, text.length(), apart);
    }

    private static void add(Block block, int from, int to, List<Block> apart) {
        String part = block.text().substring(from, to);
        if (!part.isBlank()) {
            apart.add(new Block(
                    block.kind(),
                    block.level(),
                    part.strip(),
                    block.page(),
                    Piece.boxesOf(block.boxes(), from, to, block.text().length()),
                    block.label()));
        }
    }
}
