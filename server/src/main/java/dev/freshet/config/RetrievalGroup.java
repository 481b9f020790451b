package dev.freshet.config;

import dev.freshet.retrieval.RetrievalSettings;
import java.time.Duration;
import java.util.List;

/// Finding passages.
final class RetrievalGroup {
    private static final ValueKind<Duration> STEP = ValueKind.duration(Duration.ofMillis(1), Duration.ofMinutes(10));

    private static final Setting<Duration> EMBEDDING = new Setting<>(
            "retrieval.embedding",
            STEP,
            "2s",
            "How long embedding a question may take; after that only its words are searched.");
    private static final Setting<Duration> VECTOR_SEARCH = new Setting<>(
            "retrieval.vectorSearch",
            STEP,
            "2s",
            "How long the search by vectors may take; after that only the words are searched.");
    private static final Setting<Duration> CHAT_RERANK = new Setting<>(
            "retrieval.chatRerank",
            STEP,
            "800ms",
            "How long a reranker may take while somebody waits for an answer; after that the fused order stands.");
    private static final Setting<Duration> LIST_RERANK = new Setting<>(
            "retrieval.listRerank",
            STEP,
            "30s",
            "How long a reranker may take where passages themselves are asked for.");
    private static final Setting<Boolean> STRICT_RERANK = new Setting<>(
            "retrieval.strictRerank",
            ValueKind.flag(),
            "false",
            "Whether a failing reranker fails the request, instead of leaving the fused order.");

    private static final Setting<Boolean> RERANK_AS_V023 = new Setting<>(
            "retrieval.rerankAsV023",
            ValueKind.flag(),
            "false",
            "Whether rerankers are called exactly as RAGFlow 0.23 calls them: Jina at its own address only, Xinference"
                    + " with whole texts, LocalAI with zeros for scores that lie close together.");
    private static final Setting<Integer> BREAKER_FAILURES = new Setting<>(
            "retrieval.breakerFailures",
            ValueKind.integer(1, 1_000),
            "3",
            "After how many failures in a row an embedding model or a reranker is left out for a while.");
    private static final Setting<Duration> BREAKER_PAUSE = new Setting<>(
            "retrieval.breakerPause",
            STEP,
            "10s",
            "How long such a model is left out before one question tries it again.");

    static final SettingGroup GROUP = new SettingGroup(
            "Retrieval",
            List.of(
                    EMBEDDING,
                    VECTOR_SEARCH,
                    CHAT_RERANK,
                    LIST_RERANK,
                    STRICT_RERANK,
                    RERANK_AS_V023,
                    BREAKER_FAILURES,
                    BREAKER_PAUSE));

    private RetrievalGroup() {}

    static RetrievalSettings from(SettingValues values) {
        return new RetrievalSettings(
                values.of(EMBEDDING),
                values.of(VECTOR_SEARCH),
                values.of(CHAT_RERANK),
                values.of(LIST_RERANK),
                values.of(STRICT_RERANK),
                values.of(RERANK_AS_V023),
                values.of(BREAKER_FAILURES),
                values.of(BREAKER_PAUSE));
    }
}
