package dev.freshet.ingest;

import static org.jooq.impl.DSL.table;

import dev.freshet.blob.file.FileBlobStore;
import dev.freshet.core.AppException;
import dev.freshet.core.ChunkId;
import dev.freshet.core.Ids;
import dev.freshet.core.Page;
import dev.freshet.core.TenantId;
import dev.freshet.dataset.Dataset;
import dev.freshet.dataset.DatasetSettings;
import dev.freshet.dataset.Document;
import dev.freshet.dataset.DocumentFile;
import dev.freshet.dataset.DocumentType;
import dev.freshet.dataset.NewDocument;
import dev.freshet.dataset.ParserConfig;
import dev.freshet.dataset.ParserDefaults;
import dev.freshet.dataset.Stores;
import dev.freshet.dataset.chunk.Chunk;
import dev.freshet.dataset.chunk.IndexSync;
import dev.freshet.db.Lane;
import dev.freshet.db.TestDatabases;
import dev.freshet.index.ChunkAnalyzer;
import dev.freshet.index.SearchRequest;
import dev.freshet.index.SearchResult;
import dev.freshet.index.lucene.LuceneChunkIndex;
import dev.freshet.ingest.chunk.Chunker;
import dev.freshet.ingest.parse.DocumentBuilder;
import dev.freshet.ingest.parse.FileFormat;
import dev.freshet.ingest.parse.ParseProgress;
import dev.freshet.ingest.parse.ParseRequest;
import dev.freshet.ingest.parse.ParsedDocument;
import dev.freshet.ingest.parse.Parser;
import dev.freshet.ingest.parse.ParserSettings;
import dev.freshet.ingest.parse.Parsers;
import dev.freshet.ingest.parse.text.TextParser;
import dev.freshet.ingest.parse.web.PictureParser;
import dev.freshet.json.JsonObject;
import dev.freshet.text.Analyzer;
import dev.freshet.text.TokenCounter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The whole pipeline over one folder.
final class Plant implements AutoCloseable {
    private static final TokenCounter COUNTER = new TokenCounter();
    private static final ChunkAnalyzer ANALYZER = new ChunkAnalyzer(new Analyzer());

    final Path folder;
    final Stores stores;
    final FakeEmbedding model = new FakeEmbedding();
    String pictureModel = "";
    final LuceneChunkIndex index;
    final IndexSync sync;
    final JobStore jobs;
    final JobWriteStore writes;
    final LiveJobs live = new LiveJobs();
    final Bell bell = new Bell();
    final Ingestion ingestion;
    private final FileBlobStore blobs;
    private final Parsers parsers;

    private Plant(Path folder, TenantId tenant) {
        this.folder = folder;
        stores = new Stores(TestDatabases.sqlite(folder), tenant);
        index = LuceneChunkIndex.open(folder.resolve("index"));
        blobs = new FileBlobStore(folder.resolve("files"));
        sync = new IndexSync(stores.changes, stores.generations, index);
        jobs = new JobStore(stores.db, stores.timestamps);
        writes = new JobWriteStore(stores.db, stores.timestamps, jobs, stores.runs, stores.generations);
        ingestion = new Ingestion(jobs, writes, live, sync, bell);
        parsers = new Parsers(new TextParser(ParserSettings.defaults()), new Refusing());
    }

    static Plant open(Path folder) {
        return open(folder, new TenantId(Ids.next()));
    }

    static Plant open(Path folder, TenantId tenant) {
        try {
            Files.createDirectories(folder);
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        }
        return new Plant(folder, tenant);
    }

    /// What a new process would find after a kill at this moment.
    Plant afterKill(Path copy) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = copy.resolve(folder.relativize(file));
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        }
        return restarted(copy, stores.tenant);
    }

    /// What a new process makes of a folder before it serves anybody.
    static Plant restarted(Path folder, TenantId tenant) {
        Plant plant = open(folder, tenant);
        plant.sync.recover();
        plant.jobs.requeueOthers("next life");
        return plant;
    }

    static IngestSettings settings() {
        return new IngestSettings(
                2,
                Duration.ofSeconds(60),
                Duration.ofMillis(50),
                Duration.ZERO,
                16,
                8,
                Duration.ofSeconds(30),
                3,
                Duration.ZERO);
    }

    JobRunner runner(Checkpoint checkpoint) {
        DocumentCutter cutter =
                new DocumentCutter(blobs, parsers, new Chunker(COUNTER), ANALYZER, COUNTER, stores.timestamps);
        ChunkEmbedder embedder = new ChunkEmbedder(model, stores.datasets, stores.generations, settings());
        PictureReader pictures = new PictureReader(model, blobs, tenant -> pictureModel);
        JobSteps steps =
                new JobSteps(writes, cutter, pictures, new ChunkNotes(model), embedder, sync, settings(), checkpoint);
        return new JobRunner(jobs, writes, stores.documents, steps, live, settings(), stores.timestamps);
    }

    /// Works until the queue is empty.
    void work(Checkpoint checkpoint) {
        JobRunner runner = runner(checkpoint);
        while (runner.runNext("worker")) {
            continue;
        }
    }

    /// A dataset whose documents are cut at each line.
    Dataset dataset() {
        DatasetSettings settings = DatasetSettings.of("d", "fake@Test", "naive", lineByLine());
        return stores.datasets.create(stores.tenant, "user", settings);
    }

    static ParserConfig lineByLine() {
        JsonObject delimiter = JsonObject.parse("{\"delimiter\": \"`\\n`\"}");
        return ParserDefaults.of("naive", delimiter, "extractive@Builtin");
    }

    /// Lines are put together up to about so many tokens.
    static ParserConfig config(int tokens) {
        JsonObject size = JsonObject.parse("{\"chunk_token_num\": " + tokens + "}");
        return ParserDefaults.of("naive", size, "extractive@Builtin");
    }

    /// The same, each chunk with a child for each of its lines.
    static ParserConfig families(int tokens) {
        JsonObject cut = JsonObject.parse("{\"chunk_token_num\": " + tokens + ", \"children_delimiter\": \"\\\\n\"}");
        return ParserDefaults.of("naive", cut, "extractive@Builtin");
    }

    static String lines(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "Row " + i + " of the orchard has apple trees that were planted in " + (1900 + i) + ".")
                .collect(Collectors.joining("\n"));
    }

    Document document(Dataset dataset, String name, String content) {
        return document(dataset, name, content.getBytes(StandardCharsets.UTF_8));
    }

    Document document(Dataset dataset, String name, byte[] content) {
        Path upload = blobs.createTemporary();
        try {
            Files.write(upload, content);
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        }
        String suffix = name.substring(name.lastIndexOf('.') + 1);
        DocumentFile file =
                new DocumentFile(blobs.put(upload), content.length, "hash", DocumentType.DOC, suffix, "local");
        NewDocument wanted = new NewDocument(
                dataset.tenant(),
                dataset.id(),
                "user",
                name,
                file,
                "naive",
                dataset.settings().parserConfig());
        return stores.documents.insert(wanted, Stores::title);
    }

    void start(Document document) {
        ingestion.start(document.tenant(), List.of(document.id()));
    }

    Document now(Document document) {
        return stores.documents.find(document.tenant(), document.id()).orElseThrow();
    }

    /// The chunks that people see.
    Set<ChunkId> published(Document document) {
        return stores.chunks.list(document.tenant(), document.id(), Set.of(), null, new Page(1, 1000)).rows().stream()
                .map(Chunk::id)
                .collect(Collectors.toSet());
    }

    /// The chunks that searches find.
    Set<ChunkId> searchable(Document document) {
        return hits(document).stream().map(SearchResult.Hit::chunk).collect(Collectors.toSet());
    }

    List<SearchResult.Hit> hits(Document document) {
        SearchRequest all = new SearchRequest(Set.of(document.dataset()), Set.of(document.id()), null, null, 0, 1000);
        return index.search(all).hits();
    }

    /// Rows of every generation and job.
    int rows(String table) {
        return stores.db.query(Lane.BROWSE, sql -> sql.fetchCount(table(table)));
    }

    @Override
    public void close() {
        parsers.close();
        index.close();
        stores.db.close();
    }

    /// Reads no file that needs a process of its own, but pictures.
    private static final class Refusing implements Parser {
        @Override
        public ParsedDocument parse(FileFormat format, ParseRequest request, ParseProgress progress) {
            if (format == FileFormat.PDF) {
                throw AppException.invalid("The PDF is encrypted; remove its password first.");
            }
            if (format == FileFormat.PICTURE) {
                return picture(request, progress);
            }
            throw new IllegalStateException("a defect");
        }

        private static ParsedDocument picture(ParseRequest request, ParseProgress progress) {
            DocumentBuilder document = new DocumentBuilder(progress, 1_000);
            try {
                new PictureParser().parse(request, document);
            } catch (IOException error) {
                throw new UncheckedIOException(error);
            }
            return document.build();
        }

        @Override
        public void close() {}
    }
}
