package dev.freshet.dataset;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.table;

import dev.freshet.core.AppException;
import dev.freshet.core.DatasetId;
import dev.freshet.core.DocumentId;
import dev.freshet.core.Ids;
import dev.freshet.core.Page;
import dev.freshet.core.Slice;
import dev.freshet.core.TenantId;
import dev.freshet.core.Timestamps;
import dev.freshet.dataset.Document.Progress;
import dev.freshet.dataset.change.Changed;
import dev.freshet.dataset.change.Deleted;
import dev.freshet.dataset.change.IndexChange;
import dev.freshet.dataset.change.IndexChangeStore;
import dev.freshet.db.Db;
import dev.freshet.db.Lane;
import dev.freshet.db.RowLocks;
import dev.freshet.json.Json;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SortField;
import org.jooq.Table;

/// Documents in the database: what people do with them. How their parsing goes is in [DocumentRunStore].
public final class DocumentStore {
    static final Table<Record> DOCUMENT = table("document");
    static final Field<String> ID = field("id", String.class);
    static final Field<String> TENANT = field("tenant_id", String.class);
    static final Field<String> DATASET = field("dataset_id", String.class);
    static final Field<Integer> GENERATION = field("generation", Integer.class);
    static final Field<Integer> CHUNKS = field("chunk_count", Integer.class);
    static final Field<Integer> TOKENS = field("token_count", Integer.class);
    static final Field<String> RUN = field("run", String.class);
    static final Field<Double> PROGRESS = field("progress", Double.class);
    static final Field<String> PROGRESS_MESSAGE = field("progress_message", String.class);
    static final Field<Long> BEGAN = field("process_begin_at", Long.class);
    static final Field<Double> SECONDS = field("process_duration", Double.class);
    static final Field<Long> UPDATED = field("updated_at", Long.class);
    private static final Field<String> CREATED_BY = field("created_by", String.class);
    private static final Field<String> NAME = field("name", String.class);
    private static final Field<String> NAME_KEY = field("name_key", String.class);
    private static final Field<String> LOCATION = field("location", String.class);
    static final Field<Long> SIZE = field("size", Long.class);
    private static final Field<String> CONTENT_HASH = field("content_hash", String.class);
    private static final Field<String> TYPE = field("type", String.class);
    static final Field<String> SUFFIX = field("suffix", String.class);
    private static final Field<String> SOURCE_TYPE = field("source_type", String.class);
    private static final Field<String> THUMBNAIL = field("thumbnail", String.class);
    private static final Field<String> CHUNK_METHOD = field("chunk_method", String.class);
    private static final Field<String> PARSER_CONFIG = field("parser_config", String.class);
    private static final Field<String> PIPELINE = field("pipeline_id", String.class);
    private static final Field<String> METADATA = field("metadata", String.class);
    private static final Field<String> TITLE_TOKENS = field("title_tokens", String.class);
    private static final Field<Integer> ENABLED = field("enabled", Integer.class);
    private static final Field<Long> CREATED = field("created_at", Long.class);

    private static final List<Field<?>> COLUMNS = List.of(
            ID,
            TENANT,
            DATASET,
            GENERATION,
            CHUNKS,
            TOKENS,
            RUN,
            PROGRESS,
            PROGRESS_MESSAGE,
            BEGAN,
            SECONDS,
            UPDATED,
            CREATED_BY,
            NAME,
            LOCATION,
            SIZE,
            CONTENT_HASH,
            TYPE,
            SUFFIX,
            SOURCE_TYPE,
            THUMBNAIL,
            CHUNK_METHOD,
            PARSER_CONFIG,
            PIPELINE,
            METADATA,
            TITLE_TOKENS,
            ENABLED,
            CREATED);

    private final Db db;
    private final Timestamps timestamps;
    private final IndexChangeStore indexChanges;

    public DocumentStore(Db db, Timestamps timestamps, IndexChangeStore indexChanges) {
        this.db = db;
        this.timestamps = timestamps;
        this.indexChanges = indexChanges;
    }

    /// Adds a document; where its name is taken, it becomes `name(1).ending`, `name(2).ending` and so on.
    ///
    /// @param analyse makes the terms of the name that the document gets
    /// @throws AppException.Rejected when the dataset is not there
    public Document insert(NewDocument wanted, Function<String, TitleTokens> analyse) {
        while (true) {
            String name = db.query(
                    Lane.BROWSE, sql -> Names.freeFile(wanted.name(), key -> taken(sql, wanted.dataset(), key)));
            TitleTokens title = analyse.apply(name);
            Optional<Document> inserted = db.inTransaction(Lane.BROWSE, sql -> insertIfFree(sql, wanted, name, title));
            if (inserted.isPresent()) {
                return inserted.get();
            }
        }
    }

    /// One document of the tenant.
    public Optional<Document> find(TenantId tenant, DocumentId id) {
        return db.query(
                Lane.BROWSE,
                sql -> sql.select(COLUMNS)
                        .from(DOCUMENT)
                        .where(TENANT.eq(tenant.value()), ID.eq(id.value()))
                        .fetchOptional(DocumentStore::read));
    }

    /// Those of the ids that are documents of the tenant, in no certain order.
    public List<Document> find(TenantId tenant, Collection<DocumentId> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        return db.query(
                Lane.CHAT,
                sql -> sql.select(COLUMNS)
                        .from(DOCUMENT)
                        .where(TENANT.eq(tenant.value()), ID.in(values(ids)))
                        .fetch(DocumentStore::read));
    }

    /// One page of a dataset's documents.
    public Slice<Document> list(TenantId tenant, DatasetId dataset, DocumentQuery query, Page page) {
        Condition which =
                TENANT.eq(tenant.value()).and(DATASET.eq(dataset.value())).and(condition(query));
        return db.query(Lane.BROWSE, sql -> {
            List<Document> rows = sql.select(COLUMNS)
                    .from(DOCUMENT)
                    .where(which)
                    .orderBy(order(query))
                    .limit(page.size())
                    .offset(page.offset())
                    .fetch(DocumentStore::read);
            return new Slice<>(rows, sql.fetchCount(DOCUMENT, which));
        });
    }

    /// The ids of all documents of a dataset.
    public List<DocumentId> ids(TenantId tenant, DatasetId dataset) {
        return db.query(
                Lane.BROWSE,
                sql -> sql.select(ID)
                        .from(DOCUMENT)
                        .where(TENANT.eq(tenant.value()), DATASET.eq(dataset.value()))
                        .fetch(row -> new DocumentId(row.get(ID))));
    }

    /// The metadata of all documents of the datasets, for filters.
    public Map<DocumentId, Metadata> metadata(TenantId tenant, Collection<DatasetId> datasets) {
        List<String> ids = datasets.stream().map(DatasetId::value).toList();
        return db.query(Lane.CHAT, sql -> {
            Map<DocumentId, Metadata> all = new LinkedHashMap<>();
            sql.select(ID, METADATA)
                    .from(DOCUMENT)
                    .where(TENANT.eq(tenant.value()), DATASET.in(ids))
                    .forEach(row -> all.put(new DocumentId(row.get(ID)), Metadata.parse(row.get(METADATA))));
            return all;
        });
    }

    /// Documents of all tenants after the given id, for a rebuild of the index.
    public List<IndexChange> everyDocument(String after, int limit) {
        return db.query(
                Lane.INGEST,
                sql -> sql.select(ID, TENANT, DATASET)
                        .from(DOCUMENT)
                        .where(ID.gt(after))
                        .orderBy(ID)
                        .limit(limit)
                        .fetch(row -> new IndexChange(
                                0,
                                new TenantId(row.get(TENANT)),
                                new DatasetId(row.get(DATASET)),
                                new DocumentId(row.get(ID)),
                                null)));
    }

    /// Gives a document another name.
    ///
    /// @throws AppException.Rejected when it is not there, or the name is taken in its dataset
    public Changed<Document> rename(TenantId tenant, DocumentId id, String name, TitleTokens title) {
        return change(tenant, id, (sql, before) -> {
            String key = Names.key(name);
            if (!key.equals(Names.key(before.name())) && taken(sql, before.dataset(), key)) {
                throw AppException.conflict("Duplicated document name in the same dataset.");
            }
            Map<Field<?>, Object> columns = new LinkedHashMap<>();
            columns.put(NAME, name);
            columns.put(NAME_KEY, key);
            columns.put(TITLE_TOKENS, Json.write(title));
            set(sql, id, columns);
            return List.of(indexChanges.document(sql, tenant, before.dataset(), id));
        });
    }

    /// Sets how a document will be parsed the next time.
    public Changed<Document> setParser(TenantId tenant, DocumentId id, String method, ParserConfig config) {
        return change(tenant, id, (sql, before) -> {
            set(sql, id, Map.of(CHUNK_METHOD, method, PARSER_CONFIG, config.json()));
            return List.of();
        });
    }

    /// Lets searches find a document's chunks, or not.
    public Changed<Document> setEnabled(TenantId tenant, DocumentId id, boolean enabled) {
        return change(tenant, id, (sql, before) -> {
            if (before.enabled() == enabled) {
                return List.of();
            }
            set(sql, id, Map.of(ENABLED, enabled ? 1 : 0));
            return List.of(indexChanges.document(sql, tenant, before.dataset(), id));
        });
    }

    /// Replaces what the user says of a document.
    public Changed<Document> setMetadata(TenantId tenant, DocumentId id, Metadata metadata) {
        return change(tenant, id, (sql, before) -> {
            set(sql, id, Map.of(METADATA, metadata.json()));
            return List.of();
        });
    }

    /// Deletes documents of a dataset with their chunks and jobs, all or none. Ids that are not the dataset's
    /// are passed over.
    public Deleted delete(TenantId tenant, DatasetId dataset, Collection<DocumentId> ids) {
        return db.inTransaction(Lane.BROWSE, sql -> {
            List<Document> owned = RowLocks.hold(sql.select(COLUMNS)
                            .from(DOCUMENT)
                            .where(TENANT.eq(tenant.value()), DATASET.eq(dataset.value()), ID.in(values(ids))))
                    .fetch(DocumentStore::read);
            List<IndexChange> changes = new ArrayList<>();
            for (Document document : owned) {
                deleteOne(sql, document);
                changes.add(indexChanges.document(sql, tenant, dataset, document.id()));
            }
            List<String> locations =
                    owned.stream().map(document -> document.file().location()).toList();
            return new Deleted(owned.size(), locations, changes);
        });
    }

    /// The document, held against other transactions until this one ends.
    public static Optional<Document> locked(DSLContext sql, TenantId tenant, DocumentId id) {
        return RowLocks.hold(sql.select(COLUMNS).from(DOCUMENT).where(TENANT.eq(tenant.value()), ID.eq(id.value())))
                .fetchOptional(DocumentStore::read);
    }

    /// Adds to a dataset's counters; true when the dataset is there.
    static boolean count(DSLContext sql, DatasetId dataset, int documents, int chunks, int tokens) {
        Field<Integer> documentCount = field("document_count", Integer.class);
        Field<Integer> chunkCount = field("chunk_count", Integer.class);
        Field<Long> tokenCount = field("token_count", Long.class);
        return sql.update(table("dataset"))
                        .set(documentCount, documentCount.plus(documents))
                        .set(chunkCount, chunkCount.plus(chunks))
                        .set(tokenCount, tokenCount.plus(tokens))
                        .where(ID.eq(dataset.value()))
                        .execute()
                == 1;
    }

    /// Adds to the counters of a document and of its dataset, in a transaction that holds the document.
    public static void countChunks(DSLContext sql, Document document, int chunks, int tokens) {
        sql.update(DOCUMENT)
                .set(CHUNKS, CHUNKS.plus(chunks))
                .set(TOKENS, TOKENS.plus(tokens))
                .where(ID.eq(document.id().value()))
                .execute();
        count(sql, document.dataset(), 0, chunks, tokens);
    }

    private void set(DSLContext sql, DocumentId id, Map<Field<?>, Object> columns) {
        sql.update(DOCUMENT)
                .set(columns)
                .set(UPDATED, timestamps.now())
                .where(ID.eq(id.value()))
                .execute();
    }

    private Changed<Document> change(
            TenantId tenant, DocumentId id, BiFunction<DSLContext, Document, List<IndexChange>> change) {
        return db.inTransaction(Lane.BROWSE, sql -> {
            Document before = locked(sql, tenant, id)
                    .orElseThrow(() -> AppException.notFound("There is no document " + id + "."));
            List<IndexChange> changes = change.apply(sql, before);
            return new Changed<>(locked(sql, tenant, id).orElseThrow(), changes);
        });
    }

    private static void deleteOne(DSLContext sql, Document document) {
        Field<String> reference = field("document_id", String.class);
        for (String below : List.of("chunk", "job", "file_link")) {
            sql.deleteFrom(table(below))
                    .where(reference.eq(document.id().value()))
                    .execute();
        }
        sql.deleteFrom(DOCUMENT).where(ID.eq(document.id().value())).execute();
        count(sql, document.dataset(), -1, -document.chunkCount(), -document.tokenCount());
    }

    /// Counting first locks the dataset's row, so that names are given one after the other.
    private Optional<Document> insertIfFree(DSLContext sql, NewDocument wanted, String name, TitleTokens title) {
        if (!owns(sql, wanted.tenant(), wanted.dataset()) || !count(sql, wanted.dataset(), 1, 0, 0)) {
            throw AppException.notFound("There is no dataset " + wanted.dataset() + ".");
        }
        if (taken(sql, wanted.dataset(), Names.key(name))) {
            count(sql, wanted.dataset(), -1, 0, 0);
            return Optional.empty();
        }
        Document document = document(wanted, name, title);
        insert(sql, document);
        return Optional.of(document);
    }

    private Document document(NewDocument wanted, String name, TitleTokens title) {
        long now = timestamps.next();
        return new Document(
                new DocumentId(Ids.next()),
                wanted.tenant(),
                wanted.dataset(),
                wanted.createdBy(),
                name,
                wanted.file(),
                null,
                wanted.chunkMethod(),
                wanted.parserConfig(),
                null,
                Metadata.NONE,
                title,
                0,
                0,
                0,
                Progress.NONE,
                true,
                now,
                now);
    }

    private static boolean owns(DSLContext sql, TenantId tenant, DatasetId dataset) {
        return sql.fetchExists(table("dataset"), TENANT.eq(tenant.value()).and(ID.eq(dataset.value())));
    }

    private static boolean taken(DSLContext sql, DatasetId dataset, String key) {
        return sql.fetchExists(DOCUMENT, DATASET.eq(dataset.value()).and(NAME_KEY.eq(key)));
    }

    static Condition condition(DocumentQuery query) {
        Set<DocumentId> ids = query.ids();
        String name = query.name();
        List<String> types = query.types().stream().map(DocumentType::name).toList();
        List<String> runs = query.runs().stream().map(RunState::name).toList();
        return (ids == null ? noCondition() : ID.in(values(ids)))
                .and(name == null ? noCondition() : NAME_KEY.eq(Names.key(name)))
                .and(query.keywords().isEmpty() ? noCondition() : NAME_KEY.contains(Names.key(query.keywords())))
                .and(query.suffixes().isEmpty() ? noCondition() : SUFFIX.in(query.suffixes()))
                .and(types.isEmpty() ? noCondition() : TYPE.in(types))
                .and(runs.isEmpty() ? noCondition() : RUN.in(runs));
    }

    /// No two are created at the same moment, so that their index alone leads to a page.
    private static List<SortField<?>> order(DocumentQuery query) {
        Field<?> by = switch (query.order()) {
            case CREATED -> CREATED;
            case UPDATED -> UPDATED;
            case NAME -> NAME_KEY;
            case SIZE -> SIZE;
        };
        SortField<?> first = query.descending() ? by.desc() : by.asc();
        return query.order() == ListOrder.CREATED ? List.of(first) : List.of(first, ID.asc());
    }

    private static void insert(DSLContext sql, Document document) {
        Map<Field<?>, Object> columns = new LinkedHashMap<>();
        columns.put(ID, document.id().value());
        columns.put(TENANT, document.tenant().value());
        columns.put(DATASET, document.dataset().value());
        columns.put(CREATED_BY, document.createdBy());
        columns.put(NAME, document.name());
        columns.put(NAME_KEY, Names.key(document.name()));
        columns.put(LOCATION, document.file().location());
        columns.put(SIZE, document.file().size());
        columns.put(CONTENT_HASH, document.file().contentHash());
        columns.put(TYPE, document.file().type().name());
        columns.put(SUFFIX, document.file().suffix());
        columns.put(SOURCE_TYPE, document.file().sourceType());
        columns.put(CHUNK_METHOD, document.chunkMethod());
        columns.put(PARSER_CONFIG, document.parserConfig().json());
        columns.put(METADATA, document.metadata().json());
        columns.put(TITLE_TOKENS, Json.write(document.titleTokens()));
        columns.put(GENERATION, 0);
        columns.put(CHUNKS, 0);
        columns.put(TOKENS, 0);
        columns.put(RUN, document.run().name());
        columns.put(PROGRESS, 0.0);
        columns.put(PROGRESS_MESSAGE, "");
        columns.put(SECONDS, 0.0);
        columns.put(ENABLED, 1);
        columns.put(CREATED, document.createdAt());
        columns.put(UPDATED, document.updatedAt());
        sql.insertInto(DOCUMENT).set(columns).execute();
    }

    static Document read(Record row) {
        return new Document(
                new DocumentId(row.get(ID)),
                new TenantId(row.get(TENANT)),
                new DatasetId(row.get(DATASET)),
                row.get(CREATED_BY),
                row.get(NAME),
                file(row),
                row.get(THUMBNAIL),
                row.get(CHUNK_METHOD),
                ParserConfig.parse(row.get(PARSER_CONFIG)),
                row.get(PIPELINE),
                Metadata.parse(row.get(METADATA)),
                Json.read(row.get(TITLE_TOKENS), TitleTokens.class),
                row.get(GENERATION),
                row.get(CHUNKS),
                row.get(TOKENS),
                progress(row),
                row.get(ENABLED) == 1,
                row.get(CREATED),
                row.get(UPDATED));
    }

    private static DocumentFile file(Record row) {
        return new DocumentFile(
                row.get(LOCATION),
                row.get(SIZE),
                row.get(CONTENT_HASH),
                DocumentType.valueOf(row.get(TYPE)),
                row.get(SUFFIX),
                row.get(SOURCE_TYPE));
    }

    private static Progress progress(Record row) {
        return new Progress(
                RunState.valueOf(row.get(RUN)),
                row.get(PROGRESS),
                row.get(PROGRESS_MESSAGE),
                row.get(BEGAN),
                row.get(SECONDS));
    }

    private static List<String> values(Collection<DocumentId> ids) {
        return ids.stream().map(DocumentId::value).toList();
    }
}
