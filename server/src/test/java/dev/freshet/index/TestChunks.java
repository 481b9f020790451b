package dev.freshet.index;

import dev.freshet.core.ChunkId;
import dev.freshet.core.DatasetId;
import dev.freshet.core.DocumentId;
import dev.freshet.core.Vector;
import dev.freshet.text.Analyzer;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// Chunks for tests of an index.
public final class TestChunks {
    public static final DatasetId DATASET = new DatasetId("dataset-a");
    public static final DocumentId DOCUMENT = new DocumentId("document-a");

    private static final ChunkAnalyzer ANALYZER = new ChunkAnalyzer(new Analyzer());

    private TestChunks() {}

    public static IndexedChunk chunk(String id, String content) {
        return chunk(id, content, Vector.NONE);
    }

    public static IndexedChunk chunk(String id, String content, Vector vector) {
        return chunk(DATASET, DOCUMENT, id, content, vector);
    }

    public static IndexedChunk chunk(DatasetId dataset, DocumentId document, String id, String content, Vector vector) {
        ChunkTokens tokens = ANALYZER.tokens("file.txt", content, List.of(), List.of());
        return new IndexedChunk(new ChunkId(id), dataset, document, 0, 0, 0, 0, true, tokens, vector, null);
    }

    public static IndexedChunk withTokens(IndexedChunk chunk, ChunkTokens tokens) {
        return copy(chunk, Place.of(chunk), chunk.available(), tokens, chunk.parent());
    }

    public static IndexedChunk unavailable(IndexedChunk chunk) {
        return copy(chunk, Place.of(chunk), false, chunk.tokens(), chunk.parent());
    }

    public static IndexedChunk placed(IndexedChunk chunk, int page, int top, long createdAt) {
        return copy(chunk, new Place(page, top, createdAt), chunk.available(), chunk.tokens(), chunk.parent());
    }

    public static IndexedChunk below(ChunkId parent, IndexedChunk chunk) {
        return copy(chunk, Place.of(chunk), chunk.available(), chunk.tokens(), parent);
    }

    /// What searches without words order by.
    private record Place(int page, int top, long createdAt) {
        static Place of(IndexedChunk chunk) {
            return new Place(chunk.page(), chunk.top(), chunk.createdAt());
        }
    }

    private static IndexedChunk copy(
            IndexedChunk chunk, Place place, boolean available, ChunkTokens tokens, @Nullable ChunkId parent) {
        return new IndexedChunk(
                chunk.id(),
                chunk.dataset(),
                chunk.document(),
                chunk.position(),
                place.page(),
                place.top(),
                place.createdAt(),
                available,
                tokens,
                chunk.vector(),
                parent);
    }

    public static Vector vector(float... values) {
        return Vector.unit(values);
    }

    /// A vector near one of a few directions, as embeddings of texts on a few subjects are.
    public static Vector random(Random random, int dimensions) {
        float[] values = new float[dimensions];
        Random subject = new Random(random.nextInt(20));
        for (int i = 0; i < dimensions; i++) {
            values[i] = (float) (subject.nextGaussian() + random.nextGaussian());
        }
        return Vector.unit(values);
    }
}
