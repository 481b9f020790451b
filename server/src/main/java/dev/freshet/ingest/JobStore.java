package dev.freshet.ingest;

import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.min;
import static org.jooq.impl.DSL.table;

import dev.freshet.core.DatasetId;
import dev.freshet.core.DocumentId;
import dev.freshet.core.JobId;
import dev.freshet.core.TenantId;
import dev.freshet.core.Timestamps;
import dev.freshet.db.Db;
import dev.freshet.db.Lane;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;

/// The queue: who works on which job. What a job's steps write stands in [JobWriteStore].
///
/// A row waits (`QUEUED`) until `lease_until`, or is worked on (`RUNNING`) by `lease_owner` as long as the lease
/// lasts. Rows go when their job has ended; what became of it stands with the document.
public final class JobStore {
    static final Table<Record> JOB = table("job");
    static final Field<String> ID = field("id", String.class);
    static final Field<String> TENANT = field("tenant_id", String.class);
    static final Field<String> DATASET = field("dataset_id", String.class);
    static final Field<String> DOCUMENT = field("document_id", String.class);
    static final Field<Integer> GENERATION = field("generation", Integer.class);
    static final Field<String> STATE = field("state", String.class);
    static final Field<String> STEP = field("step", String.class);
    static final Field<String> OWNER = field("lease_owner", String.class);
    static final Field<Long> UNTIL = field("lease_until", Long.class);
    static final Field<Long> FENCE = field("fence", Long.class);
    static final Field<Integer> ATTEMPTS = field("attempts", Integer.class);
    static final Field<Long> CREATED = field("created_at", Long.class);
    static final Field<Long> UPDATED = field("updated_at", Long.class);
    static final String QUEUED = "QUEUED";
    static final String RUNNING = "RUNNING";

    private static final List<Field<?>> COLUMNS = List.of(ID, TENANT, DATASET, DOCUMENT, GENERATION, STEP, FENCE);

    private final Db db;
    private final Timestamps timestamps;

    public JobStore(Db db, Timestamps timestamps) {
        this.db = db;
        this.timestamps = timestamps;
    }

    /// A job that waits for a worker.
    ///
    /// @param ahead how many others are served before it
    public record Queued(TenantId tenant, DocumentId document, int ahead) {
        String message() {
            return message(ahead);
        }

        /// What clients of the wire know a waiting document by (contract §4.1).
        static String message(int ahead) {
            return ahead + " tasks are ahead in the queue...";
        }
    }

    /// Queues a job in the place of any that its document has, whose worker finds itself without one; belongs
    /// into the transaction that holds the document.
    void enqueue(DSLContext sql, Job job) {
        sql.deleteFrom(JOB).where(DOCUMENT.eq(job.document().value())).execute();
        insert(sql, job);
    }

    /// Gives the next job to a worker: of the tenant with the fewest jobs at work, the oldest.
    Optional<Job> claim(String owner, Duration lease) {
        if (db.query(Lane.INGEST, this::nextJob).isEmpty()) {
            return Optional.empty();
        }
        return db.inTransaction(Lane.INGEST, sql -> nextJob(sql).flatMap(id -> take(sql, id, owner, lease)));
    }

    /// Prolongs the leases of an owner's jobs and returns those that it has not any more.
    List<Job> prolong(Collection<Job> jobs, Duration lease) {
        if (jobs.isEmpty()) {
            return List.of();
        }
        return db.inTransaction(Lane.INGEST, sql -> {
            List<Job> lost = new ArrayList<>();
            for (Job job : jobs) {
                int found = sql.update(JOB)
                        .set(UNTIL, timestamps.now() + lease.toMillis())
                        .where(held(job))
                        .execute();
                if (found == 0) {
                    lost.add(job);
                }
            }
            return lost;
        });
    }

    /// Puts jobs whose workers gave no sign of life back into the queue and returns how many there were.
    int requeueExpired() {
        return requeue(UNTIL.lt(timestamps.now()));
    }

    /// Puts the jobs of other owners back into the queue at once: those of this server's former life.
    int requeueOthers(String owner) {
        return requeue(OWNER.isNull().or(OWNER.ne(owner)));
    }

    /// Puts a job whose step failed back into the queue for a while.
    void retryLater(Job job, Duration backoff) {
        db.inTransaction(
                Lane.INGEST,
                sql -> sql.update(JOB)
                        .set(STATE, QUEUED)
                        .setNull(OWNER)
                        .set(UNTIL, timestamps.now() + backoff.toMillis())
                        .set(ATTEMPTS, ATTEMPTS.plus(1))
                        .where(held(job))
                        .execute());
    }

    /// How often a job's step has failed since it last got further.
    int failures(Job job) {
        return db.query(
                Lane.INGEST,
                sql -> sql.select(ATTEMPTS)
                        .from(JOB)
                        .where(held(job))
                        .fetchOptional(ATTEMPTS)
                        .orElse(0));
    }

    /// The first jobs in the queue, each with how many are before it.
    List<Queued> waiting(int limit) {
        return db.query(Lane.INGEST, sql -> {
            int running = sql.fetchCount(JOB, STATE.eq(RUNNING).and(STEP.ne(Step.DROP.name())));
            List<Queued> queued = new ArrayList<>();
            sql.select(TENANT, DOCUMENT)
                    .from(JOB)
                    .where(STATE.eq(QUEUED), STEP.eq(Step.PARSE.name()), ATTEMPTS.eq(0))
                    .orderBy(CREATED)
                    .limit(limit)
                    .forEach(row -> queued.add(new Queued(
                            new TenantId(row.get(TENANT)),
                            new DocumentId(row.get(DOCUMENT)),
                            running + queued.size())));
            return queued;
        });
    }

    /// How many jobs are queued or at work, those that only tidy up left out.
    int unfinished() {
        return db.query(Lane.INGEST, sql -> sql.fetchCount(JOB, STEP.ne(Step.DROP.name())));
    }

    /// That the row is this worker's.
    static Condition held(Job job) {
        return ID.eq(job.id().value())
                .and(TENANT.eq(job.tenant().value()))
                .and(FENCE.eq(job.fence()))
                .and(STATE.eq(RUNNING));
    }

    private Optional<String> nextJob(DSLContext sql) {
        Map<String, Integer> atWork = new HashMap<>();
        sql.select(TENANT, count())
                .from(JOB)
                .where(STATE.eq(RUNNING))
                .groupBy(TENANT)
                .forEach(row -> atWork.put(row.value1(), row.value2()));
        Condition ready = STATE.eq(QUEUED).and(UNTIL.le(timestamps.now()));
        return sql
                .select(TENANT, min(CREATED))
                .from(JOB)
                .where(ready)
                .groupBy(TENANT)
                .fetch(row -> new Turn(row.value1(), atWork.getOrDefault(row.value1(), 0), row.value2()))
                .stream()
                .min(Comparator.comparingInt(Turn::atWork).thenComparingLong(Turn::oldest))
                .flatMap(turn -> sql.select(ID)
                        .from(JOB)
                        .where(ready, TENANT.eq(turn.tenant()))
                        .orderBy(CREATED, ID)
                        .limit(1)
                        .fetchOptional(ID));
    }

    /// A tenant that waits.
    ///
    /// @param atWork how many of its jobs are at work
    /// @param oldest when the first of its waiting jobs was queued
    private record Turn(String tenant, int atWork, long oldest) {}

    private Optional<Job> take(DSLContext sql, String id, String owner, Duration lease) {
        int taken = sql.update(JOB)
                .set(STATE, RUNNING)
                .set(OWNER, owner)
                .set(UNTIL, timestamps.now() + lease.toMillis())
                .set(FENCE, FENCE.plus(1))
                .set(UPDATED, timestamps.now())
                .where(ID.eq(id), STATE.eq(QUEUED))
                .execute();
        return taken == 0
                ? Optional.empty()
                : sql.select(COLUMNS).from(JOB).where(ID.eq(id)).fetchOptional(JobStore::read);
    }

    private int requeue(Condition which) {
        return db.inTransaction(
                Lane.INGEST,
                sql -> sql.update(JOB)
                        .set(STATE, QUEUED)
                        .setNull(OWNER)
                        .set(UNTIL, 0L)
                        .where(STATE.eq(RUNNING), which)
                        .execute());
    }

    private void insert(DSLContext sql, Job job) {
        long now = timestamps.next();
        sql.insertInto(JOB)
                .set(ID, job.id().value())
                .set(TENANT, job.tenant().value())
                .set(DATASET, job.dataset().value())
                .set(DOCUMENT, job.document().value())
                .set(GENERATION, job.generation())
                .set(STATE, QUEUED)
                .set(STEP, job.step().name())
                .set(UNTIL, 0L)
                .set(FENCE, job.fence())
                .set(ATTEMPTS, 0)
                .set(CREATED, now)
                .set(UPDATED, now)
                .execute();
    }

    private static Job read(Record row) {
        return new Job(
                new JobId(row.get(ID)),
                new TenantId(row.get(TENANT)),
                new DatasetId(row.get(DATASET)),
                new DocumentId(row.get(DOCUMENT)),
                row.get(GENERATION),
                Step.valueOf(row.get(STEP)),
                row.get(FENCE));
    }
}
