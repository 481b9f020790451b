package dev.freshet.index;

import dev.freshet.core.DatasetId;
import dev.freshet.core.DocumentId;
import dev.freshet.core.Vector;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A search in the index's own words. Only chunks that are available are found.
///
/// With text and vector the score is `0.05 * text + 0.95 * cosine` (contract §14.3), the text's part being
/// BM25 as it stands, so that a rare word in the right field outweighs nearness. Without either, all chunks
/// are listed by page, then upper edge, then newest first.
///
/// @param datasets where to search; never empty
/// @param documents only chunks of these documents; empty means all
/// @param text what to match, null for vector search alone
/// @param vector what to compare with, null for text search alone
/// @param offset hits to skip
/// @param limit hits to return
public record SearchRequest(
        Set<DatasetId> datasets,
        Set<DocumentId> documents,
        @Nullable TextQuery text,
        @Nullable VectorQuery vector,
        int offset,
        int limit) {
    /// The weight of the text's score in a search by both.
    public static final double TEXT_WEIGHT = 0.05;

    /// The weight of the cosine in a search by both.
    public static final double VECTOR_WEIGHT = 0.95;

    public SearchRequest {
        datasets = Set.copyOf(datasets);
        documents = Set.copyOf(documents);
        if (datasets.isEmpty()) {
            throw new IllegalArgumentException("a search names at least one dataset");
        }
        if (offset < 0 || limit < 1) {
            throw new IllegalArgumentException("a search skips 0 or more hits and returns 1 or more");
        }
    }

    /// Text to match.
    ///
    /// @param clauses what to look for, each adding to the score
    /// @param minimumMatch the share of clauses, 0 to 1, that a chunk must match; 0 means any one
    public record TextQuery(List<Clause> clauses, double minimumMatch) {
        public TextQuery {
            clauses = List.copyOf(clauses);
        }
    }

    /// One thing to look for in every text field: alternatives of which the best counts.
    ///
    /// @param alternatives terms or phrases, each with its weight
    public record Clause(List<Alternative> alternatives) {
        public Clause {
            alternatives = List.copyOf(alternatives);
        }
    }

    /// A term, or several that stand near each other.
    ///
    /// @param terms one term, or the terms of a phrase in order
    /// @param slop how many other terms may stand between those of a phrase
    /// @param weight the factor on its score
    public record Alternative(List<String> terms, int slop, float weight) {
        public Alternative {
            terms = List.copyOf(terms);
        }
    }

    /// A vector to compare with.
    ///
    /// @param vector of unit length
    /// @param nearest the most neighbours that may be taken; an index takes fewer where more could not change
    ///     the hits that are asked for
    /// @param minimumSimilarity the least cosine
    public record VectorQuery(Vector vector, int nearest, double minimumSimilarity) {}
}
