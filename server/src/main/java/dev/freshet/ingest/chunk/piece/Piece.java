package dev.freshet.ingest.chunk.piece;

import dev.freshet.ingest.parse.ParsedDocument.Box;
import java.util.ArrayList;
import java.util.List;

/// Text that goes into a chunk as it is.
///
/// @param glue what stands between it and the piece before it in the same chunk
/// @param tokens of its text, in cl100k
/// @param boxes places of its lines
/// @param kind how it behaves when chunks fill up
public record Piece(String glue, String text, int tokens, List<Box> boxes, Kind kind) {
    public Piece {
        boxes = List.copyOf(boxes);
    }

    /// How a piece behaves when chunks fill up.
    public enum Kind {
        /// Goes into every chunk that is not over its size yet, and may carry it over.
        RUNNING,
        /// Goes into a chunk only where it fits; else begins the next one.
        WHOLE,
        /// A chunk by itself, under its headings.
        ALONE,
        /// Like [#WHOLE], and does not end a chunk.
        HEADING
    }

    boolean isHeading() {
        return kind == Kind.HEADING;
    }

    /// The boxes of the lines that hold the characters `from` to `to` of a text of `length` characters. Lines
    /// are taken to hold as much of the text as they are wide.
    public static List<Box> boxesOf(List<Box> boxes, int from, int to, int length) {
        if (boxes.isEmpty() || (from == 0 && to == length)) {
            return boxes;
        }
        double width = boxes.stream().mapToDouble(Piece::width).sum();
        List<Box> result = new ArrayList<>();
        double left = 0;
        for (Box box : boxes) {
            double right = left + width(box) * length / width;
            if (left < to && right > from) {
                result.add(box);
            }
            left = right;
        }
        return result;
    }

    private static double width(Box box) {
        return Math.max(1, Math.abs(box.right() - box.left()));
    }
}
