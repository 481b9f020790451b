package dev.freshet;

import dev.freshet.account.Accounts;
import dev.freshet.account.ApiKeyStore;
import dev.freshet.account.ApiKeys;
import dev.freshet.account.AuthSettings;
import dev.freshet.account.PasswordTransport;
import dev.freshet.account.Passwords;
import dev.freshet.account.Tenant;
import dev.freshet.answer.AnswerSettings;
import dev.freshet.answer.RunningAnswers;
import dev.freshet.answer.admission.Admission;
import dev.freshet.answer.admission.AdmissionSettings;
import dev.freshet.answer.keep.AnswerDirectory;
import dev.freshet.answer.keep.AnswerStore;
import dev.freshet.api.openai.OpenAiRoutes;
import dev.freshet.api.ragflow.account.AccountRoutes;
import dev.freshet.api.ragflow.chat.Asking;
import dev.freshet.api.ragflow.dataset.DocumentListRoutes;
import dev.freshet.api.ragflow.dataset.DocumentRoutes;
import dev.freshet.api.ragflow.dataset.Owned;
import dev.freshet.api.ragflow.wire.Callers;
import dev.freshet.api.ragflow.wire.ErrorAnswers;
import dev.freshet.api.ragflow.wire.Profile;
import dev.freshet.blob.BlobStore;
import dev.freshet.chat.AnswerCompletion;
import dev.freshet.chat.Assistant;
import dev.freshet.chat.AssistantPrompt;
import dev.freshet.chat.AssistantStore;
import dev.freshet.chat.ChatService;
import dev.freshet.chat.CitationInserter;
import dev.freshet.chat.DocumentFilter;
import dev.freshet.chat.Found;
import dev.freshet.chat.Grounding;
import dev.freshet.chat.PromptBuilder;
import dev.freshet.chat.QuestionRewriter;
import dev.freshet.chat.TurnStore;
import dev.freshet.core.AssistantId;
import dev.freshet.core.Ids;
import dev.freshet.core.KeyVault;
import dev.freshet.core.TenantId;
import dev.freshet.core.Vector;
import dev.freshet.dataset.Dataset;
import dev.freshet.dataset.Stores;
import dev.freshet.dataset.chunk.IndexSync;
import dev.freshet.dataset.edit.DocumentEditor;
import dev.freshet.db.Db;
import dev.freshet.http.HttpServer;
import dev.freshet.http.HttpSettings;
import dev.freshet.http.Network;
import dev.freshet.http.Router;
import dev.freshet.index.ChunkAnalyzer;
import dev.freshet.index.ChunkIndex;
import dev.freshet.json.Json;
import dev.freshet.model.GenerationSettings;
import dev.freshet.model.Models;
import dev.freshet.observe.AnswerMeter;
import dev.freshet.observe.Metrics;
import dev.freshet.retrieval.QueryAnalyzer;
import dev.freshet.retrieval.RetrievalSettings;
import dev.freshet.retrieval.Retriever;
import dev.freshet.text.Analyzer;
import dev.freshet.text.TokenCounter;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/// The path of a question from socket to socket, with sign-in, upload and lists beside it, over what a test hands
/// in. Its steps have a minute each, so that only a test's own latch can make one late.
final class QuestionServer implements AutoCloseable {
    /// What stands in the document of every person.
    static final String HOLIDAYS = "Holidays are thirty days.";

    static final String PASSWORD = "secret";
    private static final Duration AMPLE = Duration.ofMinutes(1);

    final RunningAnswers running = new RunningAnswers(AnswerSettings.usual());
    final Metrics metrics = new Metrics();
    final Admission admission;
    private final Parts parts;
    private final Stores stores;
    private final IndexSync sync;
    private final Passwords passwords = new Passwords();
    private final Accounts accounts;
    private final ApiKeys keys;
    private final AssistantStore assistants;
    private final AtomicInteger questions = new AtomicInteger();
    private final HttpServer server;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /// What the path stands on.
    record Parts(Network network, Db db, ChunkIndex index, BlobStore files, Models models) {}

    /// Somebody with a dataset, an assistant named like him and a key.
    record Person(String name, TenantId tenant, Dataset dataset, String key, Stores stores) {}

    QuestionServer(Path folder, Parts parts) {
        this(folder, parts, AdmissionSettings.running(100));
    }

    QuestionServer(Path folder, Parts parts, AdmissionSettings places) {
        this.parts = parts;
        admission = new Admission(places, metrics);
        stores = new Stores(parts.db());
        sync = new IndexSync(stores.changes, stores.generations, parts.index());
        accounts = new Accounts(
                parts.db(),
                passwords,
                PasswordTransport.open(Optional.empty(), folder.resolve("password.pem")),
                new AuthSettings(Optional.empty(), AuthSettings.Registration.OPEN, true),
                new Tenant.DefaultModels("chat@Test", "embedding@Test", "", "", "", ""),
                stores.timestamps);
        keys = new ApiKeys(new ApiKeyStore(parts.db(), KeyVault.open(folder.resolve("key"))), stores.timestamps);
        assistants = new AssistantStore(parts.db());
        server = HttpServer.start(
                parts.network(), HttpSettings.local(0, folder.resolve("uploads")), router(new Analyzer()));
    }

    private Router router(Analyzer analyzer) {
        Callers callers = new Callers(keys, accounts);
        Owned owned = new Owned(callers, stores.datasets, stores.documents);
        DocumentEditor editor =
                new DocumentEditor(stores.documents, stores.runs, sync, parts.files(), new ChunkAnalyzer(analyzer));
        Router router = new Router();
        new AccountRoutes(callers, accounts).addTo(router);
        Router rest = router.group(ErrorAnswers.rest());
        new DocumentRoutes(owned, stores.documents, editor, parts.files(), Profile.V023).addTo(rest);
        new DocumentListRoutes(owned, stores.documents).addTo(rest);
        AnswerDirectory answers = new AnswerDirectory(running, new AnswerStore(parts.db(), stores.timestamps));
        Asking asking = new Asking(chats(new QueryAnalyzer(analyzer)), running, answers, true);
        new OpenAiRoutes(keys, assistants, asking).addTo(router);
        return router;
    }

    private ChatService chats(QueryAnalyzer queries) {
        TokenCounter tokens = new TokenCounter();
        RetrievalSettings patient = new RetrievalSettings(AMPLE, AMPLE, AMPLE, AMPLE, true, false, 3, AMPLE);
        Retriever retriever = new Retriever(parts.index(), queries, patient, new Metrics());
        ChatService.Steps steps = new ChatService.Steps(
                new QuestionRewriter(Clock.systemUTC()),
                new Grounding(retriever, stores.datasets, stores.documents, stores.chunks, parts.models()),
                new PromptBuilder(tokens),
                new AnswerCompletion(new CitationInserter(queries, QuestionServer::vectors), tokens, AMPLE));
        TurnStore turns = new TurnStore(parts.db(), stores.timestamps);
        return new ChatService(
                admission,
                running,
                turns,
                parts.models(),
                steps,
                new AnswerMeter(metrics, running::count),
                AMPLE.multipliedBy(2));
    }

    private static List<Vector> vectors(Found found) {
        return found.passages().stream()
                .map(passage -> Vector.unit(new float[] {1, 0}))
                .toList();
    }

    IndexSync sync() {
        return sync;
    }

    /// Registers somebody whose assistant answers from one document.
    Person person(String name) {
        TenantId tenant = accounts.register(name, name + "@example.org", PASSWORD)
                .account()
                .tenant();
        Stores own = new Stores(parts.db(), tenant);
        Dataset dataset = own.dataset("handbook");
        sync.apply(own.publish(own.document(dataset, "rules.txt"), HOLIDAYS, "Lunch is at noon."));
        assistants.insert(tenant, assistant(name, tenant, dataset));
        return new Person(
                name, tenant, dataset, keys.create(tenant, null).token().reveal(), own);
    }

    private static Assistant assistant(String name, TenantId tenant, Dataset dataset) {
        return new Assistant(
                new AssistantId(Ids.next()),
                tenant,
                name,
                "",
                "",
                "English",
                "chat@Test",
                GenerationSettings.none(),
                AssistantPrompt.usual("Answer from: {knowledge}"),
                List.of(dataset.id()),
                new Assistant.SearchOptions(0.0, 0.3, 6, 1024, "rerank@Test"),
                DocumentFilter.NONE,
                1,
                1);
    }

    /// Asks the person's assistant something that was never asked and gives the answer's text.
    String ask(Person person) throws IOException, InterruptedException {
        HttpResponse<String> answer = send(
                person,
                "POST",
                "/v1/chat/completions",
                "application/json",
                "{\"model\":\"" + person.name()
                        + "\",\"messages\":[{\"role\":\"user\",\"content\":\"How long are holidays in year "
                        + questions.incrementAndGet() + "?\"}]}");
        if (answer.statusCode() != 200) {
            throw new AssertionError(answer.statusCode() + " " + answer.body());
        }
        return Json.parse(answer.body().getBytes(StandardCharsets.UTF_8))
                .at("/choices/0/message/content")
                .asText();
    }

    /// Signs in with name and password.
    String signIn(Person person) throws IOException, InterruptedException {
        String body = "{\"email\":\"" + person.name() + "@example.org\",\"password\":\"" + PASSWORD + "\"}";
        return send(person, "POST", "/v1/user/login", "application/json", body).body();
    }

    /// Lists the documents of the person's dataset.
    String list(Person person) throws IOException, InterruptedException {
        return send(person, "GET", documents(person), "application/json", "").body();
    }

    /// Uploads one more document.
    String upload(Person person) throws IOException, InterruptedException {
        String form = "--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"more.txt\"\r\n"
                + "Content-Type: text/plain\r\n\r\nTea is at four.\r\n--edge--\r\n";
        return send(person, "POST", documents(person), "multipart/form-data; boundary=edge", form)
                .body();
    }

    private static String documents(Person person) {
        return "/api/v1/datasets/" + person.dataset().id().value() + "/documents";
    }

    private HttpResponse<String> send(Person person, String method, String path, String type, String body)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .timeout(AMPLE.multipliedBy(2))
                .header("Authorization", "Bearer " + person.key())
                .header("Content-Type", type)
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    @Override
    public void close() {
        server.close(Duration.ofSeconds(1));
        passwords.close();
    }
}
