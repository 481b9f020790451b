package dev.freshet.chat;

import dev.freshet.answer.References;
import dev.freshet.answer.admission.Admission.Reservation;
import dev.freshet.chat.DocumentChooser.Choice;
import dev.freshet.core.AppException;
import dev.freshet.core.DatasetId;
import dev.freshet.core.Deadline;
import dev.freshet.core.DocumentId;
import dev.freshet.core.Parallel;
import dev.freshet.core.TenantId;
import dev.freshet.core.Vector;
import dev.freshet.dataset.Dataset;
import dev.freshet.dataset.DatasetStore;
import dev.freshet.dataset.DocumentStore;
import dev.freshet.dataset.TitleTokens;
import dev.freshet.dataset.chunk.ChunkContent;
import dev.freshet.dataset.chunk.ChunkKey;
import dev.freshet.dataset.chunk.ChunkStore;
import dev.freshet.dataset.chunk.Position;
import dev.freshet.dataset.chunk.TextTokens;
import dev.freshet.index.ChunkTokens;
import dev.freshet.model.EmbeddingModel;
import dev.freshet.model.Models;
import dev.freshet.model.RerankModel;
import dev.freshet.retrieval.RankedChunk;
import dev.freshet.retrieval.RetrievalRequest;
import dev.freshet.retrieval.RetrievalResult;
import dev.freshet.retrieval.RetrievalResult.Degraded;
import dev.freshet.retrieval.Retriever;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Finds the passages that a question is answered from.
public final class Grounding {
    private final Retriever retriever;
    private final DatasetStore datasets;
    private final DocumentChooser chooser;
    private final ChunkStore chunks;
    private final Models models;

    public Grounding(
            Retriever retriever, DatasetStore datasets, DocumentStore documents, ChunkStore chunks, Models models) {
        this.retriever = retriever;
        this.datasets = datasets;
        this.chooser = new DocumentChooser(documents, models);
        this.chunks = chunks;
        this.models = models;
    }

    /// Whether there is anything to search in; if not, the question is plain chat.
    public boolean wanted(Question question) {
        return !searched(question).isEmpty();
    }

    /// Begins to choose the documents that a question may use, beside what else is done for it: a model may
    /// be asked for that.
    public Scope scope(Question question, Deadline deadline) {
        List<Dataset> sources = datasets.find(question.tenant(), searched(question));
        if (!DocumentChooser.asksModel(question)) {
            return new Scope(question, sources, () -> chooser.choose(question, sources, deadline));
        }
        Parallel.Task<Choice> choice = Parallel.start(() -> chooser.choose(question, sources, deadline));
        return new Scope(question, sources, choice::join);
    }

    /// Where a question looks.
    public static final class Scope {
        private final Question question;
        private final List<Dataset> sources;
        private final Supplier<Choice> choice;

        private Scope(Question question, List<Dataset> sources, Supplier<Choice> choice) {
            this.question = question;
            this.sources = sources;
            this.choice = choice;
        }
    }

    /// The passages for a text.
    ///
    /// @param text what to search for
    /// @throws AppException.Rejected when the datasets have different embedding models
    public Found find(Question question, String text, Reservation place) {
        return find(scope(question, place.deadline()), text, place);
    }

    /// The passages for a text, in a scope that was begun before.
    ///
    /// @param text what to search for
    /// @throws AppException.Rejected when the datasets have different embedding models
    public Found find(Scope scope, String text, Reservation place) {
        Question question = scope.question;
        if (!question.assistant().prompt().wantsKnowledge() || scope.sources.isEmpty()) {
            return Found.NOTHING;
        }
        Choice choice = scope.choice.get();
        if (choice.isNothing()) {
            return Found.NOTHING;
        }
        EmbeddingModel embedding = embedding(question.tenant(), scope.sources);
        RetrievalRequest request =
                request(question, text, scope.sources, choice.documents().orElse(Set.of()), embedding);
        Found found =
                found(question.tenant(), retriever.retrieve(request, place.processing(), place.deadline()), embedding);
        return found.alsoWithout(missing(question, request, choice));
    }

    /// Steps that never began: no conditions from the model, a reranker that is gone.
    private static List<String> missing(Question question, RetrievalRequest request, Choice choice) {
        List<String> missing = new ArrayList<>();
        if (choice.failed()) {
            missing.add("metadata filter");
        }
        if (request.rerank() == null
                && !question.assistant().search().rerankModel().isEmpty()) {
            missing.add(Degraded.RERANK.note());
        }
        return missing;
    }

    /// The embeddings of the passages, in order; [Vector#NONE] for one that has none.
    public List<Vector> vectors(Found found) {
        TenantId owner = found.owner();
        List<ChunkKey> keys = found.passages().stream()
                .map(passage -> new ChunkKey(
                        passage.reference().document(), passage.reference().chunk()))
                .toList();
        Map<ChunkKey, Vector> known = owner == null ? Map.of() : chunks.vectors(owner, keys);
        return keys.stream().map(key -> known.getOrDefault(key, Vector.NONE)).toList();
    }

    private static Set<DatasetId> searched(Question question) {
        Set<DatasetId> all = new LinkedHashSet<>(question.assistant().datasets());
        all.addAll(question.options().datasets());
        return all;
    }

    private RetrievalRequest request(
            Question question,
            String text,
            List<Dataset> sources,
            Set<DocumentId> allowed,
            @Nullable EmbeddingModel embedding) {
        Assistant.SearchOptions search = question.assistant().search();
        return new RetrievalRequest(
                question.tenant(),
                sources.stream().map(Dataset::id).collect(Collectors.toSet()),
                allowed,
                text,
                1,
                Math.max(1, search.topN()),
                search.similarityThreshold(),
                search.vectorWeight(),
                Math.max(1, search.topK()),
                embedding,
                rerank(question.tenant(), search.rerankModel()),
                RetrievalRequest.Use.CHAT);
    }

    /// All datasets must have been embedded alike; a model that is gone leaves the text search.
    private @Nullable EmbeddingModel embedding(TenantId tenant, List<Dataset> sources) {
        Set<String> names = sources.stream()
                .map(dataset -> dataset.settings().embeddingModel())
                .collect(Collectors.toSet());
        if (names.size() > 1) {
            throw AppException.invalid("Knowledge bases use different embedding models.");
        }
        return models.embedding(tenant, names.iterator().next()).orElse(null);
    }

    private @Nullable RerankModel rerank(TenantId tenant, String name) {
        return name.isEmpty() ? null : models.rerank(tenant, name).orElse(null);
    }

    private Found found(TenantId tenant, RetrievalResult result, @Nullable EmbeddingModel embedding) {
        Collection<ChunkKey> keys = result.chunks().stream()
                .map(hit -> new ChunkKey(hit.document(), hit.chunk()))
                .toList();
        Map<ChunkKey, ChunkContent> contents = chunks.contents(tenant, keys);
        List<Found.Passage> passages = new ArrayList<>();
        Map<DocumentId, String> names = new LinkedHashMap<>();
        for (RankedChunk hit : result.chunks()) {
            ChunkContent content = contents.get(new ChunkKey(hit.document(), hit.chunk()));
            if (content != null) {
                names.put(hit.document(), content.documentName());
                passages.add(passage(hit, content));
            }
        }
        List<References.DocumentCount> counts = new ArrayList<>();
        result.documents().forEach(count -> {
            String name = names.get(count.document());
            if (name != null) {
                counts.add(new References.DocumentCount(count.document(), name, count.count()));
            }
        });
        List<String> degraded = result.degraded().stream().map(Degraded::note).toList();
        return new Found(
                passages, result.total(), counts, degraded, embedding, tenant, result.timings(), result.reranked());
    }

    private static Found.Passage passage(RankedChunk hit, ChunkContent content) {
        References.Passage reference = new References.Passage(
                hit.chunk(),
                content.chunk().content(),
                hit.document(),
                content.documentName(),
                hit.dataset(),
                content.chunk().imageId(),
                content.chunk().positions().stream().map(Grounding::row).toList(),
                "",
                hit.similarity(),
                hit.vectorSimilarity(),
                hit.termSimilarity(),
                "");
        Map<String, String> metadata = content.metadata().names().stream()
                .collect(Collectors.toMap(
                        name -> name,
                        name -> String.join(", ", content.metadata().values(name)),
                        (first, second) -> first,
                        LinkedHashMap::new));
        TextTokens whole = content.parentTokens();
        ChunkTokens tokens = whole == null ? hit.tokens() : whole.under(TitleTokens.of(hit.tokens()));
        return new Found.Passage(reference, content.chunk().tokenCount(), metadata, tokens);
    }

    private static List<Integer> row(Position position) {
        return List.of(position.page(), position.left(), position.right(), position.top(), position.bottom());
    }
}
