package dev.freshet.retrieval;

import java.time.Duration;

/// How long the steps of retrieval may take before it goes on without them.
///
/// @param embedding of the question
/// @param vectorSearch in the index, from the moment that the question is embedded; the text alone is searched after it
/// @param chatRerank by a model while somebody waits for an answer
/// @param listRerank by a model where chunks themselves are asked for
/// @param strictRerank whether a failing reranker fails the request, instead of leaving the fused order
/// @param rerankAsV023 whether rerankers are called exactly as RAGFlow 0.23 calls them, its mistakes included
/// @param breakerFailures failures in a row after which an embedding model or a reranker is left out
/// @param breakerPause how long it is left out before one question tries it again
public record RetrievalSettings(
        Duration embedding,
        Duration vectorSearch,
        Duration chatRerank,
        Duration listRerank,
        boolean strictRerank,
        boolean rerankAsV023,
        int breakerFailures,
        Duration breakerPause) {

    public static RetrievalSettings defaults() {
        return new RetrievalSettings(
                Duration.ofSeconds(2),
                Duration.ofSeconds(2),
                Duration.ofMillis(800),
                Duration.ofSeconds(30),
                false,
                false,
                3,
                Duration.ofSeconds(10));
    }

    Duration rerank(RetrievalRequest.Use use) {
        return switch (use) {
            case CHAT -> chatRerank;
            case LIST -> listRerank;
        };
    }
}
