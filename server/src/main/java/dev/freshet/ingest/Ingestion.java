package dev.freshet.ingest;

import dev.freshet.core.DocumentId;
import dev.freshet.core.TenantId;
import dev.freshet.dataset.change.IndexChange;
import dev.freshet.dataset.chunk.IndexSync;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// Starts and stops the parsing of documents. The work itself is done by [IngestWorkers], in this process or
/// after its next start.
public final class Ingestion {
    private final JobStore jobs;
    private final JobWriteStore writes;
    private final LiveJobs live;
    private final IndexSync sync;
    private final Bell bell;

    public Ingestion(JobStore jobs, JobWriteStore writes, LiveJobs live, IndexSync sync, Bell bell) {
        this.jobs = jobs;
        this.writes = writes;
        this.live = live;
        this.sync = sync;
        this.bell = bell;
    }

    /// What became of the documents that were to be started.
    ///
    /// @param started those that are queued now
    /// @param absent those that the tenant does not have
    /// @param running those that were being parsed already
    public record Started(List<DocumentId> started, List<DocumentId> absent, List<DocumentId> running) {
        public Started {
            started = List.copyOf(started);
            absent = List.copyOf(absent);
            running = List.copyOf(running);
        }
    }

    /// Queues documents for parsing; each is RUNNING from then on. Chunks that are published stay to be found
    /// until the new ones take their place. Each document is a transaction of its own.
    public Started start(TenantId tenant, Collection<DocumentId> documents) {
        List<DocumentId> started = new ArrayList<>();
        List<DocumentId> absent = new ArrayList<>();
        List<DocumentId> running = new ArrayList<>();
        int ahead = jobs.unfinished();
        for (DocumentId document : documents) {
            String message = JobStore.Queued.message(ahead + started.size());
            switch (writes.start(tenant, document, message)) {
                case QUEUED -> started.add(document);
                case ABSENT -> absent.add(document);
                case RUNNING -> running.add(document);
            }
        }
        bell.ring(started.size());
        return new Started(started, absent, running);
    }

    /// Stops documents that are queued or being parsed: each becomes CANCEL with progress 0 and loses all its
    /// chunks, the published ones too (contract §4.1). Searches do not find them when this returns.
    ///
    /// @return those that were running
    public List<DocumentId> stop(TenantId tenant, Collection<DocumentId> documents) {
        List<DocumentId> stopped = new ArrayList<>();
        List<IndexChange> changes = new ArrayList<>();
        List<LiveJob> atWork = live.of(documents);
        for (DocumentId document : documents) {
            Optional<IndexChange> change = writes.stop(tenant, document);
            change.ifPresent(noted -> {
                stopped.add(document);
                changes.add(noted);
            });
        }
        atWork.stream().filter(job -> stopped.contains(job.job().document())).forEach(LiveJob::stop);
        sync.apply(changes);
        bell.ring(stopped.size());
        return stopped;
    }
}
