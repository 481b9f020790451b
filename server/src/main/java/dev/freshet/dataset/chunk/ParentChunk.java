package dev.freshet.dataset.chunk;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/// Puts parent chunks together of their children. A parent is what an answer is made of where a child was
/// found; it is in no list and no search, and changes as its children do.
final class ParentChunk {
    private ParentChunk() {}

    /// The parent of some children.
    ///
    /// @param children of one parent, at least one, in their order
    static Chunk of(List<Chunk> children) {
        Chunk first = children.getFirst();
        return new Chunk(
                place(first).parent(),
                first.tenant(),
                first.dataset(),
                first.document(),
                first.position(),
                first.page(),
                first.top(),
                text(children),
                distinct(children, Chunk::keywords),
                distinct(children, Chunk::questions),
                distinct(children, Chunk::positions),
                first.imageId(),
                children.stream().mapToInt(Chunk::tokenCount).sum(),
                true,
                smallest(children, Chunk::createdAt),
                -smallest(children, child -> -child.updatedAt()),
                null);
    }

    private static String text(List<Chunk> children) {
        StringBuilder text = new StringBuilder(children.getFirst().content());
        for (Chunk child : children.subList(1, children.size())) {
            text.append(place(child).lead()).append(child.content());
        }
        return text.toString();
    }

    private static ChildPlace place(Chunk child) {
        ChildPlace place = child.childPlace();
        if (place == null) {
            throw new IllegalArgumentException("chunk " + child.id() + " is no child");
        }
        return place;
    }

    private static <T> List<T> distinct(List<Chunk> children, Function<Chunk, List<T>> part) {
        Set<T> all = new LinkedHashSet<>();
        children.forEach(child -> all.addAll(part.apply(child)));
        return List.copyOf(all);
    }

    private static long smallest(List<Chunk> children, ToLongFunction<Chunk> moment) {
        return children.stream().mapToLong(moment).min().orElseThrow();
    }
}
