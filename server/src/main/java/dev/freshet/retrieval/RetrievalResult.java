package dev.freshet.retrieval;

import dev.freshet.core.DocumentId;
import dev.freshet.model.ModelName;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What was found.
///
/// @param chunks the page that was asked for, best first; parents stand in place of their children
/// @param total chunks at or above the threshold within the window of the page, not in the index
/// @param documents the window's chunks by document, most first
/// @param keywords the question's terms, for highlighting
/// @param degraded steps that were left out since they were late or down
/// @param timings what the steps took
/// @param reranked what the reranker cost; null when it was not asked or brought nothing
public record RetrievalResult(
        List<RankedChunk> chunks,
        int total,
        List<DocumentCount> documents,
        List<Keyword> keywords,
        List<Degraded> degraded,
        Timings timings,
        @Nullable Reranked reranked) {
    public RetrievalResult {
        chunks = List.copyOf(chunks);
        documents = List.copyOf(documents);
        keywords = List.copyOf(keywords);
        degraded = List.copyOf(degraded);
    }

    /// Nothing found, without a search.
    public static RetrievalResult none() {
        return new RetrievalResult(List.of(), 0, List.of(), List.of(), List.of(), Timings.NONE, null);
    }

    /// A call of a reranker.
    ///
    /// @param tokens as it counted them, or as we did where it does not tell
    public record Reranked(ModelName model, int tokens) {}

    /// How many chunks of a document are in the window.
    public record DocumentCount(DocumentId document, int count) {}

    /// A step that can be left out.
    public enum Degraded {
        EMBEDDING("embedding"),
        VECTOR_SEARCH("vector search"),
        RERANK("rerank");

        private final String note;

        Degraded(String note) {
            this.note = note;
        }

        /// The word that an answer carries.
        public String note() {
            return note;
        }
    }

    /// What the steps took.
    ///
    /// @param embedding of the question; next to nothing when it was known. Its text is searched meanwhile
    /// @param search in the index once the question is embedded, retries and waits for a processor included
    /// @param ranking by terms and cosine
    /// @param rerank by a model; zero when none was asked
    public record Timings(Duration embedding, Duration search, Duration ranking, Duration rerank) {
        /// Of a search that never was.
        public static final Timings NONE = new Timings(Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO);
    }
}
