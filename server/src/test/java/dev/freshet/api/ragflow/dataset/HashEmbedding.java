package dev.freshet.api.ragflow.dataset;

import dev.freshet.core.Deadline;
import dev.freshet.core.TenantId;
import dev.freshet.core.Vector;
import dev.freshet.model.ChatModel;
import dev.freshet.model.EmbeddingModel;
import dev.freshet.model.ModelName;
import dev.freshet.model.Models;
import dev.freshet.model.RerankModel;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// One embedding model that counts words into buckets, and nothing else.
public final class HashEmbedding implements EmbeddingModel, Models {
    public static final String NAME = "BAAI/bge-small-en-v1.5@Builtin";

    @Override
    public ModelName name() {
        return new ModelName("BAAI/bge-small-en-v1.5", "Builtin");
    }

    @Override
    public int dimensions() {
        return 32;
    }

    @Override
    public Embeddings embed(List<String> texts, Purpose purpose, Deadline deadline) {
        return new Embeddings(texts.stream().map(HashEmbedding::vector).toList(), 1);
    }

    @Override
    public Optional<ChatModel> chat(TenantId tenant, String name) {
        return Optional.empty();
    }

    @Override
    public Optional<EmbeddingModel> embedding(TenantId tenant, String name) {
        return name.equals(NAME) ? Optional.of(this) : Optional.empty();
    }

    @Override
    public Optional<RerankModel> rerank(TenantId tenant, String name) {
        return Optional.empty();
    }

    private static Vector vector(String text) {
        float[] values = new float[32];
        for (String word : text.toLowerCase(Locale.ROOT).split("\\W+")) {
            values[Math.floorMod(word.hashCode(), 32)] += 1;
        }
        return Vector.unit(values);
    }
}
