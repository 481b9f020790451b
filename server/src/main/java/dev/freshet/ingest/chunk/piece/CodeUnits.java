package dev.freshet.ingest.chunk.piece;

import java.util.ArrayList;
import java.util.List;

/// Finds what belongs together in source code by its looks alone: a unit begins at a line behind a blank line
/// that is no deeper than the second level of indentation, such as the methods of a class.
final class CodeUnits {
    private static final int LONGEST_UNIT = 4_000;

    private CodeUnits() {}

    /// The units in order; put together with line breaks they are the code. Long units are taken apart at
    /// blank lines, and where there is none, at every line.
    static List<String> of(String code) {
        List<String> lines = code.lines().toList();
        List<String> units = new ArrayList<>();
        for (String unit : split(lines, secondLevel(lines))) {
            if (unit.length() <= LONGEST_UNIT) {
                units.add(unit);
            } else {
                split(unit.lines().toList(), Integer.MAX_VALUE).forEach(part -> addLinesWhenLong(part, units));
            }
        }
        return units;
    }

    private static void addLinesWhenLong(String part, List<String> units) {
        if (part.length() <= LONGEST_UNIT) {
            units.add(part);
        } else {
            part.lines().forEach(units::add);
        }
    }

    private static List<String> split(List<String> lines, int deepest) {
        List<String> units = new ArrayList<>();
        List<String> unit = new ArrayList<>();
        boolean afterBlank = false;
        for (String line : lines) {
            if (afterBlank && !line.isBlank() && indentation(line) <= deepest && !unit.isEmpty()) {
                units.add(String.join("\n", unit));
                unit.clear();
            }
            unit.add(line);
            afterBlank = line.isBlank();
        }
        if (!unit.isEmpty()) {
            units.add(String.join("\n", unit));
        }
        return units;
    }

    private static int secondLevel(List<String> lines) {
        return lines.stream()
                .filter(line -> !line.isBlank())
                .mapToInt(CodeUnits::indentation)
                .filter(depth -> depth > 0)
                .min()
                .orElse(0);
    }

    private static int indentation(String line) {
        int depth = 0;
        while (depth < line.length() && Character.isWhitespace(line.charAt(depth))) {
            depth++;
        }
        return depth;
    }
}
