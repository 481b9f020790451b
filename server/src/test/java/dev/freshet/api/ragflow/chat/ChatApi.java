package dev.freshet.api.ragflow.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freshet.account.Accounts;
import dev.freshet.account.ApiKey;
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
import dev.freshet.answer.admission.AdmissionSettings.Limits;
import dev.freshet.answer.keep.AnswerDirectory;
import dev.freshet.answer.keep.AnswerKeeper;
import dev.freshet.answer.keep.AnswerStore;
import dev.freshet.api.Scenario;
import dev.freshet.api.ScenarioServer;
import dev.freshet.api.answers.AnswerRoutes;
import dev.freshet.api.openai.AssistantOpenAiRoutes;
import dev.freshet.api.openai.OpenAiRoutes;
import dev.freshet.api.ragflow.conversation.ConversationEditRoutes;
import dev.freshet.api.ragflow.conversation.SpeechRoutes;
import dev.freshet.api.ragflow.conversation.StatisticsRoutes;
import dev.freshet.api.ragflow.dataset.FoundRows;
import dev.freshet.api.ragflow.dialog.DialogRoutes;
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
import dev.freshet.api.ragflow.wire.Profile;
import dev.freshet.chat.AnswerCompletion;
import dev.freshet.chat.AssistantStore;
import dev.freshet.chat.ChatService;
import dev.freshet.chat.ChatSettings;
import dev.freshet.chat.CitationInserter;
import dev.freshet.chat.DocumentChooser;
import dev.freshet.chat.Found;
import dev.freshet.chat.Grounding;
import dev.freshet.chat.MessageStore;
import dev.freshet.chat.PromptBuilder;
import dev.freshet.chat.QuestionRewriter;
import dev.freshet.chat.SessionStore;
import dev.freshet.chat.TurnStore;
import dev.freshet.chat.ask.MindMaps;
import dev.freshet.chat.ask.RelatedQuestions;
import dev.freshet.chat.ask.Search;
import dev.freshet.chat.statistics.UsageStore;
import dev.freshet.chat.widget.WidgetOriginStore;
import dev.freshet.core.Deadline;
import dev.freshet.core.KeyVault;
import dev.freshet.core.TenantId;
import dev.freshet.core.Vector;
import dev.freshet.dataset.Dataset;
import dev.freshet.dataset.Stores;
import dev.freshet.dataset.chunk.IndexSync;
import dev.freshet.dataset.search.SavedSearchStore;
import dev.freshet.db.Db;
import dev.freshet.db.TestDatabases;
import dev.freshet.http.Router;
import dev.freshet.index.lucene.LuceneChunkIndex;
import dev.freshet.json.Json;
import dev.freshet.model.ChatModel;
import dev.freshet.model.EmbeddingModel;
import dev.freshet.model.ModelName;
import dev.freshet.model.Models;
import dev.freshet.model.RerankModel;
import dev.freshet.model.ScriptedModel;
import dev.freshet.observe.AnswerMeter;
import dev.freshet.observe.Metrics;
import dev.freshet.retrieval.Highlighter;
import dev.freshet.retrieval.QueryAnalyzer;
import dev.freshet.retrieval.RetrievalSettings;
import dev.freshet.retrieval.Retriever;
import dev.freshet.text.Analyzer;
import dev.freshet.text.TokenCounter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/// The routes that ask assistants, over real stores and a real index, with a scripted model. The owner's key is
/// kept as `key`, the login as `login`, the tenant as `tenant`.
public final class ChatApi implements AutoCloseable {
    /// The first passage of the dataset that [#dataset()] makes.
    public static final String HOLIDAYS = "Holidays are thirty days.";

    private static final Duration EMBEDDING = Duration.ofSeconds(5);
    private static final Duration LIMIT = Duration.ofSeconds(60);

    public final Db db;
    public final Stores stores;
    public final TenantId tenant;
    public final AnswerStore answers;
    public ScenarioServer server;
    public RunningAnswers running;
    public Admission admission;
    public final ScriptedModel model;
    public final AssistantStore assistants;
    private final WidgetOriginStore origins;
    public final SessionStore sessions;
    public final MessageStore messages;
    public final TurnStore turns;
    public final SavedSearchStore saved;

    /// Runs when sentences of an answer are compared with passages.
    public volatile Runnable citing = () -> {};

    private final Passwords passwords = new Passwords();
    public final Metrics metrics = new Metrics();
    private final Path folder;
    private final Parts parts;
    private final Accounts accounts;
    private final ApiKeys keys;
    private final AnswerKeeper keeper;
    private final List<Runnable> crashed = new ArrayList<>();
    private final LuceneChunkIndex index;
    private final Clock clock = Clock.systemUTC();
    private final AtomicInteger names = new AtomicInteger();

    public ChatApi(Path folder) {
        this(folder, 100);
    }

    /// @param places how many answers may run at once
    public ChatApi(Path folder, int places) {
        this(folder, places, new ScriptedModel("chat@Builtin"));
    }

    /// @param model the chat model of every tenant
    public ChatApi(Path folder, int places, ScriptedModel model) {
        this(folder, places, model, AnswerSettings.usual());
    }

    /// @param settings limits of answers
    public ChatApi(Path folder, int places, ScriptedModel model, AnswerSettings settings) {
        this(folder, new Parts(places(places), model, settings, new OneOfEach(model), RetrievalSettings.defaults()));
    }

    /// What the routes stand on.
    ///
    /// @param model the chat model that tests script
    /// @param models what every tenant has, that one among them or not
    public record Parts(
            AdmissionSettings admission,
            ScriptedModel model,
            AnswerSettings answers,
            Models models,
            RetrievalSettings retrieval) {}

    /// Room for so many answers, and none to wait in.
    public static AdmissionSettings places(int answers) {
        return new AdmissionSettings(
                0,
                new Limits(answers, 0, 0),
                new Limits(0, 0, 0),
                AdmissionSettings.usual().adaptive());
    }

    public ChatApi(Path folder, Parts parts) {
        this.folder = folder;
        this.model = parts.model();
        this.parts = parts;
        db = TestDatabases.sqlite(folder);
        Stores first = new Stores(db);
        accounts = accounts(folder, first);
        Accounts.SignedIn owner = accounts.createOwner("owner", "owner@example.org");
        tenant = owner.account().tenant();
        stores = new Stores(db, tenant);
        index = LuceneChunkIndex.open(folder.resolve("index"));
        assistants = new AssistantStore(db);
        origins = new WidgetOriginStore(db);
        sessions = new SessionStore(db, stores.timestamps);
        messages = new MessageStore(db);
        turns = new TurnStore(db, stores.timestamps);
        saved = new SavedSearchStore(db, stores.timestamps);
        answers = new AnswerStore(db, stores.timestamps);
        keeper = new AnswerKeeper(answers);
        keys = new ApiKeys(new ApiKeyStore(db, KeyVault.open(folder.resolve("key"))), stores.timestamps);
        running = running(parts.answers());
        admission = new Admission(parts.admission(), metrics);
        server = new ScenarioServer(folder, router());
        server.keep("tenant", tenant.value());
        server.keep("login", owner.loginToken().reveal());
        ApiKey key = keys.create(tenant, null);
        server.keep("key", key.token().reveal());
        server.keep("beta", key.beta().reveal());
        Accounts.SignedIn stranger = accounts.createOwner("stranger", "stranger@example.org");
        ApiKey other = keys.create(stranger.account().tenant(), null);
        server.keep("stranger.login", stranger.loginToken().reveal());
        server.keep("stranger.key", other.token().reveal());
        server.keep("stranger.beta", other.beta().reveal());
    }

    private RunningAnswers running(AnswerSettings settings) {
        return new RunningAnswers(settings, new RunningAnswers.Hooks(keeper::accept, duration -> {}));
    }

    /// Another server over the same database, as after a restart; what was running is interrupted.
    public void restart(AnswerSettings settings) {
        ScenarioServer before = server;
        RunningAnswers left = running;
        crashed.add(() -> {
            left.drain(Deadline.in(Duration.ZERO), Deadline.in(EMBEDDING));
            before.close();
        });
        turns.markInterrupted();
        running = running(settings);
        admission = new Admission(places(100), metrics);
        server = new ScenarioServer(folder, router());
        server.keepAll(before);
    }

    private Accounts accounts(Path folder, Stores first) {
        return new Accounts(
                db,
                passwords,
                PasswordTransport.open(Optional.empty(), folder.resolve("password.pem")),
                new AuthSettings(Optional.empty(), AuthSettings.Registration.OPEN, true),
                new Tenant.DefaultModels("chat@Builtin", "BAAI/bge-small-en-v1.5@Builtin", "", "", "", ""),
                first.timestamps);
    }

    private Router router() {
        Models models = parts.models();
        Callers callers = new Callers(keys, accounts);
        TokenCounter tokens = new TokenCounter();
        QueryAnalyzer queries = new QueryAnalyzer(new Analyzer());
        Retriever retriever = new Retriever(index, queries, parts.retrieval(), metrics);
        Grounding grounding = new Grounding(retriever, stores.datasets, stores.documents, stores.chunks, models);
        CitationInserter citations = new CitationInserter(queries, this::vectors);
        AnswerCompletion completion = new AnswerCompletion(citations, tokens, EMBEDDING);
        AnswerCompletion summing =
                new AnswerCompletion(citations, tokens, EMBEDDING, assistant -> Search.CITATION_VECTOR_WEIGHT);
        QuestionRewriter rewriter = new QuestionRewriter(clock);
        ChatService.Steps steps = new ChatService.Steps(rewriter, grounding, new PromptBuilder(tokens), completion);
        ChatService.Steps summary =
                new ChatService.Steps(rewriter, grounding, new PromptBuilder(tokens, false), summing);
        AnswerMeter meter = new AnswerMeter(metrics, running::count);
        ChatService chats = new ChatService(admission, running, turns, models, steps, meter, LIMIT);
        ChatService summaries = new ChatService(admission, running, turns, models, summary, meter, LIMIT);
        AnswerDirectory directory = new AnswerDirectory(running, answers);
        Asking asking = new Asking(chats, running, directory, true);
        Router router = new Router();
        new AnswerRoutes(keys, accounts, directory, true).addTo(router);
        assistants(router, callers, models);
        new CompletionRoutes(callers, assistants, sessions, messages, asking).addTo(router);
        new ConversationRoutes(callers, assistants, sessions, messages, models, asking).addTo(router);
        new LegacyRoutes(callers, keys, assistants, sessions, messages, asking).addTo(router);
        new AssistantOpenAiRoutes(callers, assistants, asking, false).addTo(router);
        new OpenAiRoutes(keys, assistants, asking).addTo(router);
        new WidgetRoutes(callers, assistants, sessions, messages, asking, origins).addTo(router);
        new OriginRoutes(keys, accounts, assistants, origins).addTo(router);
        SearchRequests searches = new SearchRequests(callers, accounts.store(), stores.datasets, saved);
        new SearchbotRoutes(searches, saved).addTo(router);
        new ConversationEditRoutes(callers, assistants, sessions, messages).addTo(router);
        new SpeechRoutes(callers).addTo(router);
        new StatisticsRoutes(callers, new UsageStore(db), clock).addTo(router);
        new DialogRoutes(callers, assistants, stores.datasets, accounts.store(), stores.timestamps).addTo(router);
        new AskRoutes(searches, new Asking(summaries, running, directory, true)).addTo(router);
        new RelatedRoutes(searches, new RelatedQuestions(admission, models, LIMIT)).addTo(router);
        new MindMapRoutes(searches, new MindMaps(admission, grounding, models, tokens, LIMIT)).addTo(router);
        new DifyRoutes(searches, stores.documents, stores.chunks, retriever, models).addTo(router);
        new RetrievalTestRoutes(
                        searches,
                        new DocumentChooser(stores.documents, models),
                        retriever,
                        rewriter,
                        models,
                        new FoundRows(stores.chunks, stores.documents, new Highlighter(new Analyzer())))
                .addTo(router);
        return router;
    }

    private void assistants(Router router, Callers callers, Models models) {
        new AssistantRoutes(
                        callers,
                        assistants,
                        stores.datasets,
                        accounts.store(),
                        models,
                        stores.timestamps,
                        ChatSettings.DEFAULT_PROMPT,
                        Profile.V023)
                .addTo(router);
        new SessionRoutes(callers, assistants, sessions, messages, Profile.V023).addTo(router);
    }

    private List<Vector> vectors(Found found) {
        citing.run();
        return found.passages().stream()
                .map(passage -> Vector.unit(new float[] {1, 0}))
                .toList();
    }

    /// A dataset with one document of two passages.
    public Dataset dataset() {
        Dataset dataset = stores.dataset("handbook " + names.incrementAndGet());
        IndexSync sync = new IndexSync(stores.changes, stores.generations, index);
        sync.apply(stores.publish(stores.document(dataset, "rules.txt"), HOLIDAYS, "Lunch is at noon."));
        return dataset;
    }

    /// A request with the owner's key.
    public static Scenario asked(String rule, String request) {
        return Scenario.of(rule, request).header("Authorization", "Bearer {{key}}");
    }

    /// Makes an assistant over REST with these further fields, kept as `chat`, and a session of it, kept as
    /// `session`.
    public void assistant(String fields) throws Exception {
        String separator = fields.isEmpty() ? "" : ",";
        server.play(asked("§7.1 an assistant", "POST /api/v1/chats")
                .json("{'name':'helper " + names.incrementAndGet() + "'" + separator + fields + "}")
                .answers("{'code':0,'data':{'...':''}}")
                .keep("chat", "/data/id"));
        session();
    }

    /// Makes a session of the assistant, kept as `session`.
    public void session() throws Exception {
        server.play(asked("§8 a session", "POST /api/v1/chats/{{chat}}/sessions")
                .json("{}")
                .answers("{'code':0,'data':{'...':''}}")
                .keep("session", "/data/id"));
    }

    /// Asks and gives what follows `data:` in each frame.
    public List<String> stream(Scenario question) throws Exception {
        String body = server.send(question).body();
        assertThat(body).endsWith("\n\n");
        return Arrays.stream(body.split("\n\n")).map(ChatApi::data).toList();
    }

    /// Asks the session of [#assistant] and gives its frames.
    public List<String> ask(String body) throws Exception {
        return stream(asked("§9.1 a question", "POST /api/v1/chats/{{chat}}/completions")
                .json(body.replace("'session'", "'session_id':'{{session}}'")));
    }

    public static JsonNode json(String text) throws IOException {
        return Json.parse(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String data(String frame) {
        assertThat(frame).startsWith("data:").doesNotContain("\n");
        return frame.substring("data:".length());
    }

    @Override
    public void close() {
        running.drain(Deadline.in(Duration.ZERO), Deadline.in(EMBEDDING));
        server.close();
        crashed.forEach(Runnable::run);
        keeper.close();
        index.close();
        passwords.close();
        db.close();
    }

    /// The scripted chat model and an embedding for which all questions are alike.
    public record OneOfEach(ChatModel chat) implements Models, EmbeddingModel {
        @Override
        public Optional<ChatModel> chat(TenantId tenant, String name) {
            return name.equals("chat@Builtin") ? Optional.of(chat) : Optional.empty();
        }

        @Override
        public Optional<EmbeddingModel> embedding(TenantId tenant, String name) {
            return Optional.of(this);
        }

        @Override
        public Optional<RerankModel> rerank(TenantId tenant, String name) {
            return Optional.empty();
        }

        @Override
        public ModelName name() {
            return new ModelName("BAAI/bge-small-en-v1.5", "Builtin");
        }

        @Override
        public int dimensions() {
            return 2;
        }

        @Override
        public Embeddings embed(List<String> texts, Purpose purpose, Deadline deadline) {
            return new Embeddings(
                    texts.stream().map(text -> Vector.unit(new float[] {1, 0})).toList(), texts.size());
        }
    }
}
