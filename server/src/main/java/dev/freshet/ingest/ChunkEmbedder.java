package dev.freshet.ingest;

import dev.freshet.core.AppException;
import dev.freshet.core.ChunkId;
import dev.freshet.core.Deadline;
import dev.freshet.core.Vector;
import dev.freshet.dataset.Dataset;
import dev.freshet.dataset.DatasetStore;
import dev.freshet.dataset.Document;
import dev.freshet.dataset.chunk.Chunk;
import dev.freshet.dataset.chunk.ChunkGenerationStore;
import dev.freshet.model.EmbeddingModel;
import dev.freshet.model.EmbeddingModel.Purpose;
import dev.freshet.model.Models;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Gives vectors to those chunks of a generation that have none, a batch at a time. A chunk's vector is that of
/// its questions, or of its content where there are none, leant towards the document's name by the weight that
/// the document's settings give (a tenth unless said otherwise; contract §5, §17).
public final class ChunkEmbedder {
    private final Models models;
    private final DatasetStore datasets;
    private final ChunkGenerationStore generations;
    private final IngestSettings settings;

    public ChunkEmbedder(
            Models models, DatasetStore datasets, ChunkGenerationStore generations, IngestSettings settings) {
        this.models = models;
        this.datasets = datasets;
        this.generations = generations;
        this.settings = settings;
    }

    /// Begins to embed the chunks of a job.
    ///
    /// @throws AppException.Rejected when the dataset's model is not set up
    Batches begin(Job job, Document document) {
        Dataset dataset = datasets.find(job.tenant(), job.dataset())
                .orElseThrow(() -> AppException.notFound("There is no dataset " + job.dataset() + "."));
        String name = dataset.settings().embeddingModel();
        EmbeddingModel model = models.embedding(job.tenant(), name)
                .orElseThrow(() -> AppException.invalid("The embedding model " + name + " is not set up."));
        return new Batches(job, document, model);
    }

    /// The chunks of one job, batch by batch.
    final class Batches {
        private final Job job;
        private final Document document;
        private final EmbeddingModel model;
        private final int total;
        private Vector title = Vector.NONE;

        private Batches(Job job, Document document, EmbeddingModel model) {
            this.job = job;
            this.document = document;
            this.model = model;
            this.total = generations
                    .extent(job.tenant(), job.document(), job.generation())
                    .chunks();
        }

        /// How many chunks there are, with those that have their vectors.
        int total() {
            return total;
        }

        /// The vectors of the next chunks; empty when every chunk has one. The caller stores them before it
        /// asks again.
        Map<ChunkId, Vector> next() {
            List<Chunk> chunks = generations.withoutVector(
                    job.tenant(), job.document(), job.generation(), settings.embeddingBatch());
            if (chunks.isEmpty()) {
                return Map.of();
            }
            double share = document.parserConfig().nameWeight();
            List<Vector> vectors = embed(chunks.stream().map(Batches::subject).toList());
            Map<ChunkId, Vector> blended = new LinkedHashMap<>();
            for (int i = 0; i < chunks.size(); i++) {
                blended.put(chunks.get(i).id(), Vector.blend(title, share, vectors.get(i), 1 - share));
            }
            return blended;
        }

        /// The first call embeds the document's name too.
        private List<Vector> embed(List<String> subjects) {
            Deadline deadline = Deadline.in(settings.embeddingLimit());
            if (!title.isEmpty()) {
                return model.embed(subjects, Purpose.INGESTION, deadline).vectors();
            }
            List<String> texts = new ArrayList<>(subjects);
            texts.addFirst(document.name());
            List<Vector> vectors =
                    model.embed(texts, Purpose.INGESTION, deadline).vectors();
            title = vectors.getFirst();
            return vectors.subList(1, vectors.size());
        }

        private static String subject(Chunk chunk) {
            return chunk.questions().isEmpty() ? chunk.content() : String.join("\n", chunk.questions());
        }
    }
}
