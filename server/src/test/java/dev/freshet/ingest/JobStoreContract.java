package dev.freshet.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.core.AppException;
import dev.freshet.core.ErrorCode;
import dev.freshet.core.Ids;
import dev.freshet.core.TenantId;
import dev.freshet.core.Vector;
import dev.freshet.dataset.Dataset;
import dev.freshet.dataset.Document;
import dev.freshet.dataset.RunState;
import dev.freshet.dataset.StoreContract;
import dev.freshet.dataset.Stores;
import dev.freshet.dataset.chunk.Chunk;
import dev.freshet.dataset.chunk.PreparedChunk;
import dev.freshet.db.Db;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

abstract class JobStoreContract extends StoreContract {
    private static final Duration LEASE = Duration.ofMinutes(1);
    private static final Duration OVER = Duration.ofMillis(-1);

    private JobStore jobs;
    private JobWriteStore writes;
    private Dataset dataset;

    JobStoreContract(Function<Path, Db> kind) {
        super(kind);
    }

    @BeforeEach
    void openQueue() {
        jobs = new JobStore(stores.db, stores.timestamps);
        writes = new JobWriteStore(stores.db, stores.timestamps, jobs, stores.runs, stores.generations);
        dataset = stores.dataset("d");
    }

    @Test
    void takesADocumentFromTheQueueToItsEnd() {
        Document document = started("a.txt");
        Job job = claim();
        assertThat(job.document()).isEqualTo(document.id());
        assertThat(job.step()).isEqualTo(Step.PARSE);
        assertThat(job.generation()).isEqualTo(1);
        Chunk chunk = insert(job, document);
        writes.report(job, 0.5, "half");
        assertThat(now(document).progress().message()).isEqualTo("half");
        writes.advance(job, Step.EMBED);
        writes.setVectors(job, Map.of(chunk.id(), Vector.unit(new float[] {1, 2})));
        assertThat(writes.publish(job).document()).isEqualTo(document.id());
        assertThat(now(document).run()).isEqualTo(RunState.RUNNING);
        assertThat(now(document).chunkCount()).isEqualTo(1);
        writes.finish(job, "Task done");
        assertThat(now(document).run()).isEqualTo(RunState.DONE);
        assertThat(now(document).progress().seconds()).isPositive();
        assertThat(writes.drop(job, 10)).isZero();
        writes.complete(job);
        assertThat(jobs.unfinished()).isZero();
        assertThat(claimed()).isFalse();
    }

    @Test
    void servesTenantsInTurn() {
        Document first = started("a.txt");
        Document second = started("b.txt");
        TenantId other = new TenantId(Ids.next());
        Dataset foreign = stores.datasets.create(other, "user", Stores.settings("d"));
        Document third = stores.document(foreign, "c.txt");
        writes.start(other, third.id(), "");
        assertThat(List.of(claim().document(), claim().document(), claim().document()))
                .containsExactly(first.id(), third.id(), second.id());
        assertThat(claimed()).isFalse();
    }

    @Test
    void aJobGoesBackWithItsLeaseAndItsFormerWorkerWritesNothing() {
        Document document = started("a.txt");
        Job old = jobs.claim("first", OVER).orElseThrow();
        assertThat(claimed()).isFalse();
        assertThat(jobs.requeueExpired()).isEqualTo(1);
        Job job = claim();
        assertThat(job.id()).isEqualTo(old.id());
        assertThat(job.fence()).isGreaterThan(old.fence());
        refused(() -> insert(old, document));
        refused(() -> writes.report(old, 0.9, ""));
        refused(() -> writes.advance(old, Step.PUBLISH));
        refused(() -> writes.publish(old));
        refused(() -> writes.finish(old, ""));
        refused(() -> writes.fail(old, ""));
        refused(() -> writes.drop(old, 1));
        refused(() -> writes.complete(old));
        writes.giveUp(old);
        jobs.retryLater(old, Duration.ZERO);
        assertThat(jobs.prolong(List.of(old, job), LEASE)).containsExactly(old);
        writes.advance(job, Step.EMBED);
        assertThat(stores.generations
                        .extent(document.tenant(), document.id(), job.generation())
                        .chunks())
                .isZero();
    }

    @Test
    void aNewLifeTakesOverAtTheStepOfTheOld() {
        started("a.txt");
        Job old = claim();
        writes.advance(old, Step.EMBED);
        assertThat(jobs.requeueOthers("owner")).isZero();
        assertThat(jobs.requeueOthers("next life")).isEqualTo(1);
        assertThat(claim().step()).isEqualTo(Step.EMBED);
    }

    @Test
    void waitsBeforeItTriesAgainAndCountsFailuresSinceItGotFurther() {
        Document document = started("a.txt");
        Job job = claim();
        Chunk chunk = insert(job, document);
        assertThat(jobs.failures(job)).isZero();
        jobs.retryLater(job, LEASE);
        assertThat(claimed()).isFalse();
        Document second = started("b.txt");
        job = claim();
        assertThat(job.document()).isEqualTo(second.id());
        jobs.retryLater(job, Duration.ZERO);
        job = claim();
        assertThat(jobs.failures(job)).isEqualTo(1);
        writes.setVectors(job, Map.of(chunk.id(), Vector.unit(new float[] {1, 2})));
        assertThat(jobs.failures(job)).isZero();
    }

    @Test
    void aStopTakesTheJobAwayAndDropsWhatItWrote() {
        Document document = started("a.txt");
        Job job = claim();
        insert(job, document);
        assertThat(writes.stop(document.tenant(), document.id())).isPresent();
        assertThat(writes.stop(document.tenant(), document.id())).isEmpty();
        refused(() -> insert(job, document));
        Job drop = claim();
        assertThat(drop.step()).isEqualTo(Step.DROP);
        assertThat(writes.drop(drop, 10)).isEqualTo(1);
        assertThat(writes.drop(drop, 10)).isZero();
        writes.complete(drop);
        assertThat(now(document).run()).isEqualTo(RunState.CANCEL);
    }

    @Test
    void aDeletionEndsTheJob() {
        Document document = started("a.txt");
        Job job = claim();
        stores.documents.delete(document.tenant(), dataset.id(), Set.of(document.id()));
        refused(() -> insert(job, document));
        writes.giveUp(job);
        assertThat(jobs.requeueOthers("next life")).isZero();
    }

    @Test
    void aJobThatIsGivenUpStaysAtItsStepWhileItsDocumentRuns() {
        Document document = started("a.txt");
        Job job = claim();
        writes.advance(job, Step.EMBED);
        writes.giveUp(job);
        Job again = claim();
        assertThat(again.step()).isEqualTo(Step.EMBED);
        stores.runs.reset(document.tenant(), document.id());
        writes.giveUp(again);
        assertThat(claim().step()).isEqualTo(Step.DROP);
    }

    @Test
    void tellsPlacesOfThoseThatWait() {
        started("a.txt");
        Document second = started("b.txt");
        Document third = started("c.txt");
        Job first = claim();
        List<JobStore.Queued> waiting = jobs.waiting(10);
        assertThat(waiting).extracting(JobStore.Queued::document).containsExactly(second.id(), third.id());
        assertThat(waiting).extracting(JobStore.Queued::ahead).containsExactly(1, 2);
        Job taken = claim();
        writes.report(taken, 0.1, "busy");
        writes.tellPlaces(waiting);
        assertThat(now(second).progress().message()).isEqualTo("busy");
        assertThat(now(third).progress().message()).isEqualTo("2 tasks are ahead in the queue...");
        assertThat(first.document()).isNotEqualTo(taken.document());
    }

    private Document started(String name) {
        Document document = stores.document(dataset, name);
        assertThat(writes.start(document.tenant(), document.id(), "")).isEqualTo(JobWriteStore.Started.QUEUED);
        assertThat(writes.start(document.tenant(), document.id(), "")).isEqualTo(JobWriteStore.Started.RUNNING);
        return document;
    }

    private Job claim() {
        return jobs.claim("owner", LEASE).orElseThrow();
    }

    private boolean claimed() {
        return jobs.claim("owner", LEASE).isPresent();
    }

    private Chunk insert(Job job, Document document) {
        PreparedChunk prepared = stores.prepared(document, 0, "text");
        writes.insert(job, List.of(prepared));
        return prepared.chunk();
    }

    private Document now(Document document) {
        return stores.documents.find(document.tenant(), document.id()).orElseThrow();
    }

    private static void refused(ThrowingCallable write) {
        assertThatThrownBy(write)
                .isInstanceOfSatisfying(
                        AppException.Rejected.class,
                        lost -> assertThat(lost.code()).isEqualTo(ErrorCode.CANCELLED));
    }
}
