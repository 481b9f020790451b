package dev.freshet.ingest;

import static dev.freshet.ingest.JobStore.ATTEMPTS;
import static dev.freshet.ingest.JobStore.DOCUMENT;
import static dev.freshet.ingest.JobStore.ID;
import static dev.freshet.ingest.JobStore.JOB;
import static dev.freshet.ingest.JobStore.OWNER;
import static dev.freshet.ingest.JobStore.QUEUED;
import static dev.freshet.ingest.JobStore.STATE;
import static dev.freshet.ingest.JobStore.STEP;
import static dev.freshet.ingest.JobStore.UNTIL;
import static dev.freshet.ingest.JobStore.UPDATED;
import static dev.freshet.ingest.JobStore.held;

import dev.freshet.core.AppException;
import dev.freshet.core.ChunkId;
import dev.freshet.core.DocumentId;
import dev.freshet.core.ErrorCode;
import dev.freshet.core.TenantId;
import dev.freshet.core.Timestamps;
import dev.freshet.core.Vector;
import dev.freshet.dataset.Document;
import dev.freshet.dataset.DocumentRunStore;
import dev.freshet.dataset.DocumentRunStore.Publication;
import dev.freshet.dataset.DocumentRunStore.Report;
import dev.freshet.dataset.DocumentStore;
import dev.freshet.dataset.RunState;
import dev.freshet.dataset.change.IndexChange;
import dev.freshet.dataset.chunk.ChunkGenerationStore;
import dev.freshet.dataset.chunk.ChunkGenerationStore.Extent;
import dev.freshet.dataset.chunk.PreparedChunk;
import dev.freshet.db.Db;
import dev.freshet.db.Lane;
import dev.freshet.db.RowLocks;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.jooq.DSLContext;

/// What jobs write: a document with its job, or chunks with their job, all in one transaction or nothing.
///
/// A method that takes a [Job] writes only while the job is the caller's and its document is there; else it
/// throws [ErrorCode#CANCELLED] and has written nothing. Every transaction holds the document first.
public final class JobWriteStore {
    private static final double MILLIS_A_SECOND = 1_000.0;

    private final Db db;
    private final Timestamps timestamps;
    private final JobStore jobs;
    private final DocumentRunStore runs;
    private final ChunkGenerationStore generations;

    public JobWriteStore(
            Db db, Timestamps timestamps, JobStore jobs, DocumentRunStore runs, ChunkGenerationStore generations) {
        this.db = db;
        this.timestamps = timestamps;
        this.jobs = jobs;
        this.runs = runs;
        this.generations = generations;
    }

    /// What became of a wish to start a document.
    enum Started {
        QUEUED,
        ABSENT,
        RUNNING
    }

    /// Marks a document as running and queues its job.
    ///
    /// @param message what its progress says until a worker has it
    Started start(TenantId tenant, DocumentId id, String message) {
        return db.inTransaction(Lane.BROWSE, sql -> {
            Optional<Document> document = DocumentStore.locked(sql, tenant, id);
            if (document.isEmpty()) {
                return Started.ABSENT;
            }
            return runs.start(sql, tenant, id)
                    .map(start -> {
                        jobs.enqueue(sql, Job.waiting(start.document(), start.generation(), Step.PARSE));
                        runs.report(sql, tenant, id, new Report(0, message, 0));
                        return Started.QUEUED;
                    })
                    .orElse(Started.RUNNING);
        });
    }

    /// Stops a running document and takes its chunks out of sight; a job that drops their rows takes the place
    /// of its own. Empty when it was not running.
    Optional<IndexChange> stop(TenantId tenant, DocumentId id) {
        return db.inTransaction(
                Lane.BROWSE,
                sql -> DocumentStore.locked(sql, tenant, id).flatMap(document -> {
                    Optional<IndexChange> stopped = runs.stop(sql, tenant, id);
                    stopped.ifPresent(change -> jobs.enqueue(sql, Job.waiting(document, 0, Step.DROP)));
                    return stopped;
                }));
    }

    /// Tells waiting documents how many are before them; those that a worker took meanwhile are passed over.
    void tellPlaces(List<JobStore.Queued> queue) {
        db.inTransaction(Lane.INGEST, sql -> {
            for (JobStore.Queued place : queue) {
                DocumentId document = place.document();
                if (sql.fetchExists(JOB, DOCUMENT.eq(document.value()).and(STATE.eq(QUEUED)))) {
                    runs.report(sql, place.tenant(), document, new Report(0, place.message(), 0));
                }
            }
            return queue.size();
        });
    }

    /// Tells how far the job has come.
    void report(Job job, double fraction, String message) {
        guarded(
                job,
                (sql, document) -> mustRun(runs.report(
                        sql, job.tenant(), job.document(), new Report(fraction, message, seconds(document)))));
    }

    /// Notes that the job goes on with another step.
    void advance(Job job, Step step) {
        guarded(job, (sql, document) -> setStep(sql, job, step));
    }

    /// Adds chunks to the job's generation.
    void insert(Job job, List<PreparedChunk> chunks) {
        guarded(job, (sql, document) -> generations.insert(sql, job.generation(), chunks));
    }

    /// Gives chunks of the job's generation their vectors; the count of failures starts anew.
    void setVectors(Job job, Map<ChunkId, Vector> vectors) {
        guarded(job, (sql, document) -> {
            sql.update(JOB).set(ATTEMPTS, 0).where(held(job)).execute();
            return generations.setVectors(sql, job.tenant(), job.document(), job.generation(), vectors);
        });
    }

    /// Drops chunks that nobody sees, some at a time: of every generation but the published one.
    ///
    /// @return how many were dropped; 0 when none is left
    int drop(Job job, int limit) {
        return guarded(
                job,
                (sql, document) ->
                        generations.drop(sql, job.tenant(), job.document(), Set.of(document.generation()), limit));
    }

    /// Drops chunks of generations that are neither published nor the job's own, as [#drop].
    int dropOthers(Job job, int limit) {
        return guarded(job, (sql, document) -> {
            Set<Integer> keep = new HashSet<>(List.of(document.generation(), job.generation()));
            return generations.drop(sql, job.tenant(), job.document(), keep, limit);
        });
    }

    /// Drops chunks of the job's own generation.
    void dropOwn(Job job, List<ChunkId> ids) {
        guarded(job, (sql, document) -> generations.drop(sql, job.tenant(), job.document(), job.generation(), ids));
    }

    /// The chunks of the job's own generation that are written, with their places.
    Map<ChunkId, Integer> written(Job job) {
        return generations.positions(job.tenant(), job.document(), job.generation());
    }

    /// Makes the job's generation the published one.
    IndexChange publish(Job job) {
        Extent extent = generations.extent(job.tenant(), job.document(), job.generation());
        Publication publication = new Publication(job.generation(), extent.chunks(), extent.tokens());
        return guarded(job, (sql, document) -> {
            setStep(sql, job, Step.INDEX);
            return runs.publish(sql, job.tenant(), job.document(), publication).orElseThrow(JobWriteStore::lost);
        });
    }

    /// Calls the document done; searches find its chunks by now.
    void finish(Job job, String message) {
        guarded(job, (sql, document) -> {
            setStep(sql, job, Step.DROP);
            return mustRun(runs.finish(sql, job.tenant(), job.document(), message, seconds(document)));
        });
    }

    /// Calls the document failed; what was published before stays, what the job wrote is dropped by and by.
    void fail(Job job, String message) {
        guarded(job, (sql, document) -> {
            yieldAt(sql, job, Step.DROP);
            return mustRun(runs.fail(sql, job.tenant(), job.document(), message, seconds(document)));
        });
    }

    /// Gives a job back: to go on at its step when its document is running still, else to drop what it wrote.
    /// Nothing happens when the job is not the caller's.
    void giveUp(Job job) {
        db.inTransaction(Lane.INGEST, sql -> {
            boolean running = DocumentStore.locked(sql, job.tenant(), job.document())
                    .filter(document -> document.run() == RunState.RUNNING)
                    .isPresent();
            return running ? release(sql, job) : yieldAt(sql, job, Step.DROP);
        });
    }

    /// Forgets a job that has nothing left to do.
    void complete(Job job) {
        guarded(job, (sql, document) -> sql.deleteFrom(JOB).where(held(job)).execute());
    }

    private <T> T guarded(Job job, BiFunction<DSLContext, Document, T> work) {
        return db.inTransaction(Lane.INGEST, sql -> {
            Document document =
                    DocumentStore.locked(sql, job.tenant(), job.document()).orElseThrow(JobWriteStore::lost);
            if (RowLocks.hold(sql.select(ID).from(JOB).where(held(job)))
                    .fetchOptional()
                    .isEmpty()) {
                throw lost();
            }
            return work.apply(sql, document);
        });
    }

    private int setStep(DSLContext sql, Job job, Step step) {
        return sql.update(JOB)
                .set(STEP, step.name())
                .set(UPDATED, timestamps.now())
                .where(held(job))
                .execute();
    }

    private int yieldAt(DSLContext sql, Job job, Step step) {
        setStep(sql, job, step);
        return release(sql, job);
    }

    private static int release(DSLContext sql, Job job) {
        return sql.update(JOB)
                .set(STATE, QUEUED)
                .setNull(OWNER)
                .set(UNTIL, 0L)
                .where(held(job))
                .execute();
    }

    private double seconds(Document document) {
        Long began = document.progress().beganAt();
        long millis = began == null ? 0 : timestamps.now() - began;
        return Math.max(1, millis) / MILLIS_A_SECOND;
    }

    private static boolean mustRun(boolean running) {
        if (!running) {
            throw lost();
        }
        return true;
    }

    private static AppException lost() {
        return new AppException.Rejected(ErrorCode.CANCELLED, "The job is not this worker's any more.");
    }
}
