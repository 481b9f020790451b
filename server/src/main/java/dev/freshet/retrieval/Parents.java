package dev.freshet.retrieval;

import dev.freshet.core.ChunkId;
import dev.freshet.core.DocumentId;
import dev.freshet.index.ChunkTokens;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Puts parents in place of the children that were found (contract §14.1, step 11): each similarity of a
/// parent is the mean of those of its children on the page, and the page is put in order again.
final class Parents {
    private Parents() {}

    /// Whose children they are; a chunk that stands for itself has no parent and is a family of one.
    private record Family(DocumentId document, ChunkId chunk) {}

    static List<RankedChunk> inPlaceOfChildren(List<RankedChunk> page) {
        if (page.stream().allMatch(chunk -> chunk.parent() == null)) {
            return page;
        }
        Map<Family, List<RankedChunk>> families = new LinkedHashMap<>();
        page.forEach(chunk -> families.computeIfAbsent(family(chunk), unseen -> new ArrayList<>())
                .add(chunk));
        return families.values().stream()
                .map(Parents::parent)
                .sorted(Comparator.comparingDouble(RankedChunk::similarity).reversed())
                .toList();
    }

    private static Family family(RankedChunk chunk) {
        ChunkId parent = chunk.parent();
        return new Family(chunk.document(), parent == null ? chunk.chunk() : parent);
    }

    private static RankedChunk parent(List<RankedChunk> children) {
        RankedChunk best = children.getFirst();
        @Nullable ChunkId parent = best.parent();
        if (parent == null) {
            return best;
        }
        return new RankedChunk(
                parent,
                best.document(),
                best.dataset(),
                mean(children, RankedChunk::similarity),
                mean(children, RankedChunk::vectorSimilarity),
                mean(children, RankedChunk::termSimilarity),
                tokens(children),
                null);
    }

    private static double mean(List<RankedChunk> children, ToDoubleFunction<RankedChunk> part) {
        return children.stream().mapToDouble(part).average().orElseThrow();
    }

    private static ChunkTokens tokens(List<RankedChunk> children) {
        ChunkTokens best = children.getFirst().tokens();
        return new ChunkTokens(
                best.title(),
                best.titleFine(),
                joined(children, ChunkTokens::content, " "),
                joined(children, ChunkTokens::contentFine, " "),
                joined(children, ChunkTokens::keywords, " "),
                joined(children, ChunkTokens::keywordTexts, "\n"),
                joined(children, ChunkTokens::questions, " "));
    }

    private static String joined(List<RankedChunk> children, Function<ChunkTokens, String> field, String between) {
        return children.stream()
                .map(child -> field.apply(child.tokens()))
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(between));
    }
}
