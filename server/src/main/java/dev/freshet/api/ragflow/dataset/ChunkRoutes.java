package dev.freshet.api.ragflow.dataset;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.api.ragflow.wire.Envelope;
import dev.freshet.api.ragflow.wire.IdList;
import dev.freshet.api.ragflow.wire.JsonBody;
import dev.freshet.api.ragflow.wire.Profile;
import dev.freshet.api.ragflow.wire.Wire;
import dev.freshet.core.ChunkId;
import dev.freshet.core.Slice;
import dev.freshet.dataset.Dataset;
import dev.freshet.dataset.Document;
import dev.freshet.dataset.chunk.Chunk;
import dev.freshet.dataset.chunk.ChunkStore;
import dev.freshet.dataset.edit.ChunkEditor;
import dev.freshet.http.Request;
import dev.freshet.http.Response;
import dev.freshet.http.Router;
import dev.freshet.retrieval.Highlighter;
import dev.freshet.retrieval.Keyword;
import dev.freshet.retrieval.QueryAnalyzer;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// `/api/v1/datasets/{dataset}/documents/{document}/chunks` (contract §5).
public final class ChunkRoutes {
    private static final String PATH = "/api/v1/datasets/{dataset}/documents/{document}/chunks";

    private final Owned owned;
    private final ChunkStore chunks;
    private final ChunkEditor editor;
    private final QueryAnalyzer analyzer;
    private final Highlighter highlighter;
    private final Profile profile;

    public ChunkRoutes(
            Owned owned,
            ChunkStore chunks,
            ChunkEditor editor,
            QueryAnalyzer analyzer,
            Highlighter highlighter,
            Profile profile) {
        this.owned = owned;
        this.chunks = chunks;
        this.editor = editor;
        this.analyzer = analyzer;
        this.highlighter = highlighter;
        this.profile = profile;
    }

    /// Adds the routes to a group whose errors have the REST form.
    public void addTo(Router rest) {
        rest.route("GET", PATH, "list chunks", this::list)
                .route("POST", PATH, "add a chunk", this::add)
                .route("PUT", PATH + "/{chunk}", "change a chunk", this::update)
                .route("DELETE", PATH, "delete chunks", this::delete);
    }

    private Response list(Request request) {
        Dataset dataset = owned.dataset(request, DatasetFaults.FOREIGN_DATASET_STOP);
        Document document = owned.document(request, dataset, DatasetFaults.FOREIGN_DOCUMENT);
        Optional<String> id = request.query("id").filter(text -> !text.isEmpty());
        if (id.isPresent()) {
            return Envelope.rest(data(document, one(document, id.get()), List.of()));
        }
        List<Keyword> keywords = analyzer.keywords(request.query("keywords").orElse(""));
        Slice<Chunk> found = chunks.list(
                document.tenant(),
                document.id(),
                keywords.stream().map(Keyword::term).collect(Collectors.toSet()),
                null,
                Wire.page(request, 30));
        return Envelope.rest(data(document, found, keywords));
    }

    private Slice<Chunk> one(Document document, String id) {
        Chunk chunk = chunks.find(document.tenant(), document.id(), new ChunkId(id))
                .orElseThrow(() -> DatasetFaults.NO_CHUNK.of(document.dataset(), id));
        return new Slice<>(List.of(chunk), 1);
    }

    private ObjectNode data(Document document, Slice<Chunk> found, List<Keyword> keywords) {
        ObjectNode data = Envelope.object().put("total", found.total());
        ArrayNode rows = data.putArray("chunks");
        for (Chunk chunk : found.rows()) {
            String content = keywords.isEmpty() ? chunk.content() : highlighter.highlight(chunk.content(), keywords);
            rows.add(ChunkWire.of(document, chunk, content));
        }
        data.set("doc", DocumentWire.of(document));
        return data;
    }

    private Response add(Request request) {
        Dataset dataset = owned.dataset(request, DatasetFaults.FOREIGN_DATASET_STOP);
        Document document = owned.document(request, dataset, DatasetFaults.FOREIGN_DOCUMENT);
        ChunkEditor.Text text = ChunkBody.added(JsonBody.of(request).tree());
        Chunk chunk = editor.add(dataset, document, text);
        ObjectNode data = Envelope.object();
        data.set("chunk", ChunkWire.added(chunk));
        return Envelope.rest(data);
    }

    private Response update(Request request) {
        String id = request.pathParameter("chunk");
        Dataset dataset = owned.dataset(request, DatasetFaults.FOREIGN_DATASET_STOP);
        Document document = owned.document(request, dataset, DatasetFaults.FOREIGN_DOCUMENT);
        Chunk before = chunks.find(document.tenant(), document.id(), new ChunkId(id))
                .orElseThrow(() -> DatasetFaults.NO_CHUNK_TO_CHANGE.of(id));
        ObjectNode body = JsonBody.of(request).tree();
        ChunkBody.checkPair(document, before, body);
        editor.update(dataset, document, before, ChunkBody.changed(before, body), ChunkBody.attributes(body));
        return Envelope.rest();
    }

    private Response delete(Request request) {
        Dataset dataset = owned.dataset(request, DatasetFaults.FOREIGN_DATASET_STOP);
        String id = request.pathParameter("document");
        Document document = owned.find(dataset, id).orElseThrow(() -> DatasetFaults.NO_DOCUMENT.of(id));
        JsonBody body = JsonBody.of(request);
        if (body.value("chunk_ids").isEmpty()) {
            profile.checkDeleteAll();
            editor.delete(document, chunks.ids(document.tenant(), document.id()));
            return Envelope.rest();
        }
        IdList ids = IdList.of("chunk", body.texts("chunk_ids"));
        int deleted =
                editor.delete(document, ids.unique().stream().map(ChunkId::new).toList());
        if (deleted < ids.unique().size()) {
            throw DatasetFaults.FEWER_CHUNKS.of(deleted, ids.unique().size());
        }
        return ids.answer(deleted);
    }
}
