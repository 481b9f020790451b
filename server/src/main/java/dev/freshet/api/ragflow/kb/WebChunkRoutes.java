package dev.freshet.api.ragflow.kb;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.api.ragflow.wire.Envelope;
import dev.freshet.api.ragflow.wire.ErrorAnswers;
import dev.freshet.api.ragflow.wire.JsonBody;
import dev.freshet.api.ragflow.wire.WireFaults;
import dev.freshet.core.ChunkId;
import dev.freshet.core.Page;
import dev.freshet.core.Slice;
import dev.freshet.core.TenantId;
import dev.freshet.dataset.Document;
import dev.freshet.dataset.chunk.Chunk;
import dev.freshet.dataset.chunk.ChunkStore;
import dev.freshet.http.Request;
import dev.freshet.http.Response;
import dev.freshet.http.Router;
import dev.freshet.retrieval.Highlighter;
import dev.freshet.retrieval.Keyword;
import dev.freshet.retrieval.QueryAnalyzer;
import java.util.List;
import java.util.stream.Collectors;

/// `/v1/chunk`: looking at chunks (contract §11).
public final class WebChunkRoutes {
    private static final int USUAL_PAGE = 30;

    private final Belongings belongings;
    private final ChunkStore chunks;
    private final QueryAnalyzer analyzer;
    private final Highlighter highlighter;

    public WebChunkRoutes(Belongings belongings, ChunkStore chunks, QueryAnalyzer analyzer, Highlighter highlighter) {
        this.belongings = belongings;
        this.chunks = chunks;
        this.analyzer = analyzer;
        this.highlighter = highlighter;
    }

    public void addTo(Router router) {
        router.group(ErrorAnswers.web())
                .route("POST", "/v1/chunk/list", "list chunks", this::list)
                .route("GET", "/v1/chunk/get", "one chunk", this::get)
                .route("GET", "/v1/chunk/knowledge_graph", "a document's graph", this::graph);
    }

    private Response list(Request request) {
        TenantId tenant = belongings.tenant(request);
        JsonBody body = JsonBody.of(request).require("doc_id");
        Document document = document(tenant, body.text("doc_id", ""));
        List<Keyword> keywords = analyzer.keywords(body.text("keywords", ""));
        Slice<Chunk> found = chunks.list(
                tenant,
                document.id(),
                keywords.stream().map(Keyword::term).collect(Collectors.toSet()),
                body.number("available_int").map(value -> value != 0).orElse(null),
                new Page(body.whole("page", 1), Math.max(0, body.whole("size", USUAL_PAGE))));
        ObjectNode data = Envelope.object().put("total", found.total());
        ArrayNode rows = data.putArray("chunks");
        for (Chunk chunk : found.rows()) {
            String content = keywords.isEmpty() ? chunk.content() : highlighter.highlight(chunk.content(), keywords);
            rows.add(ChunkRow.of(document.name(), chunk, content));
        }
        data.set("doc", DocumentRow.of(document));
        return Envelope.web(data);
    }

    private Response get(Request request) {
        TenantId tenant = belongings.tenant(request);
        Chunk chunk = chunks.find(tenant, new ChunkId(request.query("chunk_id").orElse("")))
                .orElseThrow(KbFaults.NO_CHUNK::of);
        Document document = document(tenant, chunk.document().value());
        ObjectNode row = ChunkRow.of(document.name(), chunk, chunk.content())
                .put("id", chunk.id().value())
                .put("kb_id", chunk.dataset().value());
        return Envelope.web(row);
    }

    /// No graph is ever made here, so there is none to show.
    private Response graph(Request request) {
        TenantId tenant = belongings.tenant(request);
        document(tenant, request.query("doc_id").orElse(""));
        ObjectNode data = Envelope.object();
        data.putObject("graph");
        data.putObject("mind_map");
        return Envelope.web(data);
    }

    /// Whoever is not its owner sees that nobody owns it.
    private Document document(TenantId tenant, String id) {
        return belongings.document(tenant, id).orElseThrow(WireFaults.NO_TENANT::of);
    }
}
