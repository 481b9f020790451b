package dev.freshet.dataset;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.table;

import dev.freshet.core.AppException;
import dev.freshet.core.DatasetId;
import dev.freshet.core.Ids;
import dev.freshet.core.Page;
import dev.freshet.core.Slice;
import dev.freshet.core.TenantId;
import dev.freshet.core.Timestamps;
import dev.freshet.dataset.change.Deleted;
import dev.freshet.dataset.change.IndexChange;
import dev.freshet.dataset.change.IndexChangeStore;
import dev.freshet.db.Db;
import dev.freshet.db.Lane;
import dev.freshet.db.RowLocks;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SortField;
import org.jooq.Table;

/// Datasets in the database.
public final class DatasetStore {
    private static final Table<Record> DATASET = table("dataset");
    private static final Field<String> ID = field("id", String.class);
    private static final Field<String> TENANT = field("tenant_id", String.class);
    private static final Field<String> CREATED_BY = field("created_by", String.class);
    private static final Field<String> NAME = field("name", String.class);
    private static final Field<String> NAME_KEY = field("name_key", String.class);
    private static final Field<String> AVATAR = field("avatar", String.class);
    private static final Field<String> DESCRIPTION = field("description", String.class);
    private static final Field<String> LANGUAGE = field("language", String.class);
    private static final Field<String> EMBEDDING_MODEL = field("embedding_model", String.class);
    private static final Field<String> PERMISSION = field("permission", String.class);
    private static final Field<String> CHUNK_METHOD = field("chunk_method", String.class);
    private static final Field<String> PARSER_CONFIG = field("parser_config", String.class);
    private static final Field<Integer> DOCUMENTS = field("document_count", Integer.class);
    private static final Field<Integer> CHUNKS = field("chunk_count", Integer.class);
    private static final Field<Long> TOKENS = field("token_count", Long.class);
    private static final Field<Double> THRESHOLD = field("similarity_threshold", Double.class);
    private static final Field<Double> VECTOR_WEIGHT = field("vector_similarity_weight", Double.class);
    private static final Field<Integer> PAGERANK = field("pagerank", Integer.class);
    private static final Field<String> PIPELINE = field("pipeline_id", String.class);
    private static final Field<Long> CREATED = field("created_at", Long.class);
    private static final Field<Long> UPDATED = field("updated_at", Long.class);

    private static final List<Field<?>> COLUMNS = List.of(
            ID,
            TENANT,
            CREATED_BY,
            NAME,
            NAME_KEY,
            AVATAR,
            DESCRIPTION,
            LANGUAGE,
            EMBEDDING_MODEL,
            PERMISSION,
            CHUNK_METHOD,
            PARSER_CONFIG,
            DOCUMENTS,
            CHUNKS,
            TOKENS,
            THRESHOLD,
            VECTOR_WEIGHT,
            PAGERANK,
            PIPELINE,
            CREATED,
            UPDATED);

    private final Db db;
    private final Timestamps timestamps;
    private final IndexChangeStore indexChanges;

    public DatasetStore(Db db, Timestamps timestamps, IndexChangeStore indexChanges) {
        this.db = db;
        this.timestamps = timestamps;
        this.indexChanges = indexChanges;
    }

    /// Adds a dataset; where its name is taken, it becomes `name(1)`, `name(2)` and so on.
    public Dataset create(TenantId tenant, String createdBy, DatasetSettings settings) {
        return db.inTransaction(Lane.BROWSE, sql -> {
            lockTenant(sql, tenant);
            String name = Names.free(settings.name(), key -> taken(sql, tenant, key));
            long now = timestamps.next();
            Dataset dataset = new Dataset(
                    new DatasetId(Ids.next()), tenant, createdBy, settings.withName(name), 0, 0, 0, now, now);
            insert(sql, dataset);
            return dataset;
        });
    }

    /// One dataset of the tenant.
    public Optional<Dataset> find(TenantId tenant, DatasetId id) {
        return db.query(
                Lane.CHAT,
                sql -> sql.select(COLUMNS)
                        .from(DATASET)
                        .where(TENANT.eq(tenant.value()), ID.eq(id.value()))
                        .fetchOptional(DatasetStore::read));
    }

    /// Those of the ids that are datasets of the tenant.
    public List<Dataset> find(TenantId tenant, Collection<DatasetId> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        return db.query(
                Lane.CHAT,
                sql -> sql.select(COLUMNS)
                        .from(DATASET)
                        .where(TENANT.eq(tenant.value()), ID.in(values(ids)))
                        .fetch(DatasetStore::read));
    }

    /// The dataset of that name, whatever the case of its letters.
    public Optional<Dataset> findByName(TenantId tenant, String name) {
        return db.query(
                Lane.BROWSE,
                sql -> sql.select(COLUMNS)
                        .from(DATASET)
                        .where(TENANT.eq(tenant.value()), NAME_KEY.eq(Names.key(name)))
                        .fetchOptional(DatasetStore::read));
    }

    /// One page of the tenant's datasets.
    public Slice<Dataset> list(TenantId tenant, DatasetQuery query, Page page) {
        return db.query(Lane.BROWSE, sql -> {
            Condition which = condition(tenant, query);
            List<Dataset> rows = sql.select(COLUMNS)
                    .from(DATASET)
                    .where(which)
                    .orderBy(order(query))
                    .limit(page.size())
                    .offset(page.offset())
                    .fetch(DatasetStore::read);
            return new Slice<>(rows, sql.fetchCount(DATASET, which));
        });
    }

    /// Replaces a dataset's settings and returns it as it is then.
    ///
    /// @throws AppException.Rejected when it is not there, or its new name is taken
    public Dataset update(TenantId tenant, DatasetId id, DatasetSettings settings) {
        return db.inTransaction(Lane.BROWSE, sql -> {
            Dataset before = locked(sql, tenant, id);
            String key = Names.key(settings.name());
            if (!key.equals(Names.key(before.name())) && taken(sql, tenant, key)) {
                throw AppException.conflict("Dataset name '" + settings.name() + "' already exists");
            }
            Dataset after = new Dataset(
                    id,
                    tenant,
                    before.createdBy(),
                    settings,
                    before.documentCount(),
                    before.chunkCount(),
                    before.tokenCount(),
                    before.createdAt(),
                    timestamps.now());
            sql.update(DATASET)
                    .set(columns(settings))
                    .set(UPDATED, after.updatedAt())
                    .where(ID.eq(id.value()))
                    .execute();
            return after;
        });
    }

    /// Deletes datasets with everything beneath them, all or none. Ids that are not the tenant's are passed
    /// over.
    public Deleted delete(TenantId tenant, Collection<DatasetId> ids) {
        return db.inTransaction(Lane.BROWSE, sql -> {
            List<String> owned = sql.select(ID)
                    .from(DATASET)
                    .where(TENANT.eq(tenant.value()), ID.in(values(ids)))
                    .fetch(ID);
            List<String> locations = new ArrayList<>();
            List<IndexChange> changes = new ArrayList<>();
            for (String id : owned) {
                locations.addAll(deleteOne(sql, id));
                changes.add(indexChanges.datasetGone(sql, tenant, new DatasetId(id)));
            }
            return new Deleted(owned.size(), locations, changes);
        });
    }

    private static List<String> deleteOne(DSLContext sql, String id) {
        Field<String> dataset = field("dataset_id", String.class);
        List<String> locations = sql.select(field("location", String.class))
                .from(table("document"))
                .where(dataset.eq(id))
                .fetch(field("location", String.class));
        for (String below : List.of("chunk", "job", "file_link", "document")) {
            sql.deleteFrom(table(below)).where(dataset.eq(id)).execute();
        }
        sql.deleteFrom(DATASET).where(ID.eq(id)).execute();
        return locations;
    }

    /// Two datasets of one tenant are not named at the same time.
    private static void lockTenant(DSLContext sql, TenantId tenant) {
        RowLocks.hold(sql.select(ID).from(table("tenant")).where(ID.eq(tenant.value())))
                .fetch();
    }

    private static Dataset locked(DSLContext sql, TenantId tenant, DatasetId id) {
        lockTenant(sql, tenant);
        return RowLocks.hold(sql.select(COLUMNS).from(DATASET).where(TENANT.eq(tenant.value()), ID.eq(id.value())))
                .fetchOptional(DatasetStore::read)
                .orElseThrow(() -> AppException.notFound("There is no dataset " + id + "."));
    }

    private static boolean taken(DSLContext sql, TenantId tenant, String key) {
        return sql.fetchExists(DATASET, TENANT.eq(tenant.value()).and(NAME_KEY.eq(key)));
    }

    private static Condition condition(TenantId tenant, DatasetQuery query) {
        DatasetId id = query.id();
        String name = query.name();
        return TENANT.eq(tenant.value())
                .and(id == null ? noCondition() : ID.eq(id.value()))
                .and(name == null ? noCondition() : NAME_KEY.eq(Names.key(name)))
                .and(query.keywords().isEmpty() ? noCondition() : NAME_KEY.contains(Names.key(query.keywords())));
    }

    /// No two are created at the same moment, so that their index alone leads to a page.
    private static List<SortField<?>> order(DatasetQuery query) {
        Field<?> by = switch (query.order()) {
            case CREATED -> CREATED;
            case UPDATED -> UPDATED;
            case NAME -> NAME_KEY;
            case SIZE -> DOCUMENTS;
        };
        SortField<?> first = query.descending() ? by.desc() : by.asc();
        return query.order() == ListOrder.CREATED ? List.of(first) : List.of(first, ID.asc());
    }

    private static void insert(DSLContext sql, Dataset dataset) {
        sql.insertInto(DATASET)
                .set(columns(dataset.settings()))
                .set(ID, dataset.id().value())
                .set(TENANT, dataset.tenant().value())
                .set(CREATED_BY, dataset.createdBy())
                .set(DOCUMENTS, 0)
                .set(CHUNKS, 0)
                .set(TOKENS, 0L)
                .set(CREATED, dataset.createdAt())
                .set(UPDATED, dataset.updatedAt())
                .execute();
    }

    private static Map<Field<?>, Object> columns(DatasetSettings settings) {
        Map<Field<?>, Object> columns = new LinkedHashMap<>();
        columns.put(NAME, settings.name());
        columns.put(NAME_KEY, Names.key(settings.name()));
        columns.put(AVATAR, settings.avatar());
        columns.put(DESCRIPTION, settings.description());
        columns.put(LANGUAGE, settings.language());
        columns.put(EMBEDDING_MODEL, settings.embeddingModel());
        columns.put(PERMISSION, settings.permission().name().toLowerCase(Locale.ROOT));
        columns.put(CHUNK_METHOD, settings.chunkMethod());
        columns.put(PARSER_CONFIG, settings.parserConfig().json());
        columns.put(THRESHOLD, settings.similarityThreshold());
        columns.put(VECTOR_WEIGHT, settings.vectorSimilarityWeight());
        columns.put(PAGERANK, settings.pagerank());
        columns.put(PIPELINE, settings.pipelineId());
        return columns;
    }

    private static Dataset read(Record row) {
        DatasetSettings settings = new DatasetSettings(
                row.get(NAME),
                row.get(AVATAR),
                row.get(DESCRIPTION),
                row.get(LANGUAGE),
                row.get(EMBEDDING_MODEL),
                Permission.valueOf(row.get(PERMISSION).toUpperCase(Locale.ROOT)),
                row.get(CHUNK_METHOD),
                ParserConfig.parse(row.get(PARSER_CONFIG)),
                row.get(THRESHOLD),
                row.get(VECTOR_WEIGHT),
                row.get(PAGERANK),
                row.get(PIPELINE));
        return new Dataset(
                new DatasetId(row.get(ID)),
                new TenantId(row.get(TENANT)),
                row.get(CREATED_BY),
                settings,
                row.get(DOCUMENTS),
                row.get(CHUNKS),
                row.get(TOKENS),
                row.get(CREATED),
                row.get(UPDATED));
    }

    private static List<String> values(Collection<DatasetId> ids) {
        return ids.stream().map(DatasetId::value).toList();
    }
}
