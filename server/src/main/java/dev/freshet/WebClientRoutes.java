package dev.freshet;

import dev.freshet.api.ragflow.dataset.FoundRows;
import dev.freshet.api.ragflow.file.FileEditRoutes;
import dev.freshet.api.ragflow.file.FileLinkRoutes;
import dev.freshet.api.ragflow.file.FileListRoutes;
import dev.freshet.api.ragflow.file.Folders;
import dev.freshet.api.ragflow.kb.Belongings;
import dev.freshet.api.ragflow.kb.ConversationUploadRoutes;
import dev.freshet.api.ragflow.kb.DocumentAddRoutes;
import dev.freshet.api.ragflow.kb.DocumentEditRoutes;
import dev.freshet.api.ragflow.kb.DocumentFileRoutes;
import dev.freshet.api.ragflow.kb.DocumentPageRoutes;
import dev.freshet.api.ragflow.kb.DocumentRunRoutes;
import dev.freshet.api.ragflow.kb.DocumentTextRoutes;
import dev.freshet.api.ragflow.kb.DocumentViewRoutes;
import dev.freshet.api.ragflow.kb.DocumentWordsRoutes;
import dev.freshet.api.ragflow.kb.KbFactsRoutes;
import dev.freshet.api.ragflow.kb.KbForm;
import dev.freshet.api.ragflow.kb.KbRoutes;
import dev.freshet.api.ragflow.kb.LegacyChunkRoutes;
import dev.freshet.api.ragflow.kb.LegacyDocumentRoutes;
import dev.freshet.api.ragflow.kb.SearchRoutes;
import dev.freshet.api.ragflow.kb.WebChunkEditRoutes;
import dev.freshet.api.ragflow.kb.WebChunkRoutes;
import dev.freshet.api.ragflow.wire.Callers;
import dev.freshet.dataset.Document;
import dev.freshet.dataset.DocumentFacetStore;
import dev.freshet.dataset.edit.ChunkEditor;
import dev.freshet.dataset.edit.DatasetEditor;
import dev.freshet.dataset.edit.DocumentEditor;
import dev.freshet.dataset.file.FileEditor;
import dev.freshet.http.Router;
import dev.freshet.ingest.parse.worker.PagePictures;
import java.nio.file.Path;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/// Wires the routes of files and of the web client's datasets, documents, chunks and searches.
final class WebClientRoutes {
    private final Callers callers;
    private final Storage storage;
    private final Intelligence intelligence;
    private final Belongings belongings;
    private final DocumentFacetStore facets;

    WebClientRoutes(Callers callers, Storage storage, Intelligence intelligence) {
        this.callers = callers;
        this.storage = storage;
        this.intelligence = intelligence;
        belongings = new Belongings(callers, storage.datasets, storage.documents);
        facets = new DocumentFacetStore(storage.db);
    }

    void addDatasets(Router router, KbForm form, DatasetEditor editor) {
        new KbRoutes(belongings, storage.datasets, facets, editor, form).addTo(router);
        new KbFactsRoutes(belongings, storage.documents, facets).addTo(router);
        new SearchRoutes(belongings, storage.searches).addTo(router);
    }

    void addDocuments(
            Router router,
            DocumentEditor editor,
            PagePictures pictures,
            Consumer<Document> start,
            Consumer<Document> stop) {
        new DocumentAddRoutes(belongings, storage.documents, editor).addTo(router);
        new DocumentViewRoutes(belongings, storage.documents, facets).addTo(router);
        new DocumentRunRoutes(belongings, editor, start, stop).addTo(router);
        new DocumentEditRoutes(belongings, editor).addTo(router);
        new DocumentFileRoutes(belongings, storage.blobs).addTo(router);
        new DocumentPageRoutes(belongings, storage.blobs, pictures).addTo(router);
    }

    void addChunks(Router router) {
        new WebChunkRoutes(belongings, storage.chunks, intelligence.queries, intelligence.highlighter).addTo(router);
        new WebChunkEditRoutes(belongings, storage.chunks, chunkEditor(storage, intelligence)).addTo(router);
    }

    void addFiles(Router router, DocumentEditor documents) {
        Folders folders = new Folders(callers, storage.files);
        FileEditor editor =
                new FileEditor(storage.files, storage.fileLinks, storage.documents, documents, storage.blobs);
        new FileListRoutes(folders, storage.files, storage.fileLinks, storage.blobs).addTo(router);
        new FileEditRoutes(folders, storage.files, editor).addTo(router);
        new FileLinkRoutes(folders, storage.datasets, editor).addTo(router);
    }

    /// Uploads that are not only kept: those into a conversation, and those whose text is wanted.
    void addUploads(
            Router router, DocumentEditor editor, Consumer<Document> start, BiFunction<Path, String, String> text) {
        new ConversationUploadRoutes(belongings, storage.sessions, storage.assistants, editor, start).addTo(router);
        new DocumentTextRoutes(belongings, text).addTo(router);
        new DocumentWordsRoutes(belongings, storage.blobs, text).addTo(router);
    }

    void addLegacy(Router router, DocumentEditor editor, Consumer<Document> start) {
        FoundRows rows = new FoundRows(storage.chunks, storage.documents, intelligence.highlighter);
        new LegacyDocumentRoutes(belongings, storage.documents, editor, start).addTo(router);
        new LegacyChunkRoutes(belongings, storage.chunks, intelligence.retriever, intelligence.models, rows)
                .addTo(router);
    }

    static ChunkEditor chunkEditor(Storage storage, Intelligence intelligence) {
        return new ChunkEditor(
                storage.chunks,
                storage.sync,
                intelligence.models,
                intelligence.chunkAnalyzer,
                intelligence.tokens,
                storage.clock);
    }
}
