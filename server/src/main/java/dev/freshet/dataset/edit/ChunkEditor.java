package dev.freshet.dataset.edit;

import dev.freshet.core.AppException;
import dev.freshet.core.ChunkId;
import dev.freshet.core.Deadline;
import dev.freshet.core.Timestamps;
import dev.freshet.core.Vector;
import dev.freshet.dataset.Dataset;
import dev.freshet.dataset.Document;
import dev.freshet.dataset.change.Changed;
import dev.freshet.dataset.change.Deleted;
import dev.freshet.dataset.chunk.Chunk;
import dev.freshet.dataset.chunk.ChunkIds;
import dev.freshet.dataset.chunk.ChunkStore;
import dev.freshet.dataset.chunk.IndexSync;
import dev.freshet.dataset.chunk.Position;
import dev.freshet.dataset.chunk.PreparedChunk;
import dev.freshet.dataset.chunk.TextTokens;
import dev.freshet.index.ChunkAnalyzer;
import dev.freshet.index.ChunkTokens;
import dev.freshet.model.EmbeddingModel;
import dev.freshet.model.EmbeddingModel.Purpose;
import dev.freshet.model.Models;
import dev.freshet.text.TokenCounter;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Adds, changes and deletes single chunks by hand; searches see each change when the call returns.
public final class ChunkEditor {
    private static final Duration EMBEDDING_TIME = Duration.ofSeconds(60);

    private final ChunkStore chunks;
    private final IndexSync sync;
    private final Models models;
    private final ChunkAnalyzer analyzer;
    private final TokenCounter counter;
    private final Timestamps timestamps;

    public ChunkEditor(
            ChunkStore chunks,
            IndexSync sync,
            Models models,
            ChunkAnalyzer analyzer,
            TokenCounter counter,
            Timestamps timestamps) {
        this.chunks = chunks;
        this.sync = sync;
        this.models = models;
        this.analyzer = analyzer;
        this.counter = counter;
        this.timestamps = timestamps;
    }

    /// What somebody writes into a chunk.
    public record Text(String content, List<String> keywords, List<String> questions) {
        public Text {
            keywords = List.copyOf(keywords);
            questions = List.copyOf(questions);
        }
    }

    /// What changes of a chunk besides its text; null leaves it as it is.
    public record Attributes(
            @Nullable List<Position> positions, @Nullable Boolean available) {}

    /// Adds a chunk to a document.
    public Chunk add(Dataset dataset, Document document, Text text) {
        long now = timestamps.next();
        Chunk chunk = new Chunk(
                ChunkIds.of(document.id(), text.content()),
                document.tenant(),
                document.dataset(),
                document.id(),
                Chunk.BY_HAND,
                0,
                0,
                text.content(),
                text.keywords(),
                text.questions(),
                List.of(),
                "",
                counter.count(text.content()),
                true,
                now,
                now,
                null);
        Changed<Chunk> added = chunks.add(prepare(dataset, document, chunk));
        sync.apply(added.changes());
        return added.value();
    }

    /// Changes a chunk, which keeps its id.
    public Chunk update(Dataset dataset, Document document, Chunk before, Text text, Attributes attributes) {
        List<Position> positions = attributes.positions() == null ? before.positions() : attributes.positions();
        Boolean available = attributes.available();
        Chunk chunk = new Chunk(
                before.id(),
                before.tenant(),
                before.dataset(),
                before.document(),
                before.position(),
                positions.isEmpty() ? before.page() : positions.getFirst().page(),
                positions.isEmpty() ? before.top() : positions.getFirst().top(),
                text.content(),
                text.keywords(),
                text.questions(),
                positions,
                before.imageId(),
                counter.count(text.content()),
                available == null ? before.available() : available,
                before.createdAt(),
                timestamps.now(),
                before.childPlace());
        Changed<Chunk> updated = chunks.update(prepare(dataset, document, chunk));
        sync.apply(updated.changes());
        return updated.value();
    }

    /// Lets searches find chunks of a document, or not, and returns how many of the ids there were.
    public int setAvailable(Document document, Collection<ChunkId> ids, boolean available) {
        Changed<Integer> changed = chunks.setAvailable(document.tenant(), document.id(), ids, available);
        sync.apply(changed.changes());
        return changed.value();
    }

    /// Deletes chunks of a document and returns how many there were.
    public int delete(Document document, Collection<ChunkId> ids) {
        Deleted deleted = chunks.delete(document.tenant(), document.id(), ids);
        sync.apply(deleted.changes());
        return deleted.count();
    }

    /// The vector is that of the questions, or of the content where there are none, leant towards the
    /// document's name (§5 of the wire contract: one tenth).
    private PreparedChunk prepare(Dataset dataset, Document document, Chunk chunk) {
        String model = dataset.settings().embeddingModel();
        EmbeddingModel embedding = models.embedding(dataset.tenant(), model)
                .orElseThrow(() -> AppException.invalid("The embedding model " + model + " is not set up."));
        String subject = chunk.questions().isEmpty() ? chunk.content() : String.join("\n", chunk.questions());
        List<Vector> vectors = embedding
                .embed(List.of(document.name(), subject), Purpose.CITATION, Deadline.in(EMBEDDING_TIME))
                .vectors();
        double share = document.parserConfig().nameWeight();
        Vector vector = Vector.blend(vectors.getFirst(), share, vectors.getLast(), 1 - share);
        ChunkTokens tokens = analyzer.tokens(document.name(), chunk.content(), chunk.keywords(), chunk.questions());
        return new PreparedChunk(chunk, TextTokens.of(tokens), vector);
    }
}
