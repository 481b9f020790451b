package dev.freshet.dataset.change;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.table;

import dev.freshet.core.ChunkId;
import dev.freshet.core.DatasetId;
import dev.freshet.core.DocumentId;
import dev.freshet.core.TenantId;
import dev.freshet.core.Timestamps;
import dev.freshet.db.Db;
import dev.freshet.db.Lane;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jspecify.annotations.Nullable;

/// The rows that say what the index has yet to learn. They are written in the transaction of the change and
/// go when the index has committed it.
public final class IndexChangeStore {
    private static final Table<Record> INDEX_CHANGE = table("index_change");
    private static final Field<Long> ID = field("index_change.id", Long.class);
    private static final Field<String> DATASET = field("index_change.dataset_id", String.class);
    private static final Field<String> DOCUMENT = field("index_change.document_id", String.class);
    private static final Field<String> CHUNK = field("index_change.chunk_id", String.class);
    private static final Field<String> TENANT = field("dataset.tenant_id", String.class);
    private static final int BATCH = 500;
    private static final long MICROS_A_MILLI = 1_000;

    private final Db db;
    private final Timestamps timestamps;
    private final AtomicLong last = new AtomicLong();

    public IndexChangeStore(Db db, Timestamps timestamps) {
        this.db = db;
        this.timestamps = timestamps;
    }

    /// The oldest changes after `after`, in order.
    public List<IndexChange> pending(long after, int limit) {
        return db.query(
                Lane.INGEST,
                sql -> sql.select(ID, TENANT, DATASET, DOCUMENT, CHUNK)
                        .from(INDEX_CHANGE)
                        .leftJoin(table("dataset"))
                        .on(field("dataset.id", String.class).eq(DATASET))
                        .where(ID.gt(after))
                        .orderBy(ID)
                        .limit(limit)
                        .fetch(IndexChangeStore::read));
    }

    /// Forgets changes that the index has committed.
    public void delete(Collection<Long> ids) {
        List<Long> all = new ArrayList<>(ids);
        for (int from = 0; from < all.size(); from += BATCH) {
            List<Long> batch = all.subList(from, Math.min(all.size(), from + BATCH));
            db.inTransaction(
                    Lane.INGEST,
                    sql -> sql.deleteFrom(INDEX_CHANGE).where(ID.in(batch)).execute());
        }
    }

    /// Notes that a dataset was deleted; what was to be learnt of its parts is forgotten.
    public IndexChange datasetGone(DSLContext sql, TenantId tenant, DatasetId dataset) {
        sql.deleteFrom(INDEX_CHANGE).where(DATASET.eq(dataset.value())).execute();
        return add(sql, new IndexChange(nextId(), null, dataset, null, null));
    }

    /// Notes that a document changed, or is gone.
    public IndexChange document(DSLContext sql, TenantId tenant, DatasetId dataset, DocumentId document) {
        return add(sql, new IndexChange(nextId(), tenant, dataset, document, null));
    }

    /// Notes that a chunk changed, or is gone.
    public IndexChange chunk(DSLContext sql, TenantId tenant, DatasetId dataset, DocumentId document, ChunkId chunk) {
        return add(sql, new IndexChange(nextId(), tenant, dataset, document, chunk));
    }

    private IndexChange add(DSLContext sql, IndexChange change) {
        DocumentId document = change.document();
        ChunkId chunk = change.chunk();
        sql.insertInto(INDEX_CHANGE)
                .set(field("id", Long.class), change.id())
                .set(field("dataset_id", String.class), change.dataset().value())
                .set(field("document_id", String.class), document == null ? null : document.value())
                .set(field("chunk_id", String.class), chunk == null ? null : chunk.value())
                .execute();
        return change;
    }

    /// Grows from run to run with the clock.
    private long nextId() {
        return last.updateAndGet(before -> Math.max(before + 1, timestamps.now() * MICROS_A_MILLI));
    }

    private static IndexChange read(Record row) {
        String tenant = row.get(TENANT);
        return new IndexChange(
                row.get(ID),
                tenant == null ? null : new TenantId(tenant),
                new DatasetId(row.get(DATASET)),
                documentOf(row.get(DOCUMENT)),
                chunkOf(row.get(CHUNK)));
    }

    private static @Nullable DocumentId documentOf(@Nullable String value) {
        return value == null ? null : new DocumentId(value);
    }

    private static @Nullable ChunkId chunkOf(@Nullable String value) {
        return value == null ? null : new ChunkId(value);
    }
}
