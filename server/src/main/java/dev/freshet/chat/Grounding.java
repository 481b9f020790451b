package dev.freshet.chat;

import dev.freshet.answer.References;
import dev.freshet.core.AppException;
import dev.freshet.core.DatasetId;
import dev.freshet.core.Deadline;
import dev.freshet.core.DocumentId;
import dev.freshet.core.TenantId;
import dev.freshet.core.Vector;
import dev.freshet.dataset.Dataset;
import dev.freshet.dataset.DatasetStore;
import dev.freshet.dataset.DocumentStore;
import dev.freshet.dataset.Metadata;
import dev.freshet.dataset.chunk.ChunkContent;
import dev.freshet.dataset.chunk.ChunkKey;
import dev.freshet.dataset.chunk.ChunkStore;
import dev.freshet.dataset.chunk.Position;
import dev.freshet.model.EmbeddingModel;
import dev.freshet.model.Models;
import dev.freshet.model.RerankModel;
import dev.freshet.retrieval.MetadataFilter;
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
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Finds the passages that a question is answered from.
public final class Grounding {
    private final Retriever retriever;
    private final DatasetStore datasets;
    private final DocumentStore documents;
    private final ChunkStore chunks;
    private final Models models;

    public Grounding(
            Retriever retriever, DatasetStore datasets, DocumentStore documents, ChunkStore chunks, Models models) {
        this.retriever = retriever;
        this.datasets = datasets;
        this.documents = documents;
        this.chunks = chunks;
        this.models = models;
    }

    /// Whether there is anything to search in; if not, the question is plain chat.
    public boolean wanted(Question question) {
        return !searched(question).isEmpty();
    }

    /// The passages for a text.
    ///
    /// @param text what to search for
    /// @throws AppException.Rejected when the datasets have different embedding models
    public Found find(Question question, String text, Deadline deadline) {
        Assistant assistant = question.assistant();
        if (!assistant.prompt().wantsKnowledge()) {
            return Found.NOTHING;
        }
        List<Dataset> sources = datasets.find(question.tenant(), searched(question));
        Optional<Set<DocumentId>> allowed = allowed(question, sources);
        if (sources.isEmpty() || (allowed.isPresent() && allowed.get().isEmpty())) {
            return Found.NOTHING;
        }
        EmbeddingModel embedding = embedding(question.tenant(), sources);
        RetrievalResult result =
                retriever.retrieve(request(question, text, sources, allowed.orElse(Set.of()), embedding), deadline);
        return found(question.tenant(), result, embedding);
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

    /// The documents that the question may use: empty for all, an empty set for none.
    private Optional<Set<DocumentId>> allowed(Question question, List<Dataset> sources) {
        List<String> named = question.options().documents();
        if (named != null) {
            return Optional.of(named.stream().map(DocumentId::new).collect(Collectors.toSet()));
        }
        DocumentFilter wanted = question.options().filter();
        DocumentFilter filter = wanted == null ? question.assistant().filter() : wanted;
        if (!filter.method().equals("manual") || filter.conditions().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(matching(question.tenant(), filter, sources));
    }

    private Set<DocumentId> matching(TenantId tenant, DocumentFilter filter, List<Dataset> sources) {
        Map<DocumentId, Metadata> all =
                documents.metadata(tenant, sources.stream().map(Dataset::id).toList());
        List<MetadataFilter.DocumentMetadata> known = all.entrySet().stream()
                .map(entry -> new MetadataFilter.DocumentMetadata(entry.getKey(), entries(entry.getValue())))
                .toList();
        List<MetadataFilter.Condition> conditions = filter.conditions().stream()
                .flatMap(condition -> MetadataFilter.Operator.of(condition.operator())
                        .map(operator -> new MetadataFilter.Condition(condition.key(), operator, condition.value()))
                        .stream())
                .toList();
        MetadataFilter.Logic logic = filter.logic().equals("or") ? MetadataFilter.Logic.OR : MetadataFilter.Logic.AND;
        return MetadataFilter.matching(conditions, logic, known);
    }

    private static List<MetadataFilter.Entry> entries(Metadata metadata) {
        return metadata.names().stream()
                .map(name -> new MetadataFilter.Entry(name, metadata.values(name)))
                .toList();
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
        return new Found(passages, result.total(), counts, degraded, embedding, tenant);
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
        return new Found.Passage(reference, content.chunk().tokenCount(), metadata, hit.tokens());
    }

    private static List<Integer> row(Position position) {
        return List.of(position.page(), position.left(), position.right(), position.top(), position.bottom());
    }
}
