package dev.freshet.dataset.file;

import dev.freshet.blob.BlobStore;
import dev.freshet.core.AppException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Removes, once after the start, the bytes that a crash left without a document or a file: those of an upload whose
/// row was never written, and those of something deleted whose bytes were not yet.
///
/// Bytes get their row within the request that puts them, so that what is a day old without one will never have one.
/// Where nothing that is a day old has a row, the database is taken for the wrong one and nothing is removed.
public final class OrphanSweep implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OrphanSweep.class);
    private static final Duration GRACE = Duration.ofDays(1);

    private final LocationStore locations;
    private final BlobStore blobs;
    private final InstantSource clock;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;

    public OrphanSweep(LocationStore locations, BlobStore blobs, InstantSource clock) {
        this.locations = locations;
        this.blobs = blobs;
        this.clock = clock;
        this.thread = Thread.ofVirtual().name("orphan-sweep").unstarted(this::runAndTell);
    }

    /// Begins beside whatever else is done.
    public void start() {
        thread.start();
    }

    /// Waits for the sweep, which stops before the next file. What is left over is found at the next start.
    @Override
    public void close() {
        closing.countDown();
        try {
            thread.join();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /// Sweeps once; a stop at any point leaves nothing but fewer orphans.
    ///
    /// @return how many files were removed
    int run() {
        List<String> old = blobs.putBefore(clock.instant().minus(GRACE));
        Set<String> referred = locations.all();
        List<String> orphans =
                old.stream().filter(location -> !referred.contains(location)).toList();
        if (!orphans.isEmpty() && orphans.size() == old.size()) {
            LOG.warn(
                    "none of the {} uploaded files older than a day belongs to a document of this database; they are"
                            + " left where they are",
                    old.size());
            return 0;
        }
        int removed = 0;
        for (String orphan : orphans) {
            if (closing.getCount() == 0) {
                break;
            }
            blobs.delete(orphan);
            removed++;
        }
        return removed;
    }

    private void runAndTell() {
        try {
            int removed = run();
            if (removed > 0) {
                LOG.info("{} uploaded files that belonged to no document any more were removed", removed);
            }
        } catch (AppException error) {
            LOG.warn("uploaded files without a document could not be removed and will be at the next start", error);
        }
    }
}
