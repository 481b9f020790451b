package dev.freshet.model;

import dev.freshet.core.AppException;
import dev.freshet.core.Deadline;
import dev.freshet.core.ErrorCode;
import dev.freshet.core.Vector;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/// Models that answer at once, for tests of what stands around them.
public final class FakeModels {
    private FakeModels() {}

    /// A built-in model with that name.
    public static ChatModel chat(String name) {
        return new Chat(new ModelInfo(name(name), 100, Set.of()), () -> "");
    }

    /// A built-in embedding model with that name.
    public static EmbeddingModel embedding(String name) {
        return new Embedding(name(name), () -> "");
    }

    /// A reranker that finds all passages equally good, or fails with these words unless they are empty.
    public static RerankModel rerank(RerankEndpoint endpoint, Supplier<String> failure) {
        return new Rerank(endpoint.endpoint().name(), failure);
    }

    private static ModelName name(String text) {
        int at = text.lastIndexOf('@');
        return new ModelName(text.substring(0, at), text.substring(at + 1));
    }

    private static void failWith(String failure) {
        if (!failure.isEmpty()) {
            throw new AppException.Upstream(ErrorCode.UPSTREAM_AUTHENTICATION, failure);
        }
    }

    private record Chat(ModelInfo info, Supplier<String> failure) implements ChatModel {
        @Override
        public void stream(Prompt prompt, TokenSink sink, Deadline deadline) {
            sink.loop().run(() -> sink.finished(TokenSink.FinishReason.STOP));
        }

        @Override
        public Completion complete(Prompt prompt, Deadline deadline) {
            failWith(failure.get());
            return new Completion("", Usage.NONE);
        }
    }

    private record Embedding(ModelName name, Supplier<String> failure) implements EmbeddingModel {
        @Override
        public int dimensions() {
            return 2;
        }

        @Override
        public Embeddings embed(List<String> texts, Purpose purpose, Deadline deadline) {
            failWith(failure.get());
            return new Embeddings(
                    texts.stream()
                            .map(text -> Vector.unit(new float[] {1, text.length()}))
                            .toList(),
                    texts.size());
        }
    }

    private record Rerank(ModelName name, Supplier<String> failure) implements RerankModel {
        @Override
        public Scores score(String question, List<String> passages, Deadline deadline) {
            failWith(failure.get());
            return new Scores(new double[passages.size()], passages.size());
        }
    }

    /// Makes models that fail with these words, unless they are empty.
    public static final class Driver implements ModelDriver {
        private final Supplier<String> failure;

        public Driver(Supplier<String> failure) {
            this.failure = failure;
        }

        @Override
        public ChatModel chat(ModelEndpoint endpoint) {
            return new Chat(endpoint.info(), failure);
        }

        @Override
        public EmbeddingModel embedding(ModelEndpoint endpoint) {
            return new Embedding(endpoint.name(), failure);
        }

        @Override
        public List<String> offered(ModelEndpoint endpoint, Deadline deadline) {
            failWith(failure.get());
            return List.of("first", "second");
        }
    }
}
