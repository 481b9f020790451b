package dev.freshet.ingest;

import dev.freshet.core.AppException;
import dev.freshet.core.ErrorCode;

/// A job in the hands of a worker, which asks it between any two pieces of work whether to go on.
final class LiveJob {
    private final Job job;
    private volatile boolean stopped;

    LiveJob(Job job) {
        this.job = job;
    }

    Job job() {
        return job;
    }

    void stop() {
        stopped = true;
    }

    boolean isStopped() {
        return stopped;
    }

    /// Ends the worker's way when the job was stopped, lost or is not to go on in this process.
    ///
    /// @throws AppException.Rejected with [ErrorCode#CANCELLED]
    void check() {
        if (stopped) {
            throw new AppException.Rejected(ErrorCode.CANCELLED, "The job was stopped.");
        }
    }
}
