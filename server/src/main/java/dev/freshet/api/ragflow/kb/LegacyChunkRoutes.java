package dev.freshet.api.ragflow.kb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.api.ragflow.dataset.FoundRows;
import dev.freshet.api.ragflow.dataset.RetrievalNumbers;
import dev.freshet.api.ragflow.wire.Envelope;
import dev.freshet.api.ragflow.wire.ErrorAnswers;
import dev.freshet.api.ragflow.wire.JsonBody;
import dev.freshet.core.ChunkId;
import dev.freshet.core.Deadline;
import dev.freshet.core.DocumentId;
import dev.freshet.core.Page;
import dev.freshet.core.TenantId;
import dev.freshet.dataset.Dataset;
import dev.freshet.dataset.Document;
import dev.freshet.dataset.chunk.Chunk;
import dev.freshet.dataset.chunk.ChunkStore;
import dev.freshet.http.Request;
import dev.freshet.http.Response;
import dev.freshet.http.Router;
import dev.freshet.model.Models;
import dev.freshet.retrieval.RetrievalResult;
import dev.freshet.retrieval.Retriever;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// `/v1/api`: chunks and retrieval for programs, with a key that is bound to an assistant (contract §13).
public final class LegacyChunkRoutes {
    private static final Duration TIME = Duration.ofSeconds(30);

    private final Belongings belongings;
    private final ChunkStore chunks;
    private final Retriever retriever;
    private final Models models;
    private final FoundRows rows;

    public LegacyChunkRoutes(
            Belongings belongings, ChunkStore chunks, Retriever retriever, Models models, FoundRows rows) {
        this.belongings = belongings;
        this.chunks = chunks;
        this.retriever = retriever;
        this.models = models;
        this.rows = rows;
    }

    public void addTo(Router router) {
        router.group(ErrorAnswers.web())
                .route("POST", "/v1/api/list_chunks", "list chunks", this::list)
                .route("GET", "/v1/api/get_chunk/{chunk}", "one chunk", this::get)
                .route("POST", "/v1/api/retrieval", "find chunks", this::retrieve);
    }

    private Response list(Request request) {
        TenantId tenant = belongings.legacyKey(request).tenant();
        JsonBody body = JsonBody.of(request);
        ArrayNode data = Envelope.object().arrayNode();
        document(tenant, body)
                .ifPresent(document -> chunks.list(tenant, document.id(), Set.of(), null, Page.all())
                        .rows()
                        .forEach(chunk -> data.addObject()
                                .put("content", chunk.content())
                                .put("doc_name", document.name())
                                .put("image_id", chunk.imageId())));
        return Envelope.web(data);
    }

    /// The document by its name, in whichever dataset it is, or by its id.
    private Optional<Document> document(TenantId tenant, JsonBody body) {
        Optional<String> name = body.text("doc_name");
        Optional<String> id = body.text("doc_id");
        if (name.isEmpty() && id.isEmpty()) {
            throw KbFaults.NO_DOCUMENT_NAMED.of();
        }
        return name.isPresent()
                ? belongings.documentsNamed(tenant, name.get()).stream().findFirst()
                : belongings.document(tenant, id.orElseThrow());
    }

    private Response get(Request request) {
        TenantId tenant = belongings.legacyKey(request).tenant();
        Chunk chunk =
                chunks.find(tenant, new ChunkId(request.pathParameter("chunk"))).orElseThrow(KbFaults.NO_CHUNK::of);
        String name = belongings
                .document(tenant, chunk.document().value())
                .map(Document::name)
                .orElse("");
        ObjectNode row = ChunkRow.of(name, chunk, chunk.content());
        return Envelope.web(row.put("kb_id", chunk.dataset().value()));
    }

    private Response retrieve(Request request) {
        TenantId tenant = belongings.legacyKey(request).tenant();
        JsonBody body = JsonBody.of(request).require("kb_id", "question");
        List<Dataset> among = datasets(tenant, body);
        String question = body.text("question", "");
        RetrievalNumbers numbers = RetrievalNumbers.of(body, "page_size", 0.2);
        Set<DocumentId> within =
                body.texts("doc_ids").stream().map(DocumentId::new).collect(Collectors.toSet());
        RetrievalResult found = numbers.isNothing(question)
                ? RetrievalResult.none()
                : retriever.retrieve(
                        numbers.request(among, within, question, models),
                        Deadline.in(TIME).until(request.left()));
        return Envelope.web(rows.stored(tenant, found, body.flag("highlight", false)));
    }

    private List<Dataset> datasets(TenantId tenant, JsonBody body) {
        List<String> ids = body.value("kb_id").filter(JsonNode::isTextual).isPresent()
                ? List.of(body.text("kb_id", ""))
                : body.texts("kb_id");
        List<Dataset> among = new ArrayList<>();
        new LinkedHashSet<>(ids).forEach(id -> belongings.dataset(tenant, id).ifPresent(among::add));
        Set<String> embeddings = among.stream()
                .map(dataset -> dataset.settings().embeddingModel())
                .collect(Collectors.toSet());
        if (embeddings.size() != 1) {
            throw KbFaults.MIXED_EMBEDDINGS.of();
        }
        return among;
    }
}
