package dev.freshet.api.ragflow.kb;

import dev.freshet.api.ragflow.dataset.ChunkBody;
import dev.freshet.api.ragflow.dataset.DatasetFaults;
import dev.freshet.api.ragflow.wire.Envelope;
import dev.freshet.api.ragflow.wire.ErrorAnswers;
import dev.freshet.api.ragflow.wire.JsonBody;
import dev.freshet.api.ragflow.wire.WireFaults;
import dev.freshet.core.ChunkId;
import dev.freshet.core.TenantId;
import dev.freshet.dataset.Document;
import dev.freshet.dataset.chunk.Chunk;
import dev.freshet.dataset.chunk.ChunkStore;
import dev.freshet.dataset.edit.ChunkEditor;
import dev.freshet.http.Request;
import dev.freshet.http.Response;
import dev.freshet.http.Router;
import java.util.List;

/// `/v1/chunk`: changing chunks by hand (contract §11).
public final class WebChunkEditRoutes {
    private final Belongings belongings;
    private final ChunkStore chunks;
    private final ChunkEditor editor;

    public WebChunkEditRoutes(Belongings belongings, ChunkStore chunks, ChunkEditor editor) {
        this.belongings = belongings;
        this.chunks = chunks;
        this.editor = editor;
    }

    public void addTo(Router router) {
        router.group(ErrorAnswers.web())
                .route("POST", "/v1/chunk/create", "add a chunk", this::create)
                .route("POST", "/v1/chunk/set", "change a chunk", this::set)
                .route("POST", "/v1/chunk/switch", "show or hide chunks", this::switchAvailable)
                .route("POST", "/v1/chunk/rm", "delete chunks", this::delete);
    }

    private Response create(Request request) {
        TenantId tenant = belongings.tenant(request);
        JsonBody body = JsonBody.of(request).require("doc_id", "content_with_weight");
        ChunkEditor.Text text = new ChunkEditor.Text(
                body.text("content_with_weight", ""),
                ChunkBody.texts(body.tree(), "important_kwd", DatasetFaults.REQUIRED_LIST, List.of()),
                ChunkBody.texts(body.tree(), "question_kwd", DatasetFaults.REQUIRED_LIST, List.of()));
        if (text.content().isBlank()) {
            throw DatasetFaults.REQUIRED.of("content_with_weight");
        }
        Document document = document(tenant, body);
        Chunk chunk = editor.add(belongings.datasetOf(document), document, text);
        return Envelope.web(Envelope.object().put("chunk_id", chunk.id().value()));
    }

    private Response set(Request request) {
        TenantId tenant = belongings.tenant(request);
        JsonBody body = JsonBody.of(request).require("doc_id", "chunk_id", "content_with_weight");
        Document document = belongings.document(tenant, body.text("doc_id", "")).orElseThrow(WireFaults.NO_TENANT::of);
        Chunk before = chunks.find(tenant, document.id(), new ChunkId(body.text("chunk_id", "")))
                .orElseThrow(KbFaults.NO_CHUNK::of);
        String content =
                body.text("content_with_weight").filter(text -> !text.isBlank()).orElse(before.content());
        ChunkBody.checkPair(document, content);
        ChunkEditor.Text text = new ChunkEditor.Text(
                content,
                ChunkBody.texts(body.tree(), "important_kwd", WireFaults.NO_LIST, before.keywords()),
                ChunkBody.texts(body.tree(), "question_kwd", WireFaults.NO_LIST, before.questions()));
        Boolean available =
                body.number("available_int").map(value -> value != 0).orElse(null);
        ChunkEditor.Attributes attributes = new ChunkEditor.Attributes(null, available);
        editor.update(belongings.datasetOf(document), document, before, text, attributes);
        return Envelope.web(Envelope.bool(true));
    }

    private Response switchAvailable(Request request) {
        TenantId tenant = belongings.tenant(request);
        JsonBody body = JsonBody.of(request).require("chunk_ids", "available_int", "doc_id");
        Document document = document(tenant, body);
        boolean available =
                body.number("available_int").map(value -> value != 0).orElse(true);
        return updated(editor.setAvailable(document, ids(body), available));
    }

    private Response delete(Request request) {
        TenantId tenant = belongings.tenant(request);
        JsonBody body = JsonBody.of(request).require("chunk_ids", "doc_id");
        Document document = document(tenant, body);
        return updated(editor.delete(document, ids(body)));
    }

    private static Response updated(int chunks) {
        if (chunks == 0) {
            throw KbFaults.NOTHING_UPDATED.of();
        }
        return Envelope.web(Envelope.bool(true));
    }

    private Document document(TenantId tenant, JsonBody body) {
        return belongings.document(tenant, body.text("doc_id", "")).orElseThrow(KbFaults.NO_DOCUMENT::of);
    }

    private static List<ChunkId> ids(JsonBody body) {
        return body.texts("chunk_ids").stream().map(ChunkId::new).toList();
    }
}
