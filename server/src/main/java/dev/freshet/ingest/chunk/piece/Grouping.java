package dev.freshet.ingest.chunk.piece;

import dev.freshet.text.TextCutter;
import dev.freshet.text.TokenCounter;
import java.util.ArrayList;
import java.util.List;

/// Tears what is too large for a chunk (a table, an object, a class) between its units and repeats its head,
/// such as the names of a table's columns, above every part.
///
/// @param limit tokens of a part at most
/// @param mostUnits of a part
record Grouping(TokenCounter tokens, TextCutter cutter, int limit, int mostUnits) {
    /// Some neighbouring units with head and foot.
    ///
    /// @param from the first unit
    /// @param to the unit after the last
    record Part(int from, int to, String text) {}

    /// Parts with as many units, one below the other, as fit. A unit that is too large by itself is cut. A
    /// head that takes more than half of the room is not repeated but stands by itself in the first part.
    List<Part> parts(BlockText.Frame frame) {
        int room = limit - tokens.count(frame.head()) - tokens.count(frame.foot()) - 2;
        if (room * 2 >= limit) {
            return framed(frame, room);
        }
        List<Part> parts = new ArrayList<>();
        if (!frame.head().isBlank()) {
            cutter.cut(frame.head(), limit).forEach(slice -> parts.add(new Part(0, 0, slice)));
        }
        parts.addAll(framed(new BlockText.Frame("", frame.units(), ""), limit));
        return parts;
    }

    private List<Part> framed(BlockText.Frame frame, int room) {
        List<String> units = frame.units();
        List<Part> parts = new ArrayList<>();
        int from = 0;
        while (from < units.size()) {
            int to = end(units, from, room);
            if (to > from) {
                parts.add(new Part(from, to, text(frame, String.join("\n", units.subList(from, to)))));
                from = to;
            } else {
                for (String slice : cutter.cut(units.get(from), room)) {
                    parts.add(new Part(from, from + 1, text(frame, slice)));
                }
                from++;
            }
        }
        return parts;
    }

    /// The unit after the last that fits; `from` when not even the first does.
    private int end(List<String> units, int from, int room) {
        int left = room;
        int to = from;
        while (to < units.size() && to - from < mostUnits) {
            int size = tokens.count(units.get(to));
            if (size > left) {
                return to;
            }
            left -= size + 1;
            to++;
        }
        return to;
    }

    private static String text(BlockText.Frame frame, String units) {
        String head = frame.head().isEmpty() ? "" : frame.head() + "\n";
        return head + units + (frame.foot().isEmpty() ? "" : "\n" + frame.foot());
    }
}
