package dev.freshet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.architecture.Layout;
import dev.freshet.blob.BlobStore;
import dev.freshet.blob.file.FileBlobStore;
import dev.freshet.core.Deadline;
import dev.freshet.core.Parallel;
import dev.freshet.dataset.Document;
import dev.freshet.dataset.DocumentFile;
import dev.freshet.dataset.DocumentType;
import dev.freshet.dataset.NewDocument;
import dev.freshet.dataset.RunState;
import dev.freshet.dataset.Stores;
import dev.freshet.db.Db;
import dev.freshet.db.DbSettings;
import dev.freshet.db.Lane;
import dev.freshet.db.TestDatabases;
import dev.freshet.http.HttpCaller;
import dev.freshet.http.Network;
import dev.freshet.index.ChunkAnalyzer;
import dev.freshet.index.ChunkIndex;
import dev.freshet.index.lucene.LuceneChunkIndex;
import dev.freshet.ingest.Bell;
import dev.freshet.ingest.ChunkEmbedder;
import dev.freshet.ingest.ChunkNotes;
import dev.freshet.ingest.DocumentCutter;
import dev.freshet.ingest.IngestSettings;
import dev.freshet.ingest.IngestWorkers;
import dev.freshet.ingest.Ingestion;
import dev.freshet.ingest.JobRunner;
import dev.freshet.ingest.JobSteps;
import dev.freshet.ingest.JobStore;
import dev.freshet.ingest.JobWriteStore;
import dev.freshet.ingest.LiveJobs;
import dev.freshet.ingest.PictureReader;
import dev.freshet.ingest.chunk.Chunker;
import dev.freshet.ingest.parse.ParserSettings;
import dev.freshet.ingest.parse.Parsers;
import dev.freshet.ingest.parse.text.TextParser;
import dev.freshet.model.EmbeddingModel.Purpose;
import dev.freshet.model.openai.FakeOpenAi;
import dev.freshet.model.openai.OpenAiDriver;
import dev.freshet.text.Analyzer;
import dev.freshet.text.TokenCounter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// One tenant's call hangs in a dependency; another tenant's question is answered meanwhile, on the same event
/// loop.
class IsolationTest {
    private static final Duration AMPLE = Duration.ofSeconds(50);
    private static final Pattern BLOCKING = Pattern.compile("(?:refuseBlocking|check)\\(\"([^\"]+)\"");

    /// Ports of the product that nobody waits for.
    private static final Map<String, String> NEVER_WAITED_FOR = Map.of(
            "dev.freshet.http.CallListener", "is called back on an event loop",
            "dev.freshet.model.TokenSink", "is called back on an event loop",
            "dev.freshet.answer.FrameWriter", "fills a buffer on an event loop",
            "dev.freshet.model.Models", "finds models, which have rows of their own",
            "dev.freshet.model.ModelDriver", "makes models, which have rows of their own",
            "dev.freshet.ingest.parse.ParseProgress", "is told how far a parser is",
            "dev.freshet.cli.RunningServer", "is the whole server");

    /// Blocking calls that wait for no dependency.
    private static final Set<String> OF_THE_CLIENT = Set.of("waiting for a loop", "Request.body", "Request.multipart");

    @TempDir
    static Path folder;

    private static final HeldParts PARTS = new HeldParts();
    private static World world;

    /// What can hang: how the call that hangs is made, the port it hangs in, and the blocking calls it stands for.
    enum Dependency {
        /// All readers for lists stand still in a query.
        DATABASE_READ("browsing", World::listDirectly, "", "Db.query"),
        /// An ingestion stands still between two of its transactions. SQLite has one writer, so inside a
        /// transaction nothing but SQL may run; for a database with several writers see
        /// [IsolationTest#aHeldTransactionHoldsNobodyOnPostgres].
        DATABASE_WRITE("rows written", World::ingest, "", "Db.inTransaction"),
        SEARCH("search", World::ask, "dev.freshet.index.ChunkIndex", "ChunkIndex"),
        EMBEDDING("embedding", World::ask, "dev.freshet.model.EmbeddingModel", "embedding"),
        MODEL("model", World::ask, "dev.freshet.model.ChatModel"),
        RERANKER("reranker", World::ask, "dev.freshet.model.RerankModel"),
        /// A provider has taken the call and says nothing.
        PROVIDER("provider", World::callProvider, "", "HttpCaller.send"),
        /// Files are read and pages are painted by processes of one kind.
        PARSER(
                "parser",
                World::ingest,
                "dev.freshet.ingest.parse.Parser",
                "Parsers.parse",
                "ParserPool.parse",
                "ParserPool.paint"),
        UPLOAD(
                "upload",
                World::upload,
                "dev.freshet.blob.BlobStore",
                "BlobStore.createTemporary",
                "BlobStore.put",
                "BlobStore.putBefore",
                "BlobStore.file",
                "BlobStore.delete"),
        /// Signing in waits for the readers that lists have taken.
        LOGIN("browsing", World::signIn, ""),
        /// A list waits for the readers that other lists have taken.
        LIST("browsing", World::list, "");

        private final String place;
        private final Call call;
        private final String port;
        private final Set<String> blockingCalls;

        Dependency(String place, Call call, String port, String... blockingCalls) {
            this.place = place;
            this.call = call;
            this.port = port;
            this.blockingCalls = Set.of(blockingCalls);
        }
    }

    /// The call that hangs.
    interface Call {
        String make(World world, Gate gate) throws Exception;
    }

    @BeforeAll
    static void open() throws IOException {
        world = new World(folder, TestDatabases.sqlite(folder));
    }

    @AfterAll
    static void close() throws IOException {
        world.close();
    }

    @ParameterizedTest
    @EnumSource
    void anotherTenantsQuestionIsAnsweredMeanwhile(Dependency dependency) throws Exception {
        Gate gate = new Gate();
        PARTS.hold(new HeldParts.Held(
                dependency.place, world.held.tenant(), world.held.dataset().id(), gate));
        AtomicBoolean returned = new AtomicBoolean();
        Parallel.Task<String> call = Parallel.start(() -> {
            String result = dependency.call.make(world, gate);
            returned.set(true);
            return result;
        });
        try {
            gate.awaitSomebody();
            world.awaitHeld(dependency);
            assertThat(world.answerForTheOther()).contains(QuestionServer.HOLIDAYS);
            assertThat(returned).as("the held call has returned").isFalse();
        } finally {
            gate.open();
        }
        assertThat(call.join(Deadline.in(AMPLE))).isNotEmpty();
    }

    @Test
    void aHeldTransactionHoldsNobodyOnPostgres(@TempDir Path other) throws Exception {
        try (World postgres = new World(other, TestDatabases.postgres(other))) {
            Gate gate = new Gate();
            Parallel.Task<Integer> write = Parallel.start(() -> postgres.db.inTransaction(Lane.CHAT, sql -> {
                int changed = sql.execute(
                        "UPDATE dataset SET description = 'held' WHERE tenant_id = ?",
                        postgres.held.tenant().value());
                gate.pass();
                return changed;
            }));
            gate.awaitSomebody();
            assertThat(postgres.answerForTheOther()).contains(QuestionServer.HOLIDAYS);
            gate.open();
            assertThat(write.join(Deadline.in(AMPLE))).isEqualTo(1);
        }
    }

    @Test
    void everyPortHasARow() {
        Set<String> rows = new TreeSet<>(NEVER_WAITED_FOR.keySet());
        Arrays.stream(Dependency.values())
                .map(row -> row.port)
                .filter(port -> !port.isEmpty())
                .forEach(rows::add);
        assertThat(rows).isEqualTo(new TreeSet<>(Layout.PORTS.keySet()));
    }

    @Test
    void everyBlockingCallHasARow() throws IOException {
        Set<String> rows = new TreeSet<>(OF_THE_CLIENT);
        Arrays.stream(Dependency.values()).forEach(row -> rows.addAll(row.blockingCalls));
        assertThat(rows).isEqualTo(blockingCalls());
    }

    private static Set<String> blockingCalls() throws IOException {
        Set<String> calls = new TreeSet<>();
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                String source = Files.readString(file);
                if (source.contains("EventLoop.refuseBlocking(")) {
                    Matcher call = BLOCKING.matcher(source);
                    while (call.find()) {
                        calls.add(call.group(1));
                    }
                }
            }
        }
        return calls;
    }

    /// A server, an ingestion line, and two tenants of whom one is held.
    private static final class World implements AutoCloseable {
        final Db db;
        final QuestionServer.Person held;
        private final Network network = Network.open(1);
        private final HttpCaller caller = HttpCaller.open(network, HttpCaller.Settings.standard());
        private final ChunkIndex index;
        private final BlobStore files;
        private final QuestionServer server;
        private final QuestionServer.Person other;
        private final FakeOpenAi provider = new FakeOpenAi();
        private final Bell bell = new Bell();
        private final LiveJobs live = new LiveJobs();
        private final Parsers parsers;
        private final Ingestion ingestion;
        private final IngestWorkers workers;

        World(Path folder, Db db) throws IOException {
            this.db = db;
            index = PARTS.index(LuceneChunkIndex.open(folder.resolve("index")));
            files = PARTS.files(new FileBlobStore(folder.resolve("files")));
            server = new QuestionServer(folder, new QuestionServer.Parts(network, db, index, files, PARTS.models()));
            held = server.person("held");
            other = server.person("other");
            parsers = new Parsers(
                    PARTS.parser(new TextParser(ParserSettings.defaults())),
                    PARTS.parser(new TextParser(ParserSettings.defaults())));
            Stores stores = held.stores();
            JobStore jobs = new JobStore(db, stores.timestamps);
            JobWriteStore writes = new JobWriteStore(db, stores.timestamps, jobs, stores.runs, stores.generations);
            ingestion = new Ingestion(jobs, writes, live, server.sync(), bell);
            JobRunner runner = runner(stores, jobs, writes);
            workers = new IngestWorkers(runner, jobs, writes, live, bell, IngestSettings.withWorkers(1));
            workers.start();
        }

        private JobRunner runner(Stores stores, JobStore jobs, JobWriteStore writes) {
            TokenCounter counter = new TokenCounter();
            IngestSettings settings = IngestSettings.withWorkers(1);
            DocumentCutter cutter = new DocumentCutter(
                    files,
                    parsers,
                    new Chunker(counter),
                    new ChunkAnalyzer(new Analyzer()),
                    counter,
                    stores.timestamps);
            ChunkEmbedder embedder = new ChunkEmbedder(PARTS.models(), stores.datasets, stores.generations, settings);
            JobSteps steps = new JobSteps(
                    writes,
                    cutter,
                    new PictureReader(PARTS.models(), files, tenant -> ""),
                    new ChunkNotes(PARTS.models()),
                    embedder,
                    server.sync(),
                    settings,
                    PARTS::pass);
            return new JobRunner(jobs, writes, stores.documents, steps, live, settings, stores.timestamps);
        }

        String ask(Gate gate) throws Exception {
            return server.ask(held);
        }

        String upload(Gate gate) throws Exception {
            return server.upload(held);
        }

        String signIn(Gate gate) throws Exception {
            List<Parallel.Task<String>> readers = holdReaders(gate);
            String answer = server.signIn(held);
            readers.forEach(Parallel.Task::join);
            return answer;
        }

        String list(Gate gate) throws Exception {
            List<Parallel.Task<String>> readers = holdReaders(gate);
            String answer = server.list(held);
            readers.forEach(Parallel.Task::join);
            return answer;
        }

        String listDirectly(Gate gate) {
            return holdReaders(gate).stream().map(Parallel.Task::join).toList().getFirst();
        }

        /// Takes every reader that does not belong to the path of a question.
        private List<Parallel.Task<String>> holdReaders(Gate gate) {
            int readers = DbSettings.embedded().browseReaders();
            List<Parallel.Task<String>> tasks = Stream.generate(() -> Parallel.start(() -> heldQuery(gate)))
                    .limit(readers)
                    .toList();
            await(() -> gauge("browse.busy") == readers);
            return tasks;
        }

        private String heldQuery(Gate gate) {
            return db.query(Lane.BROWSE, sql -> {
                gate.pass();
                return sql.selectOne().fetchSingle().value1().toString();
            });
        }

        String callProvider(Gate gate) {
            provider.then(exchange -> {
                gate.pass();
                FakeOpenAi.json("{\"data\":[{\"index\":0,\"embedding\":[1.0,0.0]}]}")
                        .write(exchange);
            });
            return new OpenAiDriver(caller, new TokenCounter())
                    .embedding(provider.endpoint("embedder"))
                    .embed(List.of("text"), Purpose.QUESTION, Deadline.in(AMPLE))
                    .vectors()
                    .toString();
        }

        String ingest(Gate gate) throws IOException {
            Document document = document();
            ingestion.start(document.tenant(), List.of(document.id()));
            await(() -> state(document) == RunState.DONE);
            return document.name();
        }

        private Document document() throws IOException {
            Path upload = files.createTemporary();
            Files.writeString(upload, "Tea is at four.");
            DocumentFile file = new DocumentFile(files.put(upload), 15, "hash", DocumentType.DOC, "txt", "local");
            NewDocument wanted = new NewDocument(
                    held.tenant(),
                    held.dataset().id(),
                    "user",
                    "tea.txt",
                    file,
                    "naive",
                    held.dataset().settings().parserConfig());
            return held.stores().documents.insert(wanted, Stores::title);
        }

        private RunState state(Document document) {
            return held.stores()
                    .documents
                    .find(document.tenant(), document.id())
                    .orElseThrow()
                    .run();
        }

        /// Waits until the call itself hangs, where it hangs behind others.
        void awaitHeld(Dependency dependency) {
            if (dependency.place.equals("browsing")) {
                await(() -> gauge("browse.busy") == DbSettings.embedded().browseReaders());
            }
            if (dependency == Dependency.LOGIN || dependency == Dependency.LIST) {
                await(() -> gauge("browse.queue") > 0);
            }
        }

        private int gauge(String name) {
            return db.gauges().getOrDefault(name, -1);
        }

        String answerForTheOther() {
            return Parallel.start(() -> server.ask(other)).join(Deadline.in(AMPLE));
        }

        private static void await(BooleanSupplier condition) {
            Deadline deadline = Deadline.in(AMPLE);
            while (!condition.getAsBoolean()) {
                deadline.check("what a test waits for");
                LockSupport.parkNanos(5_000_000);
            }
        }

        @Override
        public void close() {
            try {
                provider.close();
            } catch (IOException error) {
                throw new UncheckedIOException(error);
            }
            workers.close();
            server.close();
            caller.close();
            network.close();
            parsers.close();
            index.close();
            db.close();
        }
    }
}
