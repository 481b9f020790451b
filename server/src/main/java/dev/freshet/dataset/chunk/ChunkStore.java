package dev.freshet.dataset.chunk;

import static dev.freshet.dataset.chunk.ChunkGenerationStore.CHUNK;
import static dev.freshet.dataset.chunk.ChunkGenerationStore.CREATED;
import static dev.freshet.dataset.chunk.ChunkGenerationStore.DOCUMENT;
import static dev.freshet.dataset.chunk.ChunkGenerationStore.GENERATION;
import static dev.freshet.dataset.chunk.ChunkGenerationStore.ID;
import static dev.freshet.dataset.chunk.ChunkGenerationStore.PARENT;
import static dev.freshet.dataset.chunk.ChunkGenerationStore.POSITION;
import static dev.freshet.dataset.chunk.ChunkGenerationStore.READABLE;
import static dev.freshet.dataset.chunk.ChunkGenerationStore.TENANT;
import static dev.freshet.dataset.chunk.ChunkGenerationStore.TOKENS;
import static dev.freshet.dataset.chunk.ChunkGenerationStore.VECTOR;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.or;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.table;

import dev.freshet.core.AppException;
import dev.freshet.core.ChunkId;
import dev.freshet.core.DocumentId;
import dev.freshet.core.Page;
import dev.freshet.core.Slice;
import dev.freshet.core.TenantId;
import dev.freshet.core.Timestamps;
import dev.freshet.core.Vector;
import dev.freshet.dataset.Document;
import dev.freshet.dataset.DocumentStore;
import dev.freshet.dataset.DocumentType;
import dev.freshet.dataset.Metadata;
import dev.freshet.dataset.change.Changed;
import dev.freshet.dataset.change.Deleted;
import dev.freshet.dataset.change.IndexChange;
import dev.freshet.dataset.change.IndexChangeStore;
import dev.freshet.db.Db;
import dev.freshet.db.Lane;
import dev.freshet.json.Json;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Row2;
import org.jooq.SortField;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/// The published chunks of documents: what people list and edit, and what a question shows. Chunks on their
/// way to being published are in [ChunkGenerationStore].
public final class ChunkStore {
    static final Table<Record> OWNER = table("document");
    static final Field<String> OWNER_ID = field("document.id", String.class);
    static final Field<Integer> PUBLISHED = field("document.generation", Integer.class);
    private static final Field<String> OWNER_TENANT = field("document.tenant_id", String.class);
    private static final Field<String> OWNER_NAME = field("document.name", String.class);
    private static final Field<String> OWNER_TYPE = field("document.type", String.class);
    private static final Field<String> OWNER_METADATA = field("document.metadata", String.class);

    /// What [ChunkContent] is made of.
    static final List<Field<?>> CONTENT = Stream.concat(
                    READABLE.stream(), Stream.of(OWNER_NAME, OWNER_TYPE, OWNER_METADATA))
            .toList();

    private static final List<SortField<?>> READING_ORDER = List.of(POSITION.asc(), CREATED.desc(), ID.asc());

    /// Hits are looked up in groups of this size, below what every database takes in one statement.
    private static final int KEYS_A_STATEMENT = 200;

    private final Db db;
    private final Timestamps timestamps;
    private final IndexChangeStore indexChanges;

    public ChunkStore(Db db, Timestamps timestamps, IndexChangeStore indexChanges) {
        this.db = db;
        this.timestamps = timestamps;
        this.indexChanges = indexChanges;
    }

    /// One page of a document's chunks in reading order.
    ///
    /// @param terms only chunks that have at least one of these analysed terms; empty for all
    /// @param available only chunks that searches may find, or only those that they may not; null for all
    public Slice<Chunk> list(
            TenantId tenant, DocumentId document, Set<String> terms, @Nullable Boolean available, Page page) {
        Condition which = of(tenant, document)
                .and(available == null ? noCondition() : ChunkGenerationStore.AVAILABLE.eq(available ? 1 : 0));
        return db.query(
                Lane.BROWSE, sql -> terms.isEmpty() ? page(sql, which, page) : matching(sql, which, terms, page));
    }

    /// One published chunk, or the parent of some.
    public Optional<Chunk> find(TenantId tenant, DocumentId document, ChunkId id) {
        return db.query(
                Lane.BROWSE,
                sql -> find(sql, tenant, document, id)
                        .or(() -> ParentChunkStore.find(sql, tenant, DOCUMENT.eq(document.value()), id)));
    }

    /// A published chunk, or a parent, of which only its own id is known; the oldest where several documents
    /// have it.
    public Optional<Chunk> find(TenantId tenant, ChunkId id) {
        return db.query(
                Lane.BROWSE,
                sql -> sql.select(READABLE)
                        .from(CHUNK)
                        .join(OWNER)
                        .on(OWNER_ID.eq(DOCUMENT), PUBLISHED.eq(GENERATION))
                        .where(TENANT.eq(tenant.value()), ID.eq(id.value()))
                        .orderBy(CREATED, DOCUMENT)
                        .limit(1)
                        .fetchOptional(ChunkGenerationStore::read)
                        .or(() -> ParentChunkStore.find(sql, tenant, noCondition(), id)));
    }

    /// The chunks that an index found and the parents of such, with what their readers want to know; those
    /// that are not published any more are left out.
    public Map<ChunkKey, ChunkContent> contents(TenantId tenant, Collection<ChunkKey> keys) {
        List<ChunkKey> all = List.copyOf(keys);
        Map<ChunkKey, ChunkContent> contents = new HashMap<>();
        if (all.isEmpty()) {
            return contents;
        }
        return db.query(Lane.CHAT, sql -> {
            for (int from = 0; from < all.size(); from += KEYS_A_STATEMENT) {
                List<ChunkKey> some = all.subList(from, Math.min(all.size(), from + KEYS_A_STATEMENT));
                addContents(sql, tenant, some, contents);
                contents.putAll(ParentChunkStore.contents(sql, tenant, without(some, contents)));
            }
            return contents;
        });
    }

    /// Adds a chunk to those that are published, and to the counters.
    ///
    /// @throws AppException.Rejected when the document is not there
    public Changed<Chunk> add(PreparedChunk prepared) {
        Chunk chunk = prepared.chunk();
        return db.inTransaction(Lane.BROWSE, sql -> {
            Document document = locked(sql, chunk.tenant(), chunk.document());
            remove(sql, document, Set.of(chunk.id()));
            ChunkGenerationStore.insert(sql, document.generation(), prepared);
            DocumentStore.countChunks(sql, document, 1, chunk.tokenCount());
            return new Changed<>(chunk, List.of(note(sql, chunk)));
        });
    }

    /// Replaces a published chunk by one of the same id.
    ///
    /// @throws AppException.Rejected when it is not there, or is a parent, which changes with its children
    ///     alone
    public Changed<Chunk> update(PreparedChunk prepared) {
        Chunk chunk = prepared.chunk();
        return db.inTransaction(Lane.BROWSE, sql -> {
            Document document = locked(sql, chunk.tenant(), chunk.document());
            if (remove(sql, document, Set.of(chunk.id())).isEmpty()) {
                throw absent(sql, document, chunk.id());
            }
            ChunkGenerationStore.insert(sql, document.generation(), prepared);
            DocumentStore.countChunks(sql, document, 1, chunk.tokenCount());
            return new Changed<>(chunk, List.of(note(sql, chunk)));
        });
    }

    /// Lets searches find published chunks, or not, and all children of a parent; ids that are not there are
    /// passed over.
    public Changed<Integer> setAvailable(
            TenantId tenant, DocumentId document, Collection<ChunkId> ids, boolean available) {
        return db.inTransaction(Lane.BROWSE, sql -> {
            Document owner = locked(sql, tenant, document);
            List<String> all = ParentChunkStore.withChildren(sql, published(owner), values(ids));
            List<Chunk> chunks = sql.select(READABLE)
                    .from(CHUNK)
                    .where(published(owner), ID.in(all))
                    .fetch(ChunkGenerationStore::read);
            sql.update(CHUNK)
                    .set(field("available", Integer.class), available ? 1 : 0)
                    .set(field("updated_at", Long.class), timestamps.now())
                    .where(published(owner), ID.in(all))
                    .execute();
            return new Changed<>(chunks.size(), changes(sql, chunks));
        });
    }

    /// Deletes published chunks of a document, and all children of a parent; ids that are not there are
    /// passed over.
    public Deleted delete(TenantId tenant, DocumentId document, Collection<ChunkId> ids) {
        return db.inTransaction(Lane.BROWSE, sql -> {
            Document owner = locked(sql, tenant, document);
            List<Chunk> removed = remove(
                    sql,
                    owner,
                    ParentChunkStore.withChildren(sql, published(owner), values(ids)).stream()
                            .map(ChunkId::new)
                            .toList());
            return new Deleted(removed.size(), List.of(), changes(sql, removed));
        });
    }

    /// The ids of all published chunks of a document.
    public List<ChunkId> ids(TenantId tenant, DocumentId document) {
        return db.query(
                Lane.BROWSE,
                sql -> sql.select(ID)
                        .from(CHUNK)
                        .join(OWNER)
                        .on(OWNER_ID.eq(DOCUMENT), PUBLISHED.eq(GENERATION))
                        .where(of(tenant, document))
                        .fetch(row -> new ChunkId(row.get(ID))));
    }

    private static Slice<Chunk> page(DSLContext sql, Condition which, Page page) {
        List<Chunk> rows = sql.select(READABLE)
                .from(CHUNK)
                .join(OWNER)
                .on(OWNER_ID.eq(DOCUMENT), PUBLISHED.eq(GENERATION))
                .where(which)
                .orderBy(READING_ORDER)
                .limit(page.size())
                .offset(page.offset())
                .fetch(ChunkGenerationStore::read);
        int total = sql.fetchCount(sql.select(ID)
                .from(CHUNK)
                .join(OWNER)
                .on(OWNER_ID.eq(DOCUMENT), PUBLISHED.eq(GENERATION))
                .where(which));
        return new Slice<>(rows, total);
    }

    /// SQL narrows the rows down by substring; whether a term stands there as a whole is looked up here.
    private static Slice<Chunk> matching(DSLContext sql, Condition which, Set<String> terms, Page page) {
        Condition some = or(terms.stream().map(TOKENS::contains).toList());
        List<String> ids = sql
                .select(ID, TOKENS)
                .from(CHUNK)
                .join(OWNER)
                .on(OWNER_ID.eq(DOCUMENT), PUBLISHED.eq(GENERATION))
                .where(which, some)
                .orderBy(READING_ORDER)
                .fetch()
                .stream()
                .filter(found -> Json.read(found.get(TOKENS), TextTokens.class).hasAny(terms))
                .map(found -> found.get(ID))
                .toList();
        int from = Math.min(ids.size(), page.offset());
        int to = (int) Math.min(ids.size(), (long) from + page.size());
        return new Slice<>(
                page(sql, which.and(ID.in(ids.subList(from, to))), Page.all()).rows(), ids.size());
    }

    /// The embeddings of published chunks and of parents, for those that have one; at most a few hundred
    /// keys.
    public Map<ChunkKey, Vector> vectors(TenantId tenant, Collection<ChunkKey> keys) {
        if (keys.isEmpty()) {
            return Map.of();
        }
        List<ChunkKey> all = List.copyOf(keys);
        Map<ChunkKey, Vector> vectors = new HashMap<>();
        return db.query(Lane.CHAT, sql -> {
            sql.select(DOCUMENT, ID, VECTOR)
                    .from(wanted(all))
                    .join(OWNER)
                    .on(OWNER_ID.eq(field("wanted.document_id", String.class)))
                    .join(CHUNK)
                    .on(DOCUMENT.eq(OWNER_ID), GENERATION.eq(PUBLISHED), ID.eq(field("wanted.chunk_id", String.class)))
                    .where(TENANT.eq(tenant.value()), VECTOR.isNotNull())
                    .forEach(row -> vectors.put(
                            new ChunkKey(new DocumentId(row.get(DOCUMENT)), new ChunkId(row.get(ID))),
                            Vector.fromBytes(row.get(VECTOR))));
            vectors.putAll(ParentChunkStore.vectors(sql, tenant, without(all, vectors)));
            return vectors;
        });
    }

    private static void addContents(
            DSLContext sql, TenantId tenant, List<ChunkKey> keys, Map<ChunkKey, ChunkContent> contents) {
        Table<?> wanted = wanted(keys);
        sql.select(CONTENT)
                .from(wanted)
                .join(OWNER)
                .on(OWNER_ID.eq(field("wanted.document_id", String.class)))
                .join(CHUNK)
                .on(DOCUMENT.eq(OWNER_ID), GENERATION.eq(PUBLISHED), ID.eq(field("wanted.chunk_id", String.class)))
                .where(TENANT.eq(tenant.value()))
                .forEach(found -> {
                    ChunkContent content = content(found, ChunkGenerationStore.read(found), null);
                    contents.put(content.key(), content);
                });
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic type cannot be made otherwise
    static Table<?> wanted(List<ChunkKey> keys) {
        Row2<String, String>[] rows = keys.stream()
                .map(key -> row(key.document().value(), key.chunk().value()))
                .toArray(Row2[]::new);
        return DSL.values(rows).as("wanted", "document_id", "chunk_id");
    }

    /// @param found a row with the document's columns
    static ChunkContent content(Record found, Chunk chunk, @Nullable TextTokens parentTokens) {
        return new ChunkContent(
                chunk,
                found.get(OWNER_NAME),
                DocumentType.valueOf(found.get(OWNER_TYPE)),
                Metadata.parse(found.get(OWNER_METADATA)),
                parentTokens);
    }

    private static List<ChunkKey> without(List<ChunkKey> keys, Map<ChunkKey, ?> known) {
        return keys.stream().filter(key -> !known.containsKey(key)).toList();
    }

    private static AppException absent(DSLContext sql, Document document, ChunkId id) {
        boolean parent = sql.fetchExists(CHUNK, published(document).and(PARENT.eq(id.value())));
        return parent
                ? AppException.invalid("The chunk " + id + " is put together of child chunks; change those.")
                : AppException.notFound("Can't find this chunk " + id);
    }

    private static Optional<Chunk> find(DSLContext sql, TenantId tenant, DocumentId document, ChunkId id) {
        return sql.select(READABLE)
                .from(CHUNK)
                .join(OWNER)
                .on(OWNER_ID.eq(DOCUMENT), PUBLISHED.eq(GENERATION))
                .where(of(tenant, document), ID.eq(id.value()))
                .fetchOptional(ChunkGenerationStore::read);
    }

    private static Document locked(DSLContext sql, TenantId tenant, DocumentId id) {
        return DocumentStore.locked(sql, tenant, id)
                .orElseThrow(() -> AppException.notFound("There is no document " + id + "."));
    }

    /// Takes published chunks away, from the counters too, and returns those that were there.
    private static List<Chunk> remove(DSLContext sql, Document document, Collection<ChunkId> ids) {
        List<Chunk> chunks = sql.select(READABLE)
                .from(CHUNK)
                .where(published(document), ID.in(values(ids)))
                .fetch(ChunkGenerationStore::read);
        sql.deleteFrom(CHUNK).where(published(document), ID.in(values(ids))).execute();
        int tokens = chunks.stream().mapToInt(Chunk::tokenCount).sum();
        DocumentStore.countChunks(sql, document, -chunks.size(), -tokens);
        return chunks;
    }

    private List<IndexChange> changes(DSLContext sql, List<Chunk> chunks) {
        return chunks.stream().map(chunk -> note(sql, chunk)).toList();
    }

    private IndexChange note(DSLContext sql, Chunk chunk) {
        return indexChanges.chunk(sql, chunk.tenant(), chunk.dataset(), chunk.document(), chunk.id());
    }

    private static Condition published(Document document) {
        return TENANT.eq(document.tenant().value())
                .and(DOCUMENT.eq(document.id().value()))
                .and(GENERATION.eq(document.generation()));
    }

    /// The owner is asked of the document, so that the rows of chunks need not be read for it.
    private static Condition of(TenantId tenant, DocumentId document) {
        return OWNER_TENANT.eq(tenant.value()).and(OWNER_ID.eq(document.value()));
    }

    private static List<String> values(Collection<ChunkId> ids) {
        return ids.stream().map(ChunkId::value).toList();
    }
}
