package dev.freshet.api.ragflow.dataset;

import dev.freshet.account.Accounts;
import dev.freshet.account.ApiKeyStore;
import dev.freshet.account.ApiKeys;
import dev.freshet.account.AuthSettings;
import dev.freshet.account.PasswordTransport;
import dev.freshet.account.Passwords;
import dev.freshet.account.Tenant;
import dev.freshet.api.ScenarioServer;
import dev.freshet.api.ScenarioTable;
import dev.freshet.api.ragflow.metadata.MetadataRoutes;
import dev.freshet.api.ragflow.wire.Callers;
import dev.freshet.api.ragflow.wire.ErrorAnswers;
import dev.freshet.api.ragflow.wire.Profile;
import dev.freshet.blob.file.FileBlobStore;
import dev.freshet.chat.QuestionRewriter;
import dev.freshet.core.KeyVault;
import dev.freshet.core.TenantId;
import dev.freshet.dataset.Stores;
import dev.freshet.dataset.chunk.IndexSync;
import dev.freshet.dataset.edit.ChunkEditor;
import dev.freshet.dataset.edit.DatasetEditor;
import dev.freshet.dataset.edit.DocumentEditor;
import dev.freshet.db.Lane;
import dev.freshet.db.TestDatabases;
import dev.freshet.http.Router;
import dev.freshet.index.ChunkAnalyzer;
import dev.freshet.index.lucene.LuceneChunkIndex;
import dev.freshet.model.ProviderTable;
import dev.freshet.observe.Metrics;
import dev.freshet.retrieval.Highlighter;
import dev.freshet.retrieval.QueryAnalyzer;
import dev.freshet.retrieval.RetrievalSettings;
import dev.freshet.retrieval.Retriever;
import dev.freshet.text.Analyzer;
import dev.freshet.text.TokenCounter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A server with the routes of this package over real stores, and one tenant with a key.
final class DatasetApi implements AutoCloseable {
    final Stores stores;
    final TenantId tenant;
    private final LuceneChunkIndex index;
    private final ScenarioServer server;
    private final String key;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    DatasetApi(Path folder) {
        stores = new Stores(TestDatabases.sqlite(folder));
        index = LuceneChunkIndex.open(folder.resolve("index"));
        FileBlobStore blobs = new FileBlobStore(folder.resolve("blobs"));
        Accounts accounts = accounts(folder);
        tenant = accounts.createOwner("owner", "owner@example.org").account().tenant();
        ApiKeys keys = new ApiKeys(new ApiKeyStore(stores.db, KeyVault.open(folder.resolve("key"))), stores.timestamps);
        key = keys.create(tenant, null).token().reveal();
        server = new ScenarioServer(folder, router(new Callers(keys, accounts), accounts, blobs));
        server.keep("key", key);
    }

    private Accounts accounts(Path folder) {
        return new Accounts(
                stores.db,
                new Passwords(),
                PasswordTransport.open(Optional.empty(), folder.resolve("password.pem")),
                new AuthSettings(Optional.empty(), AuthSettings.Registration.OPEN, true),
                new Tenant.DefaultModels("extractive@Builtin", HashEmbedding.NAME, "", "", "", ""),
                stores.timestamps);
    }

    private Router router(Callers callers, Accounts accounts, FileBlobStore blobs) {
        HashEmbedding models = new HashEmbedding();
        Analyzer analyzer = new Analyzer();
        ChunkAnalyzer chunkAnalyzer = new ChunkAnalyzer(analyzer);
        QueryAnalyzer queries = new QueryAnalyzer(analyzer);
        Highlighter highlighter = new Highlighter(analyzer);
        IndexSync sync = new IndexSync(stores.changes, stores.generations, index);
        Owned owned = new Owned(callers, stores.datasets, stores.documents);
        DocumentEditor documentEditor = new DocumentEditor(stores.documents, stores.runs, sync, blobs, chunkAnalyzer);
        ChunkEditor chunkEditor =
                new ChunkEditor(stores.chunks, sync, models, chunkAnalyzer, new TokenCounter(), stores.timestamps);
        Router router = new Router();
        Router rest = router.group(ErrorAnswers.rest());
        new DatasetRoutes(
                        callers,
                        accounts.store(),
                        stores.datasets,
                        new DatasetEditor(stores.datasets, sync, blobs),
                        new DatasetForm(models, ProviderTable.load()),
                        Profile.V023)
                .addTo(rest);
        new DocumentRoutes(owned, stores.documents, documentEditor, blobs, Profile.V023).addTo(rest);
        new DocumentListRoutes(owned, stores.documents).addTo(rest);
        new MetadataRoutes(owned, stores.documents, documentEditor).addTo(rest);
        new ParseRoutes(
                        owned,
                        document ->
                                sync.apply(stores.publish(document, "Holidays are thirty days.", "Lunch is at noon.")),
                        document -> stores.db.inTransaction(
                                Lane.BROWSE, sql -> stores.runs.stop(sql, document.tenant(), document.id())))
                .addTo(rest);
        new ChunkRoutes(owned, stores.chunks, chunkEditor, queries, highlighter, Profile.V023).addTo(rest);
        new RetrievalRoutes(
                        callers,
                        stores.datasets,
                        stores.documents,
                        new Retriever(index, queries, RetrievalSettings.defaults(), new Metrics()),
                        models,
                        new FoundRows(stores.chunks, stores.documents, highlighter),
                        accounts.store(),
                        new QuestionRewriter(Clock.systemUTC()))
                .addTo(rest);
        return router;
    }

    /// Plays the scenarios of a table.
    ///
    /// @param ids what stands for `{{name}}` in the table
    void play(String table, Map<String, String> ids) throws Exception {
        ids.forEach(server::keep);
        server.play(ScenarioTable.read(table));
    }

    HttpResponse<String> send(String method, String path, String body) throws Exception {
        return send(method, path, "application/json", body);
    }

    HttpResponse<String> send(String method, String path, String contentType, String body) throws Exception {
        HttpRequest.BodyPublisher publisher =
                body.isEmpty() ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body);
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", contentType)
                .method(method, publisher)
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    /// Uploads files given as name and content in turn.
    HttpResponse<String> upload(String dataset, String... namesAndContents) throws Exception {
        StringBuilder form = new StringBuilder();
        List<String> parts = List.of(namesAndContents);
        for (int i = 0; i < parts.size(); i += 2) {
            form.append("--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"")
                    .append(parts.get(i))
                    .append("\"\r\nContent-Type: text/plain\r\n\r\n")
                    .append(parts.get(i + 1))
                    .append("\r\n");
        }
        form.append("--edge--\r\n");
        return send(
                "POST",
                "/api/v1/datasets/" + dataset + "/documents",
                "multipart/form-data; boundary=edge",
                form.toString());
    }

    @Override
    public void close() {
        server.close();
        index.close();
        stores.db.close();
    }
}
