package dev.freshet.ingest.chunk;

import dev.freshet.ingest.chunk.piece.BlockText;
import dev.freshet.ingest.parse.ParsedDocument.Block;
import dev.freshet.ingest.parse.ParsedDocument.Box;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Reads questions and answers from columns: the first cell asks, the others answer. A row of one cell goes
/// on with the answer before it.
final class QaRows {
    private static final String TAB = "\t";
    private static final String COMMA = ",";
    private static final Set<String> QUESTION = Set.of("question", "questions", "q", "frage", "问题", "问");

    private final List<QaChunks.Pair> pairs = new ArrayList<>();

    private QaRows() {}

    /// Lines with a tab between question and answer, or with one comma where more lines have that (contract §17).
    static List<QaChunks.Pair> ofLines(List<String> lines) {
        boolean commas = lines.stream().filter(line -> isPair(line, COMMA)).count()
                > lines.stream().filter(line -> isPair(line, TAB)).count();
        QaRows rows = new QaRows();
        lines.forEach(line -> rows.add(commas && isPair(line, COMMA) ? line.replace(COMMA, TAB) : line, List.of()));
        return rows.pairs;
    }

    private static boolean isPair(String line, String between) {
        return line.split(between, -1).length == 2;
    }

    /// Rows of tables. What a parser took for the names of the columns is a pair too, unless it says
    /// "question".
    static List<QaChunks.Pair> ofTable(List<Block> blocks) {
        QaRows rows = new QaRows();
        String header = "";
        for (Block row : blocks) {
            if (BlockText.isRow(row)) {
                if (!row.label().equals(header)) {
                    header = row.label();
                    rows.add(header, List.of());
                }
                rows.add(row.text(), row.boxes());
            }
        }
        return rows.pairs;
    }

    private void add(String row, List<Box> boxes) {
        List<String> cells = Arrays.stream(row.split(TAB, -1))
                .map(String::strip)
                .filter(cell -> !cell.isEmpty())
                .toList();
        if (cells.size() > 1 && !namesColumns(cells)) {
            String answer = String.join("\n", cells.subList(1, cells.size()));
            pairs.add(new QaChunks.Pair(cells.getFirst(), answer, boxes));
        } else if (cells.size() == 1 && !pairs.isEmpty()) {
            QaChunks.Pair last = pairs.removeLast();
            List<Box> places = new ArrayList<>(last.boxes());
            places.addAll(boxes);
            pairs.add(new QaChunks.Pair(last.question(), last.answer() + "\n" + cells.getFirst(), places));
        }
    }

    private boolean namesColumns(List<String> cells) {
        return pairs.isEmpty() && QUESTION.contains(cells.getFirst().toLowerCase(Locale.ROOT));
    }
}
