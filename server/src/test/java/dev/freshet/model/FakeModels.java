package dev.freshet.model;

import dev.freshet.core.Deadline;
import dev.freshet.core.Vector;
import java.util.List;

/// Models that answer at once, for tests of what stands around them.
final class FakeModels {
    private FakeModels() {}

    record Chat(ModelInfo info) implements ChatModel {
        @Override
        public void stream(Prompt prompt, TokenSink sink, Deadline deadline) {
            sink.loop().run(() -> sink.finished(TokenSink.FinishReason.STOP));
        }

        @Override
        public Completion complete(Prompt prompt, Deadline deadline) {
            return new Completion("", Usage.NONE);
        }
    }

    record Embedding(ModelName name) implements EmbeddingModel {
        @Override
        public int dimensions() {
            return 2;
        }

        @Override
        public Embeddings embed(List<String> texts, Purpose purpose, Deadline deadline) {
            return new Embeddings(
                    texts.stream()
                            .map(text -> Vector.unit(new float[] {1, text.length()}))
                            .toList(),
                    texts.size());
        }
    }

    static final class Driver implements ModelDriver {
        @Override
        public ChatModel chat(ModelEndpoint endpoint) {
            return new Chat(endpoint.info());
        }

        @Override
        public EmbeddingModel embedding(ModelEndpoint endpoint) {
            return new Embedding(endpoint.name());
        }
    }
}
