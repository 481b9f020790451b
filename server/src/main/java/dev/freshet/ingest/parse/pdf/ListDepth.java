package dev.freshet.ingest.parse.pdf;

import java.util.ArrayDeque;
import java.util.Deque;

/// The level of list items by how far they are indented.
final class ListDepth {
    private static final float SAME = 3;

    private final Deque<Float> indents = new ArrayDeque<>();

    /// From 1.
    int of(Line item) {
        float left = item.area().left();
        while (!indents.isEmpty() && indents.peek() > left + SAME) {
            indents.pop();
        }
        if (indents.isEmpty() || indents.peek() < left - SAME) {
            indents.push(left);
        }
        return indents.size();
    }

    /// Whether the line stands no deeper than the outermost item.
    boolean isOutside(Line line) {
        return indents.isEmpty() || line.area().left() <= indents.peekLast() + SAME;
    }

    void clear() {
        indents.clear();
    }
}
