package dev.freshet.chat;

import dev.freshet.answer.References;
import dev.freshet.core.TenantId;
import dev.freshet.index.ChunkTokens;
import dev.freshet.model.EmbeddingModel;
import dev.freshet.retrieval.RetrievalResult.Reranked;
import dev.freshet.retrieval.RetrievalResult.Timings;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What the datasets gave for a question, in the order of the marks `[ID:n]`.
///
/// @param passages the passages
/// @param total hits in the window that was searched
/// @param documents how many hits each document gave, over the window
/// @param degraded steps that were left out or late
/// @param embedding the datasets' embedding model; null when it could not be had
/// @param owner whose passages they are; null when there are none
/// @param timings what the steps of the search took
/// @param reranked what the reranker cost; null when none was asked or it brought nothing
public record Found(
        List<Passage> passages,
        int total,
        List<References.DocumentCount> documents,
        List<String> degraded,
        @Nullable EmbeddingModel embedding,
        @Nullable TenantId owner,
        Timings timings,
        @Nullable Reranked reranked) {
    public static final Found NOTHING = new Found(List.of(), 0, List.of(), List.of(), null, null, Timings.NONE, null);

    public Found {
        passages = List.copyOf(passages);
        documents = List.copyOf(documents);
        degraded = List.copyOf(degraded);
    }

    public boolean isEmpty() {
        return passages.isEmpty();
    }

    /// The same, with these steps left out as well.
    Found alsoWithout(List<String> steps) {
        List<String> all = Stream.concat(degraded.stream(), steps.stream()).toList();
        return steps.isEmpty() ? this : new Found(passages, total, documents, all, embedding, owner, timings, reranked);
    }

    /// A passage with what prompt and citations need of it.
    ///
    /// @param reference how it is shown
    /// @param tokenCount cl100k tokens of its text
    /// @param metadata its document's metadata, to be told to the model
    /// @param tokens its analysed fields
    public record Passage(
            References.Passage reference, int tokenCount, Map<String, String> metadata, ChunkTokens tokens) {
        public Passage {
            metadata = Map.copyOf(metadata);
        }
    }
}
