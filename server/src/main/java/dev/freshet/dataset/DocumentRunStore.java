package dev.freshet.dataset;

import static dev.freshet.dataset.DocumentStore.BEGAN;
import static dev.freshet.dataset.DocumentStore.CHUNKS;
import static dev.freshet.dataset.DocumentStore.DOCUMENT;
import static dev.freshet.dataset.DocumentStore.GENERATION;
import static dev.freshet.dataset.DocumentStore.ID;
import static dev.freshet.dataset.DocumentStore.PROGRESS;
import static dev.freshet.dataset.DocumentStore.PROGRESS_MESSAGE;
import static dev.freshet.dataset.DocumentStore.RUN;
import static dev.freshet.dataset.DocumentStore.SECONDS;
import static dev.freshet.dataset.DocumentStore.TENANT;
import static dev.freshet.dataset.DocumentStore.TOKENS;
import static dev.freshet.dataset.DocumentStore.UPDATED;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.table;

import dev.freshet.core.DocumentId;
import dev.freshet.core.TenantId;
import dev.freshet.core.Timestamps;
import dev.freshet.dataset.Document.Progress;
import dev.freshet.dataset.change.IndexChange;
import dev.freshet.dataset.change.IndexChangeStore;
import dev.freshet.db.Db;
import dev.freshet.db.Lane;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Table;

/// The way of a document from one state of its parsing to the next. Methods with a `DSLContext` belong into a
/// transaction of the job store, so that a document and its job change together or not at all.
public final class DocumentRunStore {
    private final Db db;
    private final Timestamps timestamps;
    private final IndexChangeStore indexChanges;

    public DocumentRunStore(Db db, Timestamps timestamps, IndexChangeStore indexChanges) {
        this.db = db;
        this.timestamps = timestamps;
        this.indexChanges = indexChanges;
    }

    /// A document whose parsing begins, and the number under which its new chunks are to be written.
    public record Start(Document document, int generation) {}

    /// What a finished parsing publishes.
    ///
    /// @param generation whose chunks take the place of the published ones
    /// @param chunks how many there are
    /// @param tokens cl100k tokens of these
    public record Publication(int generation, int chunks, int tokens) {}

    /// Begins to parse a document, which stays as it is published until the new chunks are; empty when it is
    /// not there or is being parsed already.
    public Optional<Start> start(DSLContext sql, TenantId tenant, DocumentId id) {
        Optional<Document> idle =
                DocumentStore.locked(sql, tenant, id).filter(document -> document.run() != RunState.RUNNING);
        return idle.map(document -> {
            int generation = nextGeneration(sql, document);
            write(sql, id, new Progress(RunState.RUNNING, 0, "", timestamps.now(), 0));
            return new Start(document, generation);
        });
    }

    /// How far a running parsing has come.
    ///
    /// @param fraction 0 to 1
    /// @param message what was done, a line for each step
    /// @param seconds how long it has taken
    public record Report(double fraction, String message, double seconds) {}

    /// Tells how far a running parsing has come; false when it is not running any more.
    public boolean report(DSLContext sql, TenantId tenant, DocumentId id, Report report) {
        return sql.update(DOCUMENT)
                        .set(PROGRESS, report.fraction())
                        .set(PROGRESS_MESSAGE, report.message())
                        .set(SECONDS, report.seconds())
                        .where(TENANT.eq(tenant.value()), ID.eq(id.value()), RUN.eq(RunState.RUNNING.name()))
                        .execute()
                == 1;
    }

    /// Makes the generation the published one; empty, and nothing is changed, when the document is not running
    /// any more. It is DONE only by [#finish], once searches find what was published.
    public Optional<IndexChange> publish(DSLContext sql, TenantId tenant, DocumentId id, Publication publication) {
        return running(sql, tenant, id).map(document -> {
            sql.update(DOCUMENT)
                    .set(GENERATION, publication.generation())
                    .set(CHUNKS, publication.chunks())
                    .set(TOKENS, publication.tokens())
                    .set(UPDATED, timestamps.now())
                    .where(ID.eq(id.value()))
                    .execute();
            DocumentStore.count(
                    sql,
                    document.dataset(),
                    0,
                    publication.chunks() - document.chunkCount(),
                    publication.tokens() - document.tokenCount());
            return indexChanges.document(sql, tenant, document.dataset(), id);
        });
    }

    /// Ends a running parsing as done; false when it was not running any more.
    public boolean finish(DSLContext sql, TenantId tenant, DocumentId id, String message, double seconds) {
        Optional<Document> running = running(sql, tenant, id);
        running.ifPresent(document -> write(
                sql,
                id,
                new Progress(RunState.DONE, 1, message, document.progress().beganAt(), seconds)));
        return running.isPresent();
    }

    /// Ends a running parsing as failed; what is published stays. False when it was not running any more.
    public boolean fail(DSLContext sql, TenantId tenant, DocumentId id, String message, double seconds) {
        Optional<Document> running = running(sql, tenant, id);
        running.ifPresent(document -> write(
                sql,
                id,
                new Progress(RunState.FAIL, -1, message, document.progress().beganAt(), seconds)));
        return running.isPresent();
    }

    /// Stops a running parsing and takes the document's chunks out of sight, as clients of the wire expect
    /// (§4.1); empty when it was not running.
    public Optional<IndexChange> stop(DSLContext sql, TenantId tenant, DocumentId id) {
        return running(sql, tenant, id).map(document -> {
            Progress before = document.progress();
            write(sql, id, new Progress(RunState.CANCEL, 0, before.message(), before.beganAt(), before.seconds()));
            return unpublish(sql, document);
        });
    }

    /// Takes a document back to where it was before its first parsing, its chunks out of sight.
    public Optional<IndexChange> reset(TenantId tenant, DocumentId id) {
        return db.inTransaction(
                Lane.BROWSE,
                sql -> DocumentStore.locked(sql, tenant, id).map(document -> {
                    write(sql, id, Progress.NONE);
                    return unpublish(sql, document);
                }));
    }

    /// An empty generation becomes the published one; the rows of the others are dropped by and by.
    private IndexChange unpublish(DSLContext sql, Document document) {
        sql.update(DOCUMENT)
                .set(GENERATION, nextGeneration(sql, document))
                .set(CHUNKS, 0)
                .set(TOKENS, 0)
                .where(ID.eq(document.id().value()))
                .execute();
        DocumentStore.count(sql, document.dataset(), 0, -document.chunkCount(), -document.tokenCount());
        return indexChanges.document(sql, document.tenant(), document.dataset(), document.id());
    }

    private void write(DSLContext sql, DocumentId id, Progress progress) {
        sql.update(DOCUMENT)
                .set(RUN, progress.run().name())
                .set(PROGRESS, progress.fraction())
                .set(PROGRESS_MESSAGE, progress.message())
                .set(BEGAN, progress.beganAt())
                .set(SECONDS, progress.seconds())
                .set(UPDATED, timestamps.now())
                .where(ID.eq(id.value()))
                .execute();
    }

    private static Optional<Document> running(DSLContext sql, TenantId tenant, DocumentId id) {
        return DocumentStore.locked(sql, tenant, id).filter(document -> document.run() == RunState.RUNNING);
    }

    /// One more than any that was ever used for the document and may still have rows.
    private static int nextGeneration(DSLContext sql, Document document) {
        int highest = document.generation();
        Field<String> reference = field("document_id", String.class);
        for (Table<?> below : List.of(table("chunk"), table("job"))) {
            Integer used = sql.select(max(GENERATION))
                    .from(below)
                    .where(reference.eq(document.id().value()))
                    .fetchOneInto(Integer.class);
            highest = Math.max(highest, used == null ? 0 : used);
        }
        return highest + 1;
    }
}
