package dev.freshet.ingest;

import dev.freshet.core.Ids;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The threads that work off the queue, on platform threads since cutting and analysing is a processor's work,
/// and one more that keeps their leases alive and tells waiting documents their places.
public final class IngestWorkers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(IngestWorkers.class);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);
    private static final int PLACES_TOLD = 20;

    private final JobRunner runner;
    private final JobStore jobs;
    private final JobWriteStore writes;
    private final LiveJobs live;
    private final Bell bell;
    private final IngestSettings settings;
    private final String owner = Ids.next();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final List<Thread> threads = new ArrayList<>();
    private final Map<String, String> places = new HashMap<>();
    private volatile int waiting;

    public IngestWorkers(
            JobRunner runner, JobStore jobs, JobWriteStore writes, LiveJobs live, Bell bell, IngestSettings settings) {
        this.runner = runner;
        this.jobs = jobs;
        this.writes = writes;
        this.live = live;
        this.bell = bell;
        this.settings = settings;
    }

    /// Puts back what a former life of this server was working on and starts the threads. Apply what the index
    /// has yet to learn first ([dev.freshet.dataset.chunk.IndexSync#recover]).
    public void start() {
        int left = jobs.requeueOthers(owner);
        if (left > 0) {
            LOG.info("{} documents go on where the last run left them", left);
        }
        for (int i = 0; i < settings.workers(); i++) {
            threads.add(Thread.ofPlatform().daemon().name("ingest-" + i).start(this::work));
        }
        threads.add(Thread.ofVirtual().name("ingest-leases").start(this::watch));
    }

    /// Documents that waited for a worker at the last look at the queue.
    public int waiting() {
        return waiting;
    }

    /// Makes the workers give up between two pieces of work and waits for them; their jobs go on at the next
    /// start.
    @Override
    public void close() {
        closing.countDown();
        runner.close();
        bell.ring(threads.size());
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void work() {
        try {
            while (closing.getCount() > 0) {
                if (!tryNext()) {
                    bell.await(LOOK_AGAIN);
                }
            }
        } catch (InterruptedException stopped) {
            LOG.warn("a thread of ingestion was interrupted and has ended");
        }
    }

    private boolean tryNext() {
        try {
            return runner.runNext(owner);
        } catch (RuntimeException error) {
            LOG.error("the ingestion queue cannot be reached and is asked again", error);
            return false;
        }
    }

    private void watch() {
        try {
            while (!closing.await(settings.heartbeat().toMillis(), TimeUnit.MILLISECONDS)) {
                beat();
            }
        } catch (InterruptedException stopped) {
            LOG.warn("the thread that keeps leases was interrupted and has ended");
        }
    }

    private void beat() {
        try {
            List<LiveJob> running = live.all();
            List<Job> lost = jobs.prolong(running.stream().map(LiveJob::job).toList(), settings.lease());
            running.stream().filter(job -> lost.contains(job.job())).forEach(LiveJob::stop);
            bell.ring(jobs.requeueExpired());
            waiting = Math.max(0, jobs.unfinished() - running.size());
            tellPlaces();
        } catch (RuntimeException error) {
            LOG.warn("the leases of ingestion could not be prolonged and will be again", error);
        }
    }

    private void tellPlaces() {
        List<JobStore.Queued> waiting = jobs.waiting(PLACES_TOLD);
        List<JobStore.Queued> moved = waiting.stream()
                .filter(place ->
                        !place.message().equals(places.get(place.document().value())))
                .toList();
        if (!moved.isEmpty()) {
            writes.tellPlaces(moved);
        }
        places.clear();
        waiting.forEach(place -> places.put(place.document().value(), place.message()));
    }
}
