package dev.freshet.api.ragflow.search;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.api.ragflow.dataset.MetadataConditions;
import dev.freshet.api.ragflow.wire.Envelope;
import dev.freshet.api.ragflow.wire.ErrorAnswers;
import dev.freshet.api.ragflow.wire.JsonBody;
import dev.freshet.core.Deadline;
import dev.freshet.core.DocumentId;
import dev.freshet.core.TenantId;
import dev.freshet.dataset.Dataset;
import dev.freshet.dataset.DocumentStore;
import dev.freshet.dataset.chunk.ChunkContent;
import dev.freshet.dataset.chunk.ChunkKey;
import dev.freshet.dataset.chunk.ChunkStore;
import dev.freshet.http.Request;
import dev.freshet.http.Response;
import dev.freshet.http.Router;
import dev.freshet.model.Models;
import dev.freshet.retrieval.RankedChunk;
import dev.freshet.retrieval.RetrievalRequest;
import dev.freshet.retrieval.RetrievalResult;
import dev.freshet.retrieval.Retriever;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The bridge for Dify's external knowledge (contract §6.4): answers without an envelope, errors with a status of
/// their own.
public final class DifyRoutes {
    private static final Duration TIME = Duration.ofSeconds(30);
    private static final double VECTOR_WEIGHT = 0.3;

    private final SearchRequests requests;
    private final DocumentStore documents;
    private final ChunkStore chunks;
    private final Retriever retriever;
    private final Models models;

    public DifyRoutes(
            SearchRequests requests, DocumentStore documents, ChunkStore chunks, Retriever retriever, Models models) {
        this.requests = requests;
        this.documents = documents;
        this.chunks = chunks;
        this.retriever = retriever;
        this.models = models;
    }

    public void addTo(Router router) {
        router.group(ErrorAnswers.rest())
                .route("POST", "/api/v1/dify/retrieval", "Find chunks for Dify", this::retrieve);
    }

    private Response retrieve(Request request) {
        TenantId tenant = requests.byKey(request);
        JsonBody body = JsonBody.of(request).require("knowledge_id", "query");
        List<Dataset> found = requests.owned(tenant, SearchRequests.datasets(body, "knowledge_id"));
        if (found.isEmpty()) {
            throw SearchFaults.NO_KNOWLEDGE.of();
        }
        Dataset dataset = found.getFirst();
        Optional<Set<DocumentId>> within = within(tenant, body, dataset);
        String question = body.text("query", "");
        if (question.isBlank() || within.isEmpty()) {
            return records(tenant, RetrievalResult.none());
        }
        RetrievalRequest wanted = wanted(tenant, dataset, within.get(), question, body);
        return records(tenant, retriever.retrieve(wanted, Deadline.in(TIME).until(request.left())));
    }

    private RetrievalRequest wanted(
            TenantId tenant, Dataset dataset, Set<DocumentId> within, String question, JsonBody body) {
        JsonBody setting = body.object("retrieval_setting").orElseGet(() -> JsonBody.of(Envelope.object()));
        int top = Math.clamp(setting.integer("top_k", 1024), 1, 1024);
        return new RetrievalRequest(
                tenant,
                Set.of(dataset.id()),
                within,
                question,
                1,
                top,
                setting.number("score_threshold").orElse(0.0),
                VECTOR_WEIGHT,
                top,
                models.embedding(tenant, dataset.settings().embeddingModel()).orElse(null),
                null,
                RetrievalRequest.Use.LIST);
    }

    /// The documents that meet the conditions: an empty set for all, nothing when none does.
    private Optional<Set<DocumentId>> within(TenantId tenant, JsonBody body, Dataset dataset) {
        ObjectNode condition =
                body.object("metadata_condition").map(JsonBody::tree).orElseGet(Envelope::object);
        if (!MetadataConditions.hasAny(condition)) {
            return Optional.of(Set.of());
        }
        Set<DocumentId> matching =
                MetadataConditions.matching(condition, documents.metadata(tenant, List.of(dataset.id())));
        return matching.isEmpty() ? Optional.empty() : Optional.of(matching);
    }

    private Response records(TenantId tenant, RetrievalResult found) {
        List<ChunkKey> keys = found.chunks().stream()
                .map(hit -> new ChunkKey(hit.document(), hit.chunk()))
                .toList();
        Map<ChunkKey, ChunkContent> contents = chunks.contents(tenant, keys);
        ObjectNode answer = Envelope.object();
        ArrayNode records = answer.putArray("records");
        for (RankedChunk hit : found.chunks()) {
            ChunkContent content = contents.get(new ChunkKey(hit.document(), hit.chunk()));
            if (content != null) {
                ObjectNode metadata = content.metadata().fields().toNode();
                metadata.put("doc_id", hit.document().value());
                records.addObject()
                        .put("content", content.chunk().content())
                        .put("score", hit.similarity())
                        .put("title", content.documentName())
                        .set("metadata", metadata);
            }
        }
        return Envelope.json(200, answer);
    }
}
