package dev.freshet.ingest;

import dev.freshet.core.AppException;
import dev.freshet.core.Deadline;
import dev.freshet.core.ErrorCode;
import dev.freshet.core.TenantId;
import dev.freshet.core.Vector;
import dev.freshet.model.ChatModel;
import dev.freshet.model.EmbeddingModel;
import dev.freshet.model.ModelName;
import dev.freshet.model.Models;
import dev.freshet.model.RerankModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// The only model there is: gives each text a direction of its own, and fails as often as it is told.
final class FakeEmbedding implements EmbeddingModel, Models {
    final List<String> texts = new ArrayList<>();
    int failures;
    long pauseMillis;

    @Nullable
    ChatModel chat;

    @Override
    public ModelName name() {
        return new ModelName("fake", "Test");
    }

    @Override
    public int dimensions() {
        return 8;
    }

    @Override
    public synchronized Embeddings embed(List<String> wanted, Purpose purpose, Deadline deadline) {
        if (failures > 0) {
            failures--;
            throw new AppException.Upstream(ErrorCode.UPSTREAM_FAILED, "The embedding model answered with an error.");
        }
        texts.addAll(wanted);
        LockSupport.parkNanos(pauseMillis * 1_000_000);
        return new Embeddings(wanted.stream().map(FakeEmbedding::vector).toList(), wanted.size());
    }

    static Vector vector(String text) {
        Random random = new Random(text.hashCode());
        float[] values = new float[8];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat() - 0.5f;
        }
        return Vector.unit(values);
    }

    @Override
    public Optional<ChatModel> chat(TenantId tenant, String name) {
        return Optional.ofNullable(chat);
    }

    @Override
    public Optional<EmbeddingModel> embedding(TenantId tenant, String name) {
        return Optional.of(this);
    }

    @Override
    public Optional<RerankModel> rerank(TenantId tenant, String name) {
        return Optional.empty();
    }
}
