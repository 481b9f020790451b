package dev.freshet.ingest.parse.worker;

import dev.freshet.core.AppException;
import dev.freshet.core.ErrorCode;
import dev.freshet.http.EventLoop;
import dev.freshet.ingest.parse.FileFormat;
import dev.freshet.ingest.parse.PagePicture;
import dev.freshet.ingest.parse.ParseProgress;
import dev.freshet.ingest.parse.ParseRequest;
import dev.freshet.ingest.parse.ParsedDocument;
import dev.freshet.ingest.parse.Parser;
import dev.freshet.ingest.parse.ParserSettings;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/// Child processes that parse: started when first needed, each used for many files, at most as many as the
/// settings say. Callers beyond that wait in line. A child that dies costs the file it was parsing.
public final class ParserPool implements Parser {
    private static final int POLL_MILLIS = 200;
    private static final int ATTEMPTS = 3;

    private final ParserSettings settings;
    private final Path scratch;
    private final WorkerLauncher launcher;
    private final Semaphore places;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<WorkerProcess> idle = new ArrayDeque<>();
    private final Set<WorkerProcess> alive = new HashSet<>();
    private boolean closed;
    private long started;

    /// Starts nothing yet, but deletes what an earlier run left behind.
    ///
    /// @param scratch a folder for the children's temporary files alone
    public ParserPool(ParserSettings settings, Path scratch) {
        this.settings = settings;
        this.scratch = scratch;
        this.launcher = new WorkerLauncher(settings, scratch);
        TemporaryFiles.delete(scratch);
        this.places = new Semaphore(settings.workers(), true);
    }

    @Override
    public ParsedDocument parse(FileFormat format, ParseRequest request, ParseProgress progress) {
        EventLoop.refuseBlocking("ParserPool.parse");
        return inPlace(progress, worker -> worker.parse(format, request, progress));
    }

    /// Paints a page of a PDF.
    ///
    /// @param page from 1
    /// @param width of the picture in pixels
    /// @throws AppException with a sentence that says why the page cannot be shown
    public PagePicture paint(Path file, int page, int width) {
        EventLoop.refuseBlocking("ParserPool.paint");
        return inPlace(ParseProgress.none(), worker -> worker.paint(file, page, width));
    }

    private <T> T inPlace(ParseProgress progress, Function<WorkerProcess, Optional<T>> task) {
        awaitPlace(progress);
        try {
            return somewhere(task);
        } finally {
            places.release();
        }
    }

    /// How many child processes there are, working or idle.
    public int processes() {
        lock.lock();
        try {
            return alive.size();
        } finally {
            lock.unlock();
        }
    }

    /// How many callers wait for a child process.
    public int waiting() {
        return places.getQueueLength();
    }

    /// The child processes' ids.
    List<Long> pids() {
        lock.lock();
        try {
            return alive.stream().map(WorkerProcess::pid).toList();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            alive.forEach(WorkerProcess::close);
        } finally {
            lock.unlock();
        }
    }

    private void awaitPlace(ParseProgress progress) {
        try {
            while (!places.tryAcquire(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                if (progress.cancelled()) {
                    throw new AppException.Rejected(ErrorCode.CANCELLED, "Parsing was stopped.");
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new AppException.Broken("Interrupted while waiting for a parser.", stopped);
        }
    }

    /// An idle child may end in the moment when it is asked; then another is.
    private <T> T somewhere(Function<WorkerProcess, Optional<T>> task) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            WorkerProcess worker = take();
            try {
                Optional<T> answer = task.apply(worker);
                if (answer.isPresent()) {
                    return answer.get();
                }
            } finally {
                giveBack(worker);
            }
        }
        throw new AppException.Broken("Parser processes end before they begin.", null);
    }

    private WorkerProcess take() {
        lock.lock();
        try {
            if (closed) {
                throw new AppException.Exhausted(ErrorCode.BUSY, "The server is stopping.");
            }
            WorkerProcess worker = idle.pollFirst();
            while (worker != null && !worker.isUsable()) {
                worker = idle.pollFirst();
            }
            return worker != null ? worker : start();
        } finally {
            lock.unlock();
        }
    }

    private WorkerProcess start() {
        Path temporary = scratch.resolve("parser-" + ++started);
        WorkerProcess worker =
                new WorkerProcess(launcher.start(temporary), settings, ended -> forget(ended, temporary));
        alive.add(worker);
        return worker;
    }

    /// A child that was killed leaves its temporary files behind.
    private void forget(WorkerProcess worker, Path temporary) {
        TemporaryFiles.delete(temporary);
        lock.lock();
        try {
            alive.remove(worker);
            idle.remove(worker);
        } finally {
            lock.unlock();
        }
    }

    private void giveBack(WorkerProcess worker) {
        lock.lock();
        try {
            if (worker.isUsable() && !closed) {
                idle.addFirst(worker);
                return;
            }
        } finally {
            lock.unlock();
        }
        worker.close();
    }
}
