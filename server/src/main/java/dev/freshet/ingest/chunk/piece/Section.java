package dev.freshet.ingest.chunk.piece;

import dev.freshet.ingest.parse.ParsedDocument.Block;
import dev.freshet.ingest.parse.ParsedDocument.Kind;
import java.util.ArrayList;
import java.util.List;

/// A heading and what stands under it, up to the next heading.
///
/// @param path the headings above it and its own, which is the last; empty before the first heading
/// @param chapter counts the headings of the upper levels; sections of one chapter may share a chunk
/// @param body never holds a heading
public record Section(List<Block> path, int chapter, List<Block> body) {
    public Section {
        path = List.copyOf(path);
        body = List.copyOf(body);
    }

    /// Whether the other section's heading stands somewhere above this one's.
    boolean isBelow(Section other) {
        int depth = other.path.size();
        return depth > 0 && depth < path.size() && path.subList(0, depth).equals(other.path);
    }

    /// The sections of a document, in order.
    public static List<Section> of(List<Block> blocks) {
        int chapterLevel = chapterLevel(blocks);
        List<Section> sections = new ArrayList<>();
        List<Block> path = new ArrayList<>();
        List<Block> body = new ArrayList<>();
        int chapter = 0;
        for (Block block : blocks) {
            if (block.kind() != Kind.HEADING) {
                body.add(block);
                continue;
            }
            add(path, chapter, body, sections);
            path.removeIf(above -> above.level() >= block.level());
            path.add(block);
            chapter += block.level() <= chapterLevel ? 1 : 0;
        }
        add(path, chapter, body, sections);
        return sections;
    }

    private static void add(List<Block> path, int chapter, List<Block> body, List<Section> sections) {
        if (!path.isEmpty() || !body.isEmpty()) {
            sections.add(new Section(path, chapter, body));
            body.clear();
        }
    }

    /// The uppermost level that has more than one heading: a title alone makes no chapters.
    private static int chapterLevel(List<Block> blocks) {
        List<Integer> levels = blocks.stream()
                .filter(block -> block.kind() == Kind.HEADING)
                .map(Block::level)
                .sorted()
                .toList();
        for (int i = 1; i < levels.size(); i++) {
            if (levels.get(i).equals(levels.get(i - 1))) {
                return levels.get(i);
            }
        }
        return levels.isEmpty() ? 0 : levels.getLast();
    }
}
