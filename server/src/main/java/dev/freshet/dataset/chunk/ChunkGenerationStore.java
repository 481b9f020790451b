package dev.freshet.dataset.chunk;

import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.sum;
import static org.jooq.impl.DSL.table;

import dev.freshet.core.ChunkId;
import dev.freshet.core.DatasetId;
import dev.freshet.core.DocumentId;
import dev.freshet.core.TenantId;
import dev.freshet.core.Timestamps;
import dev.freshet.core.Vector;
import dev.freshet.dataset.TitleTokens;
import dev.freshet.db.Db;
import dev.freshet.db.Lane;
import dev.freshet.index.IndexedChunk;
import dev.freshet.json.Json;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jspecify.annotations.Nullable;

/// Chunks on their way to being published, one generation beside another, and the same rows as the index
/// wants them. What people see of them is in [ChunkStore]. Methods with a `DSLContext` belong into a
/// transaction of the job store, which sees to it that only the job's own worker writes.
public final class ChunkGenerationStore {
    static final Table<Record> CHUNK = table("chunk");
    static final Field<String> ID = field("chunk.id", String.class);
    static final Field<String> TENANT = field("chunk.tenant_id", String.class);
    static final Field<String> DOCUMENT = field("chunk.document_id", String.class);
    static final Field<Integer> GENERATION = field("chunk.generation", Integer.class);
    static final Field<Integer> POSITION = field("chunk.position", Integer.class);
    static final Field<String> TOKENS = field("chunk.tokens", String.class);
    static final Field<Integer> AVAILABLE = field("chunk.available", Integer.class);
    static final Field<Long> CREATED = field("chunk.created_at", Long.class);
    private static final Field<String> DATASET = field("chunk.dataset_id", String.class);
    private static final Field<Integer> PAGE = field("chunk.page", Integer.class);
    private static final Field<Integer> TOP = field("chunk.top", Integer.class);
    private static final Field<String> CONTENT = field("chunk.content", String.class);
    static final Field<byte[]> VECTOR = field("chunk.vector", byte[].class);
    private static final Field<String> KEYWORDS = field("chunk.keywords", String.class);
    private static final Field<String> QUESTIONS = field("chunk.questions", String.class);
    private static final Field<String> BOXES = field("chunk.boxes", String.class);
    private static final Field<String> IMAGE = field("chunk.image_id", String.class);
    private static final Field<Integer> TOKEN_COUNT = field("chunk.token_count", Integer.class);
    private static final Field<Long> UPDATED = field("chunk.updated_at", Long.class);
    static final Field<String> PARENT = field("chunk.parent_id", String.class);
    private static final Field<String> LEAD = field("chunk.parent_lead", String.class);
    private static final Field<Integer> ENABLED = field("document.enabled", Integer.class);
    private static final Field<String> TITLE = field("document.title_tokens", String.class);

    /// Every column but those for the index.
    static final List<Field<?>> READABLE = List.of(
            ID,
            TENANT,
            DATASET,
            DOCUMENT,
            POSITION,
            PAGE,
            TOP,
            CONTENT,
            KEYWORDS,
            QUESTIONS,
            BOXES,
            IMAGE,
            TOKEN_COUNT,
            AVAILABLE,
            CREATED,
            UPDATED,
            PARENT,
            LEAD);

    private static final List<Field<?>> INDEXED = List.of(
            ID, DATASET, DOCUMENT, POSITION, PAGE, TOP, CREATED, AVAILABLE, TOKENS, VECTOR, ENABLED, TITLE, PARENT);

    private final Db db;
    private final Timestamps timestamps;

    public ChunkGenerationStore(Db db, Timestamps timestamps) {
        this.db = db;
        this.timestamps = timestamps;
    }

    /// What a generation holds.
    ///
    /// @param chunks its chunks
    /// @param tokens cl100k tokens of these
    public record Extent(int chunks, int tokens) {}

    /// Adds chunks to a generation that is not published yet; those that it has already are passed over, so
    /// that a step may be repeated after a crash.
    public int insert(DSLContext sql, int generation, List<PreparedChunk> chunks) {
        chunks.forEach(chunk -> insert(sql, generation, chunk));
        return chunks.size();
    }

    /// How much a generation holds.
    public Extent extent(TenantId tenant, DocumentId document, int generation) {
        return db.query(
                Lane.INGEST,
                sql -> sql.select(count(), sum(TOKEN_COUNT))
                        .from(CHUNK)
                        .where(of(tenant, document, generation))
                        .fetchSingle(row -> new Extent(
                                row.value1(),
                                row.value2() == null ? 0 : row.value2().intValue())));
    }

    /// The places of the chunks of a generation, those of a run that was interrupted too.
    public Map<ChunkId, Integer> positions(TenantId tenant, DocumentId document, int generation) {
        return db.query(
                Lane.INGEST,
                sql -> sql.select(ID, POSITION)
                        .from(CHUNK)
                        .where(of(tenant, document, generation))
                        .fetchMap(row -> new ChunkId(row.get(ID)), row -> row.get(POSITION)));
    }

    /// Drops some chunks of a generation that is not published.
    public int drop(DSLContext sql, TenantId tenant, DocumentId document, int generation, Collection<ChunkId> ids) {
        List<String> values = ids.stream().map(ChunkId::value).toList();
        return sql.deleteFrom(CHUNK)
                .where(of(tenant, document, generation), ID.in(values))
                .execute();
    }

    /// The next chunks of a generation that have no vector yet, in reading order.
    public List<Chunk> withoutVector(TenantId tenant, DocumentId document, int generation, int limit) {
        return db.query(
                Lane.INGEST,
                sql -> sql.select(READABLE)
                        .from(CHUNK)
                        .where(of(tenant, document, generation), VECTOR.isNull())
                        .orderBy(POSITION, ID)
                        .limit(limit)
                        .fetch(ChunkGenerationStore::read));
    }

    /// Gives chunks of a generation their vectors.
    public int setVectors(
            DSLContext sql, TenantId tenant, DocumentId document, int generation, Map<ChunkId, Vector> vectors) {
        vectors.forEach((id, vector) -> sql.update(CHUNK)
                .set(field("vector", byte[].class), vector.toBytes())
                .set(field("updated_at", Long.class), timestamps.now())
                .where(of(tenant, document, generation), ID.eq(id.value()))
                .execute());
        return vectors.size();
    }

    /// Drops chunks of a document's generations that nobody will see any more, some at a time so that no
    /// transaction is long. Call it until it returns 0.
    ///
    /// @param keep the published generation and the one that is being made
    public int drop(DSLContext sql, TenantId tenant, DocumentId document, Collection<Integer> keep, int limit) {
        Condition gone =
                TENANT.eq(tenant.value()).and(DOCUMENT.eq(document.value())).and(GENERATION.notIn(keep));
        return sql.deleteFrom(CHUNK)
                .where(gone, ID.in(select(ID).from(CHUNK).where(gone).limit(limit)))
                .execute();
    }

    /// Published chunks of a document as the index wants them, in the order of their ids.
    ///
    /// @param after the last id of the call before; null to begin
    public List<IndexedChunk> indexed(TenantId tenant, DocumentId document, @Nullable ChunkId after, int limit) {
        return indexed(tenant, document, after == null ? noCondition() : ID.gt(after.value()), limit);
    }

    /// One published chunk as the index wants it; empty when there is none.
    public List<IndexedChunk> indexed(TenantId tenant, DocumentId document, ChunkId id) {
        return indexed(tenant, document, ID.eq(id.value()), 1);
    }

    private List<IndexedChunk> indexed(TenantId tenant, DocumentId document, Condition which, int limit) {
        return db.query(
                Lane.INGEST,
                sql -> sql.select(INDEXED)
                        .from(CHUNK)
                        .join(table("document"))
                        .on(
                                field("document.id", String.class).eq(DOCUMENT),
                                field("document.generation", Integer.class).eq(GENERATION))
                        .where(TENANT.eq(tenant.value()), DOCUMENT.eq(document.value()), which)
                        .orderBy(ID)
                        .limit(limit)
                        .fetch(ChunkGenerationStore::readIndexed));
    }

    static void insert(DSLContext sql, int generation, PreparedChunk prepared) {
        Chunk chunk = prepared.chunk();
        Map<String, @Nullable Object> columns = new LinkedHashMap<>();
        columns.put("document_id", chunk.document().value());
        columns.put("generation", generation);
        columns.put("id", chunk.id().value());
        columns.put("tenant_id", chunk.tenant().value());
        columns.put("dataset_id", chunk.dataset().value());
        columns.put("position", chunk.position());
        columns.put("page", chunk.page());
        columns.put("top", chunk.top());
        columns.put("content", chunk.content());
        columns.put("tokens", Json.write(prepared.tokens()));
        columns.put("keywords", Json.write(chunk.keywords()));
        columns.put("questions", Json.write(chunk.questions()));
        columns.put("boxes", Json.write(chunk.positions()));
        columns.put("image_id", chunk.imageId());
        columns.put("token_count", chunk.tokenCount());
        columns.put("available", chunk.available() ? 1 : 0);
        columns.put("created_at", chunk.createdAt());
        columns.put("updated_at", chunk.updatedAt());
        ChildPlace place = chunk.childPlace();
        if (place != null) {
            columns.put("parent_id", place.parent().value());
            columns.put("parent_lead", place.lead());
        }
        byte[] vector = prepared.vector().isEmpty() ? null : prepared.vector().toBytes();
        sql.insertInto(CHUNK)
                .set(columns)
                .set(field("vector", byte[].class), vector)
                .onConflictDoNothing()
                .execute();
    }

    static Chunk read(Record row) {
        return new Chunk(
                new ChunkId(row.get(ID)),
                new TenantId(row.get(TENANT)),
                new DatasetId(row.get(DATASET)),
                new DocumentId(row.get(DOCUMENT)),
                row.get(POSITION),
                row.get(PAGE),
                row.get(TOP),
                row.get(CONTENT),
                texts(row.get(KEYWORDS)),
                texts(row.get(QUESTIONS)),
                Arrays.asList(Json.read(row.get(BOXES), Position[].class)),
                row.get(IMAGE),
                row.get(TOKEN_COUNT),
                row.get(AVAILABLE) == 1,
                row.get(CREATED),
                row.get(UPDATED),
                place(row));
    }

    private static @Nullable ChildPlace place(Record row) {
        String parent = row.get(PARENT);
        return parent == null
                ? null
                : new ChildPlace(new ChunkId(parent), Objects.requireNonNullElse(row.get(LEAD), ""));
    }

    private static IndexedChunk readIndexed(Record row) {
        byte[] vector = row.get(VECTOR);
        TitleTokens title = Json.read(row.get(TITLE), TitleTokens.class);
        String parent = row.get(PARENT);
        return new IndexedChunk(
                new ChunkId(row.get(ID)),
                new DatasetId(row.get(DATASET)),
                new DocumentId(row.get(DOCUMENT)),
                row.get(POSITION),
                row.get(PAGE),
                row.get(TOP),
                row.get(CREATED),
                row.get(AVAILABLE) == 1 && row.get(ENABLED) == 1,
                Json.read(row.get(TOKENS), TextTokens.class).under(title),
                vector == null ? Vector.NONE : Vector.fromBytes(vector),
                parent == null ? null : new ChunkId(parent));
    }

    private static Condition of(TenantId tenant, DocumentId document, int generation) {
        return TENANT.eq(tenant.value()).and(DOCUMENT.eq(document.value())).and(GENERATION.eq(generation));
    }

    private static List<String> texts(String json) {
        return Arrays.asList(Json.read(json, String[].class));
    }
}
