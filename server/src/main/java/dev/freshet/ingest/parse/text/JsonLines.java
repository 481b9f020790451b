package dev.freshet.ingest.parse.text;

import dev.freshet.ingest.parse.DocumentBuilder;
import dev.freshet.ingest.parse.ParsedDocument.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// Gathers the values of a JSON document into blocks: one for each object in an array that stands in no other
/// array, and one for what stands before and behind; containers that grow long are blocks of their own. A
/// block's lines are `path: value`, with the path from the block's own place, which is its label, such as
/// `orders[3].customer`.
final class JsonLines {
    private static final int FULL = 2_000;

    private final DocumentBuilder document;
    private final String root;
    private final Deque<Level> levels = new ArrayDeque<>();
    private final List<String> paths = new ArrayList<>();
    private final List<String> values = new ArrayList<>();
    private int pending;

    /// @param root the path of the whole document, empty or such as `[7]`
    JsonLines(DocumentBuilder document, String root) {
        this.document = document;
        this.root = root;
    }

    void open(boolean array) {
        String path = path();
        if (inOutermostArray()) {
            flush(root);
        }
        levels.push(new Level(path, array));
    }

    void name(String name) {
        if (!levels.isEmpty()) {
            levels.peek().name = name;
        }
    }

    void value(String value) {
        paths.add(path());
        values.add(value);
        pending += value.length();
        if (pending > FULL * 4) {
            flush(levels.isEmpty() ? root : levels.peek().path);
        }
    }

    void close() {
        Level closed = levels.pop();
        if (inOutermostArray() || pending > FULL) {
            flush(closed.path);
        }
    }

    void end() {
        flush(root);
    }

    /// Whether an element of an array that stands in no other array begins or ends here.
    private boolean inOutermostArray() {
        return !levels.isEmpty()
                && levels.peek().array
                && levels.stream().filter(level -> level.array).count() == 1;
    }

    private String path() {
        if (levels.isEmpty()) {
            return root;
        }
        Level level = levels.peek();
        if (level.array) {
            return level.path + "[" + level.count++ + "]";
        }
        return level.path.isEmpty() ? level.name : level.path + "." + level.name;
    }

    private void flush(String place) {
        if (paths.isEmpty()) {
            return;
        }
        String prefix = paths.stream().allMatch(path -> path.startsWith(place)) ? place : root;
        StringBuilder text = new StringBuilder(pending * 2);
        for (int i = 0; i < paths.size(); i++) {
            String path = paths.get(i)
                    .substring(Math.min(prefix.length(), paths.get(i).length()));
            String name = path.startsWith(".") ? path.substring(1) : path;
            text.append(name.isEmpty() ? "" : name + ": ").append(values.get(i)).append('\n');
        }
        paths.clear();
        values.clear();
        pending = 0;
        document.add(Kind.JSON, 0, text.toString().stripTrailing(), prefix);
    }

    private static final class Level {
        private final String path;
        private final boolean array;
        private int count;
        private String name = "";

        private Level(String path, boolean array) {
            this.path = path;
            this.array = array;
        }
    }
}
