package dev.freshet.ingest;

import dev.freshet.core.AppException;
import dev.freshet.core.ErrorCode;
import dev.freshet.core.Timestamps;
import dev.freshet.dataset.Document;
import dev.freshet.dataset.DocumentStore;
import dev.freshet.ingest.JobProgress.Reporting;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Claims jobs and runs them, one at a time for each caller, and is the edge at which a job ends, however it
/// ends.
public final class JobRunner {
    private static final Logger LOG = LoggerFactory.getLogger(JobRunner.class);

    private final JobStore jobs;
    private final JobWriteStore writes;
    private final DocumentStore documents;
    private final JobSteps steps;
    private final LiveJobs live;
    private final IngestSettings settings;
    private final Timestamps timestamps;
    private volatile boolean closing;

    public JobRunner(
            JobStore jobs,
            JobWriteStore writes,
            DocumentStore documents,
            JobSteps steps,
            LiveJobs live,
            IngestSettings settings,
            Timestamps timestamps) {
        this.jobs = jobs;
        this.writes = writes;
        this.documents = documents;
        this.steps = steps;
        this.live = live;
        this.settings = settings;
        this.timestamps = timestamps;
    }

    /// Runs the next job of the queue to its end; false when there was none.
    ///
    /// @param owner who holds the lease: a name that no other process and no former life of this one has
    boolean runNext(String owner) {
        return jobs.claim(owner, settings.lease())
                .map(job -> {
                    run(job);
                    return true;
                })
                .orElse(false);
    }

    /// Makes all jobs under way give up soon and go back to the queue.
    void close() {
        closing = true;
        live.stopAll();
    }

    private void run(Job job) {
        LiveJob mine = live.begin(job);
        try {
            if (closing) {
                writes.giveUp(job);
                return;
            }
            documents.find(job.tenant(), job.document()).ifPresent(document -> run(mine, document));
        } finally {
            live.end(mine);
        }
    }

    private void run(LiveJob mine, Document document) {
        Reporting reporting =
                new Reporting(writes, timestamps, settings.progressInterval().toMillis());
        JobProgress progress = new JobProgress(
                mine, document.progress().message(), unit(document.file().suffix()), reporting);
        try {
            steps.run(new JobSteps.Work(mine, document, progress));
        } catch (AppException error) {
            end(mine.job(), progress, error);
        } catch (RuntimeException | StackOverflowError defect) {
            LOG.error("job {} of document {} failed by a defect", mine.job().id(), document.id(), defect);
            fail(mine.job(), progress, "An unexpected error stopped the work on this document; the log says more.");
        }
    }

    private void end(Job job, JobProgress progress, AppException error) {
        if (error.code() == ErrorCode.CANCELLED) {
            writes.giveUp(job);
            return;
        }
        switch (error.code().kind()) {
            case USER -> fail(job, progress, error.sentence());
            case UPSTREAM, RESOURCES -> retry(job, progress, error);
            case INTERNAL -> {
                LOG.error("job {} of document {} failed", job.id(), job.document(), error);
                fail(job, progress, error.sentence());
            }
        }
    }

    private void retry(Job job, JobProgress progress, AppException error) {
        int failures = jobs.failures(job) + 1;
        if (failures >= settings.attempts()) {
            fail(job, progress, error.sentence());
            return;
        }
        LOG.warn("job {} of document {} failed and is tried again", job.id(), job.document(), error);
        tell(() -> progress.done(progress.fraction(), error.sentence() + " It is tried again."));
        jobs.retryLater(job, settings.backoff().multipliedBy(1L << Math.min(10, failures - 1)));
    }

    private void fail(Job job, JobProgress progress, String sentence) {
        tell(() -> writes.fail(job, progress.with("[ERROR] " + sentence)));
    }

    /// Writes an end; a job that is not ours any more has ended otherwise.
    private static void tell(Runnable write) {
        try {
            write.run();
        } catch (AppException.Rejected lost) {
            LOG.debug("a job ended after it was lost", lost);
        }
    }

    private static String unit(String suffix) {
        return switch (suffix) {
            case "pdf", "doc", "docx" -> "page";
            case "ppt", "pptx" -> "slide";
            case "xls", "xlsx" -> "sheet";
            default -> "part";
        };
    }
}
