package dev.freshet.ingest.chunk.piece;

import dev.freshet.ingest.parse.ParsedDocument.Box;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Pieces put together to one text that still knows where its parts stand.
///
/// @param spans in order
public record Rendered(String text, List<Span> spans) {
    /// Characters of the text that have boxes of their own.
    public record Span(int from, int to, List<Box> boxes) {}

    static Rendered of(List<Piece> pieces) {
        StringBuilder text = new StringBuilder();
        List<Span> spans = new ArrayList<>();
        boolean afterHeading = false;
        for (Piece piece : pieces) {
            if (!text.isEmpty()) {
                text.append(afterHeading && piece.isHeading() ? "\n" : piece.glue());
            }
            spans.add(new Span(text.length(), text.length() + piece.text().length(), piece.boxes()));
            text.append(piece.text());
            afterHeading = piece.isHeading();
        }
        return new Rendered(text.toString(), spans);
    }

    /// The whole text as a chunk.
    public ChunkDraft chunk() {
        return chunk(0, text.length());
    }

    /// A part of the text as a chunk with the boxes of its lines.
    public ChunkDraft chunk(int from, int to) {
        Set<Box> boxes = new LinkedHashSet<>();
        for (Span span : spans) {
            if (span.from() < to && span.to() > from) {
                int length = span.to() - span.from();
                int start = Math.max(from - span.from(), 0);
                int end = Math.min(to - span.from(), length);
                boxes.addAll(Piece.boxesOf(span.boxes(), start, end, length));
            }
        }
        return new ChunkDraft(text.substring(from, to).strip(), List.copyOf(boxes), List.of(), List.of());
    }
}
