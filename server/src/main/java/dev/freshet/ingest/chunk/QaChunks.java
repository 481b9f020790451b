package dev.freshet.ingest.chunk;

import dev.freshet.core.AppException;
import dev.freshet.ingest.chunk.piece.ChunkDraft;
import dev.freshet.ingest.chunk.piece.Piece;
import dev.freshet.ingest.chunk.piece.PieceMaker;
import dev.freshet.ingest.chunk.piece.Rendered;
import dev.freshet.ingest.chunk.piece.Section;
import dev.freshet.ingest.chunk.piece.SectionChunks;
import dev.freshet.ingest.parse.ParsedDocument.Block;
import dev.freshet.ingest.parse.ParsedDocument.Box;
import dev.freshet.ingest.parse.ParsedDocument.Kind;
import dev.freshet.text.TextCutter;
import dev.freshet.text.TokenCounter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Each question with its answer is a chunk; the question is also what the chunk is found by. Pairs come from
/// rows of two columns, from lines with a tab, or from headings with the text below them.
final class QaChunks implements MethodChunker {
    private static final int LARGEST = 2_048;
    private static final String BETWEEN_HEADINGS = " > ";

    private final TokenCounter tokens;
    private final TextCutter cutter;
    private final SectionChunks sections;

    QaChunks(TokenCounter tokens) {
        this.tokens = tokens;
        this.cutter = new TextCutter(tokens);
        this.sections = new SectionChunks(tokens);
    }

    /// A question and its answer.
    ///
    /// @param boxes places of the lines of both
    record Pair(String question, String answer, List<Box> boxes) {}

    /// @throws AppException.Rejected when there is no pair in the document
    @Override
    public List<ChunkDraft> chunk(Source source) {
        List<Pair> pairs = pairs(source);
        if (pairs.isEmpty() && !source.blocks().isEmpty()) {
            throw AppException.invalid("The chunk method \"qa\" found no question with an answer: it reads rows of two"
                    + " columns, lines with a tab between question and answer, or headings with text below.");
        }
        return pairs.stream().flatMap(pair -> chunks(pair).stream()).toList();
    }

    private List<Pair> pairs(Source source) {
        List<Block> blocks = source.blocks();
        if (source.isText()) {
            return QaRows.ofLines(source.lines());
        }
        boolean headings = blocks.stream().anyMatch(block -> block.kind() == Kind.HEADING);
        return source.isSpreadsheet() || !headings ? QaRows.ofTable(blocks) : ofHeadings(blocks);
    }

    /// Text above the first heading has no question; headings without text are part of the questions below.
    private List<Pair> ofHeadings(List<Block> blocks) {
        List<Pair> pairs = new ArrayList<>();
        for (Section section : Section.of(blocks)) {
            if (!section.path().isEmpty() && !section.body().isEmpty()) {
                String question = section.path().stream()
                        .map(heading -> heading.text().strip().replaceAll("\\s+", " "))
                        .collect(Collectors.joining(BETWEEN_HEADINGS));
                Rendered answer = sections.whole(section.body(), PieceMaker.Form.TEXT);
                List<Box> boxes = new ArrayList<>(section.path().getLast().boxes());
                boxes.addAll(answer.chunk().boxes());
                pairs.add(new Pair(question, answer.text().strip(), boxes));
            }
        }
        return pairs;
    }

    /// One chunk; several with the same question where the answer is very long.
    private List<ChunkDraft> chunks(Pair pair) {
        int room = Math.max(LARGEST / 2, LARGEST - tokens.count(pair.question()) - 8);
        List<ChunkDraft> chunks = new ArrayList<>();
        int from = 0;
        int length = pair.answer().length();
        for (String part : cutter.cut(pair.answer(), room)) {
            List<Box> boxes = Piece.boxesOf(pair.boxes(), from, from + part.length(), length);
            String text = "Question: " + pair.question() + "\nAnswer: " + part.strip();
            chunks.add(new ChunkDraft(text, boxes, List.of(), List.of(pair.question())));
            from += part.length();
        }
        return chunks;
    }
}
