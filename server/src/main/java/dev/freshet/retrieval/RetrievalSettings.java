package dev.freshet.retrieval;

import java.time.Duration;

/// How long the steps of retrieval may take before it goes on without them.
///
/// @param embedding of the question
/// @param vectorSearch in the index; the text alone is searched after it
/// @param chatRerank by a model while somebody waits for an answer
/// @param listRerank by a model where chunks themselves are asked for
/// @param strictRerank whether a failing reranker fails the request, instead of leaving the fused order
public record RetrievalSettings(
        Duration embedding, Duration vectorSearch, Duration chatRerank, Duration listRerank, boolean strictRerank) {

    public static RetrievalSettings defaults() {
        return new RetrievalSettings(
                Duration.ofSeconds(2), Duration.ofSeconds(2), Duration.ofMillis(800), Duration.ofSeconds(30), false);
    }

    Duration rerank(RetrievalRequest.Use use) {
        return switch (use) {
            case CHAT -> chatRerank;
            case LIST -> listRerank;
        };
    }
}
