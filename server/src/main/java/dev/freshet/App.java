package dev.freshet;

import dev.freshet.account.AccountStore;
import dev.freshet.account.Accounts;
import dev.freshet.account.ApiKeyStore;
import dev.freshet.account.ApiKeys;
import dev.freshet.account.Passwords;
import dev.freshet.answer.RunningAnswers;
import dev.freshet.answer.admission.Admission;
import dev.freshet.answer.keep.AnswerDirectory;
import dev.freshet.answer.keep.AnswerKeeper;
import dev.freshet.api.Health;
import dev.freshet.api.Probe;
import dev.freshet.api.answers.AnswerRoutes;
import dev.freshet.api.openai.AssistantOpenAiRoutes;
import dev.freshet.api.openai.OpenAiRoutes;
import dev.freshet.api.ops.OpsRoutes;
import dev.freshet.api.ops.ServerGauges;
import dev.freshet.api.ragflow.account.AccountRoutes;
import dev.freshet.api.ragflow.account.KeyRoutes;
import dev.freshet.api.ragflow.account.LlmRoutes;
import dev.freshet.api.ragflow.account.SystemRoutes;
import dev.freshet.api.ragflow.account.TenantRoutes;
import dev.freshet.api.ragflow.chat.Asking;
import dev.freshet.api.ragflow.chat.AssistantRoutes;
import dev.freshet.api.ragflow.chat.CompletionRoutes;
import dev.freshet.api.ragflow.chat.ConversationRoutes;
import dev.freshet.api.ragflow.chat.LegacyRoutes;
import dev.freshet.api.ragflow.chat.SessionRoutes;
import dev.freshet.api.ragflow.conversation.ConversationEditRoutes;
import dev.freshet.api.ragflow.conversation.SpeechRoutes;
import dev.freshet.api.ragflow.conversation.StatisticsRoutes;
import dev.freshet.api.ragflow.dataset.ChunkRoutes;
import dev.freshet.api.ragflow.dataset.DatasetForm;
import dev.freshet.api.ragflow.dataset.DatasetRoutes;
import dev.freshet.api.ragflow.dataset.DocumentListRoutes;
import dev.freshet.api.ragflow.dataset.DocumentRoutes;
import dev.freshet.api.ragflow.dataset.FoundRows;
import dev.freshet.api.ragflow.dataset.Owned;
import dev.freshet.api.ragflow.dataset.ParseRoutes;
import dev.freshet.api.ragflow.dataset.RetrievalRoutes;
import dev.freshet.api.ragflow.dialog.DialogRoutes;
import dev.freshet.api.ragflow.kb.KbForm;
import dev.freshet.api.ragflow.metadata.MetadataRoutes;
import dev.freshet.api.ragflow.metadata.WebMetadataRoutes;
import dev.freshet.api.ragflow.search.AskRoutes;
import dev.freshet.api.ragflow.search.DifyRoutes;
import dev.freshet.api.ragflow.search.MindMapRoutes;
import dev.freshet.api.ragflow.search.RelatedRoutes;
import dev.freshet.api.ragflow.search.RetrievalTestRoutes;
import dev.freshet.api.ragflow.search.SearchRequests;
import dev.freshet.api.ragflow.search.SearchbotRoutes;
import dev.freshet.api.ragflow.widget.OriginRoutes;
import dev.freshet.api.ragflow.widget.WidgetRoutes;
import dev.freshet.api.ragflow.wire.Callers;
import dev.freshet.api.ragflow.wire.ErrorAnswers;
import dev.freshet.api.ragflow.wire.Profile;
import dev.freshet.api.reference.ApiReference;
import dev.freshet.api.reference.ReferenceRoutes;
import dev.freshet.chat.AnswerCompletion;
import dev.freshet.chat.ChatService;
import dev.freshet.chat.CitationInserter;
import dev.freshet.chat.DocumentChooser;
import dev.freshet.chat.Grounding;
import dev.freshet.chat.PromptBuilder;
import dev.freshet.chat.QuestionRewriter;
import dev.freshet.chat.ask.MindMaps;
import dev.freshet.chat.ask.RelatedQuestions;
import dev.freshet.chat.ask.Search;
import dev.freshet.cli.RunningServer;
import dev.freshet.cli.ServeRequest;
import dev.freshet.cli.Version;
import dev.freshet.config.Settings;
import dev.freshet.config.WireSettings;
import dev.freshet.core.Deadline;
import dev.freshet.core.Parallel;
import dev.freshet.dataset.Document;
import dev.freshet.dataset.edit.DatasetEditor;
import dev.freshet.dataset.edit.DocumentEditor;
import dev.freshet.dataset.file.LocationStore;
import dev.freshet.dataset.file.OrphanSweep;
import dev.freshet.db.Lane;
import dev.freshet.http.HttpServer;
import dev.freshet.http.Network;
import dev.freshet.http.Route;
import dev.freshet.http.Router;
import dev.freshet.model.EmbeddingModel.Purpose;
import dev.freshet.observe.AnswerMeter;
import dev.freshet.observe.Metrics;
import dev.freshet.text.TokenCounter;
import dev.freshet.web.AppPages;
import dev.freshet.web.SignInPage;
import dev.freshet.web.WidgetPages;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Wires the server by hand: opens every part in order and closes it in reverse.
public final class App implements RunningServer {
    private static final Logger LOG = LoggerFactory.getLogger(App.class);
    private static final Duration PROBE_LIMIT = Duration.ofSeconds(5);
    private static final Duration STORING_LIMIT = Duration.ofSeconds(5);

    private final Settings settings;
    private final Network network;
    private final Storage storage;
    private final Intelligence intelligence;
    private final IngestionLine line;
    private final OrphanSweep sweep;
    private final Passwords passwords = new Passwords();
    private final Metrics metrics = new Metrics();
    private final Accounts accounts;
    private final ApiKeys keys;
    private final Admission admission;
    private final AnswerKeeper answerKeeper;
    private final RunningAnswers running;
    private final DocumentEditor documentEditor;
    private final DatasetEditor datasetEditor;
    private final Router router;
    private final HttpServer server;
    private final AtomicBoolean closed = new AtomicBoolean();

    private App(Settings settings) {
        this.settings = settings;
        Parallel.Task<TokenCounter> tokens = Parallel.start(TokenCounter::new);
        network = Network.open(settings.http().loops());
        storage = Storage.open(settings);
        intelligence = new Intelligence(settings, storage, network, tokens.join(), metrics);
        int interrupted = storage.turns.markInterrupted();
        if (interrupted > 0) {
            LOG.info("{} answers were interrupted by the last stop", interrupted);
        }
        accounts = storage.accounts(settings.auth(), passwords);
        keys = new ApiKeys(new ApiKeyStore(storage.db, storage.vault), storage.clock);
        admission = intelligence.admission;
        answerKeeper = new AnswerKeeper(storage.answers);
        running = new RunningAnswers(
                settings.answers(),
                new RunningAnswers.Hooks(
                        answerKeeper::accept, duration -> metrics.time("freshet.answers.stop", duration)));
        documentEditor = new DocumentEditor(
                storage.documents, storage.runs, storage.sync, storage.blobs, intelligence.chunkAnalyzer);
        datasetEditor = new DatasetEditor(storage.datasets, storage.sync, storage.blobs);
        line = new IngestionLine(settings, storage, intelligence, accounts.store());
        router = router();
        server = HttpServer.start(network, settings.http(), router, metrics::request);
        gauges();
        sweep = new OrphanSweep(new LocationStore(storage.db), storage.blobs, InstantSource.system());
        sweep.start();
    }

    /// Starts the server and, when a folder is named, loads it and says what a new user needs to know.
    public static App start(ServeRequest request) {
        App app = new App(request.settings());
        try {
            FirstRun firstRun = new FirstRun(app.parts(), request.say());
            firstRun.run(request.with());
            return app;
        } catch (RuntimeException error) {
            app.close();
            throw error;
        }
    }

    /// Fills the index of the data folder anew.
    public static void reindex(Settings settings, Consumer<String> say) {
        try (Storage storage = Storage.open(settings)) {
            int documents = storage.rebuildIndex(done -> say.accept(done + " documents"));
            say.accept("The index holds " + documents + " documents again.");
        }
    }

    /// Removes a user, with everything that is the user's, from the data folder of a server that does not run.
    ///
    /// @return what was done, in a sentence
    public static String removeUser(Settings settings, String email) {
        try (Storage storage = Storage.open(settings)) {
            return new UserRemoval(storage).remove(email);
        }
    }

    /// The address that the server listens on.
    public String address() {
        String host = settings.http().host();
        return "http://" + (host.equals("0.0.0.0") ? "127.0.0.1" : host) + ":" + server.port();
    }

    /// All routes, for the reference to be compared with.
    List<Route> routes() {
        return router.routes();
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        LOG.info("stopping");
        Parallel.Task<Boolean> draining = Parallel.start(() -> {
            running.drain(Deadline.in(settings.shutdownGrace()), Deadline.in(STORING_LIMIT));
            return true;
        });
        server.close(settings.shutdownGrace().plus(STORING_LIMIT));
        draining.join();
        sweep.close();
        line.close();
        answerKeeper.close();
        intelligence.close();
        passwords.close();
        storage.close();
        network.close();
        metrics.close();
        LOG.info("stopped");
    }

    private FirstRun.Parts parts() {
        return new FirstRun.Parts(
                address(),
                accounts,
                keys,
                storage,
                documentEditor,
                line.ingestion,
                local -> local.save(storage.folder.path()),
                settings.chat().defaultPrompt());
    }

    private Router router() {
        Router router =
                new Router().unknown(ErrorAnswers::unknownRoute).methodNotAllowed(ErrorAnswers::methodNotAllowed);
        Callers callers = new Callers(keys, accounts);
        Probe database = new Probe(storage.db.product(), PROBE_LIMIT, () -> storage.db.ping(Lane.BROWSE));
        Health health = new Health(
                database,
                new Probe("lucene", PROBE_LIMIT, storage.index::size),
                new Probe("file", PROBE_LIMIT, storage.folder::checkWritable));
        new OpsRoutes(database, metrics).addTo(router);
        new ReferenceRoutes(ApiReference.load(), Version.current()).addTo(router);
        new AppPages().addTo(router);
        new WidgetPages(keys, storage.widgetOrigins).addTo(router);
        new SignInPage(accounts, keys, tenant -> FirstRun.firstQuestion(storage.assistants, tenant)).addTo(router);
        accountRoutes(router, callers, health);
        datasetRoutes(router, callers);
        webClientRoutes(router, callers);
        chatRoutes(router, callers);
        return router;
    }

    private void accountRoutes(Router router, Callers callers, Health health) {
        new AccountRoutes(callers, accounts).addTo(router);
        new TenantRoutes(callers, accounts).addTo(router);
        new KeyRoutes(callers, keys).addTo(router);
        new SystemRoutes(callers, accounts, health, Version.current()).addTo(router);
        new LlmRoutes(callers, intelligence.modelStore, intelligence.providers, intelligence.models, intelligence.check)
                .addTo(router);
    }

    private void datasetRoutes(Router router, Callers callers) {
        Router rest = router.group(ErrorAnswers.rest());
        AccountStore tenants = accounts.store();
        Owned owned = new Owned(callers, storage.datasets, storage.documents);
        new DatasetRoutes(
                        callers,
                        tenants,
                        storage.datasets,
                        datasetEditor,
                        new DatasetForm(intelligence.models, intelligence.providers),
                        profile())
                .addTo(rest);
        new DocumentRoutes(owned, storage.documents, documentEditor, storage.blobs, profile()).addTo(rest);
        new DocumentListRoutes(owned, storage.documents).addTo(rest);
        MetadataRoutes metadata = new MetadataRoutes(owned, storage.documents, documentEditor);
        metadata.addTo(rest);
        new WebMetadataRoutes(callers, storage.datasets, metadata).addTo(router);
        new ParseRoutes(owned, this::parse, this::stopParsing).addTo(rest);
        new ChunkRoutes(
                        owned,
                        storage.chunks,
                        WebClientRoutes.chunkEditor(storage, intelligence),
                        intelligence.queries,
                        intelligence.highlighter,
                        profile())
                .addTo(rest);
        new RetrievalRoutes(
                        callers,
                        storage.datasets,
                        storage.documents,
                        intelligence.retriever,
                        intelligence.models,
                        new FoundRows(storage.chunks, storage.documents, intelligence.highlighter),
                        tenants,
                        new QuestionRewriter(Clock.systemUTC()))
                .addTo(rest);
    }

    private Profile profile() {
        return switch (settings.wire().profile()) {
            case V023 -> new Profile(Profile.V023.name(), settings.wire().emptyIdsDeleteAll());
        };
    }

    private void webClientRoutes(Router router, Callers callers) {
        WebClientRoutes web = new WebClientRoutes(callers, storage, intelligence);
        web.addDatasets(
                router,
                new KbForm(accounts.store(), new DatasetForm(intelligence.models, intelligence.providers)),
                datasetEditor);
        web.addDocuments(router, documentEditor, line.pictures, this::parse, this::stopParsing);
        web.addChunks(router);
        web.addFiles(router, documentEditor);
        web.addUploads(router, documentEditor, this::parse, line::text);
        web.addLegacy(router, documentEditor, this::parse);
    }

    private void parse(Document document) {
        line.ingestion.start(document.tenant(), List.of(document.id()));
    }

    private void stopParsing(Document document) {
        line.ingestion.stop(document.tenant(), List.of(document.id()));
    }

    private void chatRoutes(Router router, Callers callers) {
        boolean cumulative = settings.wire().frames() == WireSettings.Frames.CUMULATIVE;
        AnswerDirectory answers = new AnswerDirectory(running, storage.answers);
        new AnswerRoutes(keys, accounts, answers, cumulative).addTo(router);
        Grounding grounding = new Grounding(
                intelligence.retriever, storage.datasets, storage.documents, storage.chunks, intelligence.models);
        CitationInserter citations = new CitationInserter(intelligence.queries, grounding::vectors);
        Asking asking = new Asking(chatService(grounding, citations), running, answers, cumulative);
        searchRoutes(
                router, callers, grounding, new Asking(summaries(grounding, citations), running, answers, cumulative));
        new ConversationEditRoutes(callers, storage.assistants, storage.sessions, storage.messages).addTo(router);
        new SpeechRoutes(callers).addTo(router);
        new StatisticsRoutes(callers, storage.usage, Clock.systemUTC()).addTo(router);
        new DialogRoutes(callers, storage.assistants, storage.datasets, accounts.store(), storage.clock).addTo(router);
        new WidgetRoutes(callers, storage.assistants, storage.sessions, storage.messages, asking, storage.widgetOrigins)
                .addTo(router);
        new OriginRoutes(keys, accounts, storage.assistants, storage.widgetOrigins).addTo(router);
        new AssistantRoutes(
                        callers,
                        storage.assistants,
                        storage.datasets,
                        accounts.store(),
                        intelligence.models,
                        storage.clock,
                        settings.chat().defaultPrompt(),
                        profile())
                .addTo(router);
        new SessionRoutes(callers, storage.assistants, storage.sessions, storage.messages, profile()).addTo(router);
        new CompletionRoutes(callers, storage.assistants, storage.sessions, storage.messages, asking).addTo(router);
        new ConversationRoutes(
                        callers, storage.assistants, storage.sessions, storage.messages, intelligence.models, asking)
                .addTo(router);
        new LegacyRoutes(callers, keys, storage.assistants, storage.sessions, storage.messages, asking).addTo(router);
        new OpenAiRoutes(keys, storage.assistants, asking).addTo(router);
        new AssistantOpenAiRoutes(
                        callers, storage.assistants, asking, settings.wire().openaiRealCodes())
                .addTo(router);
    }

    private ChatService chatService(Grounding grounding, CitationInserter citations) {
        return chatService(
                grounding,
                new PromptBuilder(intelligence.tokens),
                new AnswerCompletion(
                        citations, intelligence.tokens, settings.chat().citationDeadline()));
    }

    /// The same path for summaries: their model writes no marks, and these are found with weights of their own.
    private ChatService summaries(Grounding grounding, CitationInserter citations) {
        return chatService(
                grounding,
                new PromptBuilder(intelligence.tokens, false),
                new AnswerCompletion(
                        citations,
                        intelligence.tokens,
                        settings.chat().citationDeadline(),
                        assistant -> Search.CITATION_VECTOR_WEIGHT));
    }

    private ChatService chatService(Grounding grounding, PromptBuilder prompts, AnswerCompletion completion) {
        ChatService.Steps steps =
                new ChatService.Steps(new QuestionRewriter(Clock.systemUTC()), grounding, prompts, completion);
        return new ChatService(
                admission,
                running,
                storage.turns,
                intelligence.models,
                steps,
                new AnswerMeter(metrics, running::count),
                settings.chat().deadline());
    }

    private void searchRoutes(Router router, Callers callers, Grounding grounding, Asking asking) {
        SearchRequests requests = new SearchRequests(callers, accounts.store(), storage.datasets, storage.searches);
        Duration limit = settings.chat().deadline();
        new AskRoutes(requests, asking).addTo(router);
        new SearchbotRoutes(requests, storage.searches).addTo(router);
        new RelatedRoutes(requests, new RelatedQuestions(admission, intelligence.models, limit)).addTo(router);
        new MindMapRoutes(requests, new MindMaps(admission, grounding, intelligence.models, intelligence.tokens, limit))
                .addTo(router);
        new DifyRoutes(requests, storage.documents, storage.chunks, intelligence.retriever, intelligence.models)
                .addTo(router);
        new RetrievalTestRoutes(
                        requests,
                        new DocumentChooser(storage.documents, intelligence.models),
                        intelligence.retriever,
                        new QuestionRewriter(Clock.systemUTC()),
                        intelligence.models,
                        new FoundRows(storage.chunks, storage.documents, intelligence.highlighter))
                .addTo(router);
    }

    private void gauges() {
        ServerGauges gauges = new ServerGauges(metrics);
        gauges.database(storage.db);
        gauges.answers(running::count);
        gauges.admission(admission);
        gauges.logs(running::logs);
        gauges.connections(server::connections);
        gauges.upstreamConnections(intelligence.caller::connections);
        gauges.executors();
        gauges.queue("ingestion", line::waiting);
        gauges.queue("pages", line.pictures::waiting);
        gauges.queue(
                "embedder",
                () -> intelligence.builtinEmbedding.waiting(Purpose.INGESTION)
                        + intelligence.builtinEmbedding.waiting(Purpose.CITATION)
                        + intelligence.builtinEmbedding.waiting(Purpose.QUESTION));
        gauges.queue("passwords", passwords::queued);
    }
}
