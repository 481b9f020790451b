package dev.freshet.dataset;

import dev.freshet.core.ChunkId;
import dev.freshet.core.Ids;
import dev.freshet.core.TenantId;
import dev.freshet.core.Timestamps;
import dev.freshet.core.Vector;
import dev.freshet.dataset.DocumentRunStore.Publication;
import dev.freshet.dataset.DocumentRunStore.Start;
import dev.freshet.dataset.change.IndexChange;
import dev.freshet.dataset.change.IndexChangeStore;
import dev.freshet.dataset.chunk.ChildPlace;
import dev.freshet.dataset.chunk.Chunk;
import dev.freshet.dataset.chunk.ChunkGenerationStore;
import dev.freshet.dataset.chunk.ChunkIds;
import dev.freshet.dataset.chunk.ChunkStore;
import dev.freshet.dataset.chunk.Position;
import dev.freshet.dataset.chunk.PreparedChunk;
import dev.freshet.dataset.chunk.TextTokens;
import dev.freshet.db.Db;
import dev.freshet.db.Lane;
import dev.freshet.json.JsonObject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The stores over one database, and short ways to fill them.
public final class Stores {
    public final TenantId tenant;
    public final Db db;
    public final Timestamps timestamps = new Timestamps(Clock.systemUTC());
    public final IndexChangeStore changes;
    public final DatasetStore datasets;
    public final DocumentStore documents;
    public final DocumentRunStore runs;
    public final ChunkStore chunks;
    public final ChunkGenerationStore generations;

    public Stores(Db db) {
        this(db, new TenantId(Ids.next()));
    }

    public Stores(Db db, TenantId tenant) {
        this.db = db;
        this.tenant = tenant;
        changes = new IndexChangeStore(db, timestamps);
        datasets = new DatasetStore(db, timestamps, changes);
        documents = new DocumentStore(db, timestamps, changes);
        runs = new DocumentRunStore(db, timestamps, changes);
        chunks = new ChunkStore(db, timestamps, changes);
        generations = new ChunkGenerationStore(db, timestamps);
    }

    public Dataset dataset(String name) {
        return datasets.create(tenant, "user", settings(name));
    }

    public static DatasetSettings settings(String name) {
        return settings(name, "BAAI/bge-small-en-v1.5@Builtin");
    }

    public static DatasetSettings settings(String name, String embeddingModel) {
        ParserConfig config = ParserDefaults.of("naive", JsonObject.EMPTY, "extractive@Builtin");
        return DatasetSettings.of(name, embeddingModel, "naive", config);
    }

    public Document document(Dataset dataset, String name) {
        return documents.insert(newDocument(dataset, name), Stores::title);
    }

    public static NewDocument newDocument(Dataset dataset, String name) {
        String suffix = name.substring(name.lastIndexOf('.') + 1);
        DocumentFile file = new DocumentFile("at/" + name, 12, "hash", DocumentType.DOC, suffix, "local");
        return new NewDocument(
                dataset.tenant(),
                dataset.id(),
                "user",
                name,
                file,
                "naive",
                dataset.settings().parserConfig());
    }

    public static TitleTokens title(String name) {
        return new TitleTokens(name.toLowerCase(Locale.ROOT).replace('.', ' '), "");
    }

    /// Parses a document into the given texts as ingestion would.
    public List<IndexChange> publish(Document document, String... texts) {
        List<PreparedChunk> chunks = new ArrayList<>();
        for (String text : texts) {
            chunks.add(prepared(document, chunks.size(), text));
        }
        return publish(document, chunks);
    }

    /// Publishes chunks as ingestion would.
    public List<IndexChange> publish(Document document, List<PreparedChunk> chunks) {
        Start start = start(document);
        insert(start.generation(), chunks);
        Publication publication = new Publication(start.generation(), chunks.size(), chunks.size());
        IndexChange change = db.inTransaction(Lane.INGEST, sql -> {
            IndexChange published = runs.publish(sql, document.tenant(), document.id(), publication)
                    .orElseThrow();
            runs.finish(sql, document.tenant(), document.id(), "Task done", 1.5);
            return published;
        });
        return List.of(change);
    }

    /// Adds chunks to a generation.
    public void insert(int generation, List<PreparedChunk> prepared) {
        db.inTransaction(Lane.INGEST, sql -> generations.insert(sql, generation, prepared));
    }

    /// Drops chunks of other generations than the kept ones, and says how many.
    public int drop(Document document, int keep, int limit) {
        return db.inTransaction(Lane.INGEST, sql -> generations.drop(sql, tenant, document.id(), List.of(keep), limit));
    }

    public Start start(Document document) {
        return db.inTransaction(
                Lane.BROWSE,
                sql -> runs.start(sql, document.tenant(), document.id()).orElseThrow());
    }

    public PreparedChunk prepared(Document document, int position, String text) {
        return prepared(document, position, text, ChunkIds.of(document.id(), text), null);
    }

    /// A child of a parent, the first one of which has position 0.
    public PreparedChunk child(Document document, ChunkId parent, int position, String text) {
        ChunkId id = ChunkIds.child(parent, position, text);
        return prepared(document, position, text, id, new ChildPlace(parent, "\n"));
    }

    private PreparedChunk prepared(
            Document document, int position, String text, ChunkId id, @Nullable ChildPlace childPlace) {
        long now = timestamps.next();
        Chunk chunk = new Chunk(
                id,
                document.tenant(),
                document.dataset(),
                document.id(),
                position,
                0,
                0,
                text,
                List.of("keyword"),
                List.of(),
                List.of(new Position(1, 2, 3, 4, 5)),
                "",
                1,
                true,
                now,
                now,
                childPlace);
        return new PreparedChunk(
                chunk,
                new TextTokens(text.toLowerCase(Locale.ROOT), "", "keyword", "keyword", ""),
                Vector.unit(new float[] {1, position}));
    }
}
