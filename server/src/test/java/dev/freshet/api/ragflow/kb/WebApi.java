package dev.freshet.api.ragflow.kb;

import dev.freshet.account.AccountStore;
import dev.freshet.account.Accounts;
import dev.freshet.account.ApiKeyStore;
import dev.freshet.account.ApiKeys;
import dev.freshet.account.AuthSettings;
import dev.freshet.account.PasswordTransport;
import dev.freshet.account.Passwords;
import dev.freshet.account.Tenant;
import dev.freshet.api.ScenarioServer;
import dev.freshet.api.ScenarioTable;
import dev.freshet.api.ragflow.dataset.DatasetForm;
import dev.freshet.api.ragflow.dataset.FoundRows;
import dev.freshet.api.ragflow.dataset.HashEmbedding;
import dev.freshet.api.ragflow.dataset.Owned;
import dev.freshet.api.ragflow.file.FileEditRoutes;
import dev.freshet.api.ragflow.file.FileLinkRoutes;
import dev.freshet.api.ragflow.file.FileListRoutes;
import dev.freshet.api.ragflow.file.Folders;
import dev.freshet.api.ragflow.metadata.MetadataRoutes;
import dev.freshet.api.ragflow.metadata.WebMetadataRoutes;
import dev.freshet.api.ragflow.wire.Callers;
import dev.freshet.blob.file.FileBlobStore;
import dev.freshet.core.AssistantId;
import dev.freshet.core.Ids;
import dev.freshet.core.KeyVault;
import dev.freshet.core.TenantId;
import dev.freshet.dataset.Document;
import dev.freshet.dataset.DocumentFacetStore;
import dev.freshet.dataset.Stores;
import dev.freshet.dataset.change.IndexChange;
import dev.freshet.dataset.chunk.IndexSync;
import dev.freshet.dataset.edit.ChunkEditor;
import dev.freshet.dataset.edit.DatasetEditor;
import dev.freshet.dataset.edit.DocumentEditor;
import dev.freshet.dataset.file.FileEditor;
import dev.freshet.dataset.file.FileLinkStore;
import dev.freshet.dataset.file.FileStore;
import dev.freshet.dataset.search.SavedSearchStore;
import dev.freshet.db.Lane;
import dev.freshet.db.TestDatabases;
import dev.freshet.http.Router;
import dev.freshet.index.ChunkAnalyzer;
import dev.freshet.index.lucene.LuceneChunkIndex;
import dev.freshet.ingest.parse.ParserSettings;
import dev.freshet.ingest.parse.worker.PagePictures;
import dev.freshet.model.ProviderTable;
import dev.freshet.observe.Metrics;
import dev.freshet.retrieval.Highlighter;
import dev.freshet.retrieval.QueryAnalyzer;
import dev.freshet.retrieval.RetrievalSettings;
import dev.freshet.retrieval.Retriever;
import dev.freshet.text.Analyzer;
import dev.freshet.text.TokenCounter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// A server with the web client's routes over real stores, and one account: its login is kept as `login`, its key
/// as `key`, its tenant as `tenant`.
public final class WebApi implements AutoCloseable {
    public final Stores stores;
    public final TenantId tenant;
    public final ScenarioServer server;
    private final LuceneChunkIndex index;
    private final PagePictures pictures;
    private final Passwords passwords = new Passwords();

    public WebApi(Path folder) {
        Stores first = new Stores(TestDatabases.sqlite(folder));
        Accounts accounts = accounts(folder, first);
        Accounts.SignedIn owner = accounts.createOwner("owner", "owner@example.org");
        tenant = owner.account().tenant();
        stores = new Stores(first.db, tenant);
        pictures = new PagePictures(ParserSettings.defaults(), folder.resolve("painters"));
        index = LuceneChunkIndex.open(folder.resolve("index"));
        ApiKeys keys = new ApiKeys(new ApiKeyStore(stores.db, KeyVault.open(folder.resolve("key"))), stores.timestamps);
        server = new ScenarioServer(folder, router(folder, new Callers(keys, accounts), accounts));
        server.keep("tenant", tenant.value());
        server.keep("login", owner.loginToken().reveal());
        server.keep("key", keys.create(tenant, null).token().reveal());
        AssistantId assistant = new AssistantId(Ids.next());
        server.keep("bound", keys.create(tenant, assistant).token().reveal());
    }

    private Accounts accounts(Path folder, Stores first) {
        return new Accounts(
                first.db,
                passwords,
                PasswordTransport.open(Optional.empty(), folder.resolve("password.pem")),
                new AuthSettings(Optional.empty(), AuthSettings.Registration.OPEN, true),
                new Tenant.DefaultModels("extractive@Builtin", HashEmbedding.NAME, "", "", "", ""),
                first.timestamps);
    }

    private Router router(Path folder, Callers callers, Accounts accounts) {
        FileBlobStore blobs = new FileBlobStore(folder.resolve("blobs"));
        IndexSync sync = new IndexSync(stores.changes, stores.generations, index);
        Analyzer analyzer = new Analyzer();
        ChunkAnalyzer chunkAnalyzer = new ChunkAnalyzer(analyzer);
        DocumentEditor documents = new DocumentEditor(stores.documents, stores.runs, sync, blobs, chunkAnalyzer);
        Router router = new Router();
        files(router, callers, blobs, documents);
        Belongings belongings = new Belongings(callers, stores.datasets, stores.documents);
        datasets(router, belongings, new DatasetEditor(stores.datasets, sync, blobs), accounts.store());
        documents(router, belongings, documents, sync, blobs);
        new DocumentPageRoutes(belongings, blobs, pictures).addTo(router);
        new WebMetadataRoutes(
                        callers,
                        stores.datasets,
                        new MetadataRoutes(
                                new Owned(callers, stores.datasets, stores.documents), stores.documents, documents))
                .addTo(router);
        ChunkEditor chunks = new ChunkEditor(
                stores.chunks, sync, new HashEmbedding(), chunkAnalyzer, new TokenCounter(), stores.timestamps);
        QueryAnalyzer queries = new QueryAnalyzer(analyzer);
        new LegacyDocumentRoutes(belongings, stores.documents, documents, document -> sync.apply(parsed(document)))
                .addTo(router);
        Retriever retriever = new Retriever(index, queries, RetrievalSettings.defaults(), new Metrics());
        FoundRows rows = new FoundRows(stores.chunks, stores.documents, new Highlighter(analyzer));
        new LegacyChunkRoutes(belongings, stores.chunks, retriever, new HashEmbedding(), rows).addTo(router);
        new WebChunkRoutes(belongings, stores.chunks, queries, new Highlighter(analyzer)).addTo(router);
        new WebChunkEditRoutes(belongings, stores.chunks, chunks).addTo(router);
        return router;
    }

    private void datasets(Router router, Belongings belongings, DatasetEditor editor, AccountStore accounts) {
        DocumentFacetStore facets = new DocumentFacetStore(stores.db);
        KbForm form = new KbForm(accounts, new DatasetForm(new HashEmbedding(), ProviderTable.load()));
        new KbRoutes(belongings, stores.datasets, facets, editor, form).addTo(router);
        new KbFactsRoutes(belongings, stores.documents, facets).addTo(router);
        new DocumentViewRoutes(belongings, stores.documents, facets).addTo(router);
        new SearchRoutes(belongings, new SavedSearchStore(stores.db, stores.timestamps)).addTo(router);
    }

    private void documents(
            Router router, Belongings belongings, DocumentEditor editor, IndexSync sync, FileBlobStore blobs) {
        new DocumentAddRoutes(belongings, stores.documents, editor).addTo(router);
        new DocumentEditRoutes(belongings, editor).addTo(router);
        new DocumentFileRoutes(belongings, blobs).addTo(router);
        new DocumentRunRoutes(
                        belongings,
                        editor,
                        document ->
                                sync.apply(stores.publish(document, "Holidays are thirty days.", "Lunch is at noon.")),
                        document -> stores.db.inTransaction(
                                Lane.BROWSE, sql -> stores.runs.stop(sql, document.tenant(), document.id())))
                .addTo(router);
    }

    private void files(Router router, Callers callers, FileBlobStore blobs, DocumentEditor documents) {
        FileStore files = new FileStore(stores.db, stores.timestamps);
        FileLinkStore links = new FileLinkStore(stores.db, stores.timestamps);
        FileEditor editor = new FileEditor(files, links, stores.documents, documents, blobs);
        Folders folders = new Folders(callers, files);
        new FileListRoutes(folders, files, links, blobs).addTo(router);
        new FileEditRoutes(folders, files, editor).addTo(router);
        new FileLinkRoutes(folders, stores.datasets, editor).addTo(router);
    }

    private List<IndexChange> parsed(Document document) {
        return stores.publish(document, "Holidays are thirty days.", "Lunch is at noon.");
    }

    /// Plays the scenarios of a table.
    public void play(String table) throws Exception {
        server.play(ScenarioTable.read(table));
    }

    @Override
    public void close() {
        server.close();
        pictures.close();
        index.close();
        passwords.close();
        stores.db.close();
    }
}
