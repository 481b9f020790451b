package dev.freshet.model.builtin;

import dev.freshet.core.AppException;
import dev.freshet.core.Deadline;
import dev.freshet.core.ErrorCode;
import dev.freshet.core.Vector;
import dev.freshet.model.EmbeddingModel.Purpose;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Brings waiting texts to the embedding network by urgency, on a few platform threads: the network's native
/// code would hold a virtual thread's carrier.
///
/// A free thread takes what is most urgent; several short texts that wait go through the network together.
/// Citations and ingestion together never hold all threads, and come back to the queue after each run, so a
/// question waits for other questions at most. While questions compute elsewhere (search, ranking, prompt), they
/// get a run now and then only: the processors are the questions'.
///
/// Questions that come while a few others compute gather for the next run rather than take a thread of their own:
/// half of a short text's cost is reading the network's weights, which a run does once for all its texts.
final class EmbeddingQueue implements AutoCloseable {
    /// Most texts in one run of the network.
    static final int LARGEST_RUN = 16;

    /// Most pieces in one run, padding included: beyond it a batch is no faster than one text after the other
    /// (230 pieces cost 40 ms alone as in eights) and its memory grows.
    static final int PIECES_IN_RUN = 512;

    /// Most pieces, padding included, of a run of questions that others wait for the end of: some 25 ms.
    static final int PIECES_WORTH_WAITING = 256;

    /// How long citations and ingestion leave the processors to questions between two runs of theirs; a run takes
    /// some 50 ms, so they still get a fifth of one processor.
    private static final long BACKGROUND_PAUSE_NANOS = 250_000_000;

    /// How soon they look again whether questions still compute.
    private static final long LOOK_AGAIN_NANOS = 5_000_000;

    /// Texts that may wait for a question's or a citation's sake; callers beyond are refused at once.
    static final int LONGEST_QUEUE = 4_096;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<Purpose, Deque<Text>> waiting = new EnumMap<>(Purpose.class);
    private final Function<List<int[]>, List<Vector>> network;
    private final List<Thread> threads;
    private final BooleanSupplier questionsCompute;
    private final int mostInBackground;
    private int inBackground;
    private int brief;
    private long backgroundEnded = System.nanoTime();
    private boolean closed;

    /// Starts the threads.
    ///
    /// @param questionsCompute whether questions use processors elsewhere just now
    /// @param network one vector for each text, in order; called by several threads at once
    EmbeddingQueue(int threadCount, BooleanSupplier questionsCompute, Function<List<int[]>, List<Vector>> network) {
        if (threadCount < 2) {
            throw new IllegalArgumentException("one thread for ingestion and one for questions are needed");
        }
        for (Purpose purpose : Purpose.values()) {
            waiting.put(purpose, new ArrayDeque<>());
        }
        this.network = network;
        this.questionsCompute = questionsCompute;
        this.mostInBackground = threadCount - 1;
        this.threads = IntStream.rangeClosed(1, threadCount)
                .mapToObj(number ->
                        Thread.ofPlatform().daemon().name("embedder-" + number).start(this::work))
                .toList();
    }

    /// One vector for each text, in order; waits for them.
    ///
    /// @throws AppException.Exhausted when the deadline passes, the queue is full or the server stops
    List<Vector> embed(List<int[]> texts, Purpose purpose, Deadline deadline) {
        deadline.check("embedding");
        Request request = new Request(texts);
        enqueue(request, purpose);
        return request.await(deadline);
    }

    /// Texts that wait, not counting those in the network.
    int depth(Purpose purpose) {
        lock.lock();
        try {
            return queue(purpose).size();
        } finally {
            lock.unlock();
        }
    }

    private void enqueue(Request request, Purpose purpose) {
        lock.lock();
        try {
            if (closed) {
                throw stopping();
            }
            if (purpose != Purpose.INGESTION && queue(purpose).size() >= LONGEST_QUEUE) {
                throw new AppException.Exhausted(ErrorCode.BUSY, "too many texts wait to be embedded");
            }
            queue(purpose).addAll(request.byLength());
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private Deque<Text> queue(Purpose purpose) {
        return Objects.requireNonNull(waiting.get(purpose));
    }

    private static AppException stopping() {
        return new AppException.Exhausted(ErrorCode.BUSY, "the server is stopping");
    }

    private void work() {
        for (Run run = next(); run != null; run = next()) {
            compute(run.texts());
            done(run);
        }
    }

    /// Whatever a run throws belongs to those who wait for it; the thread lives on.
    private void compute(List<Text> texts) {
        FutureTask<List<Vector>> run = new FutureTask<>(
                () -> network.apply(texts.stream().map(Text::pieces).toList()));
        run.run();
        if (run.state() == Future.State.FAILED) {
            AppException failure = failure(run.exceptionNow());
            texts.forEach(text -> text.request().fail(failure));
            return;
        }
        List<Vector> vectors = run.resultNow();
        for (int i = 0; i < texts.size(); i++) {
            texts.get(i).request().complete(texts.get(i).index(), vectors.get(i));
        }
    }

    private static AppException failure(Throwable thrown) {
        return thrown instanceof AppException known
                ? known
                : new AppException.Broken("the built-in embedding model has failed", thrown);
    }

    /// Waits for something to do; null when the queue is closed.
    private @Nullable Run next() {
        lock.lock();
        try {
            while (!closed) {
                for (Purpose purpose : Purpose.values()) {
                    List<Text> texts = mayRun(purpose) ? take(queue(purpose)) : List.of();
                    if (!texts.isEmpty()) {
                        return begun(new Run(purpose, texts));
                    }
                }
                awaitChange();
            }
            return null;
        } finally {
            lock.unlock();
        }
    }

    private Run begun(Run run) {
        inBackground += run.purpose() == Purpose.QUESTION ? 0 : 1;
        brief += run.isBrief() ? 1 : 0;
        return run;
    }

    private boolean mayRun(Purpose purpose) {
        if (purpose == Purpose.QUESTION) {
            return brief == 0 || queue(purpose).size() >= LARGEST_RUN;
        }
        boolean rested = System.nanoTime() - backgroundEnded > BACKGROUND_PAUSE_NANOS;
        return inBackground < mostInBackground && (rested || !questionsCompute.getAsBoolean());
    }

    /// Nobody tells when questions have ended to compute, so whoever stands back for them looks again soon.
    @SuppressWarnings("WaitNotInLoop") // the caller loops over what it waits for
    private void awaitChange() {
        boolean stoodBack = inBackground < mostInBackground
                && !(queue(Purpose.CITATION).isEmpty()
                        && queue(Purpose.INGESTION).isEmpty());
        if (!stoodBack) {
            changed.awaitUninterruptibly();
            return;
        }
        try {
            changed.awaitNanos(LOOK_AGAIN_NANOS);
        } catch (InterruptedException ignored) {
            // nobody interrupts these threads, and it would be looked again all the same
        }
    }

    private static List<Text> take(Deque<Text> queue) {
        List<Text> run = new ArrayList<>();
        int widest = 0;
        while (!queue.isEmpty() && run.size() < LARGEST_RUN) {
            Text text = queue.peek();
            int width = Math.max(widest, text.pieces().length);
            if (!run.isEmpty() && width * (run.size() + 1) > PIECES_IN_RUN) {
                break;
            }
            queue.remove();
            if (!text.request().isOver()) {
                run.add(text);
                widest = width;
            }
        }
        return run;
    }

    private void done(Run run) {
        lock.lock();
        try {
            brief -= run.isBrief() ? 1 : 0;
            if (run.purpose() != Purpose.QUESTION) {
                inBackground--;
                backgroundEnded = System.nanoTime();
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Lets running texts finish and refuses the others.
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            waiting.values().forEach(queue -> {
                queue.forEach(text -> text.request().fail(stopping()));
                queue.clear();
            });
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        for (Thread thread : threads) {
            joinUninterruptibly(thread);
        }
    }

    private static void joinUninterruptibly(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /// What goes through the network at once.
    private record Run(Purpose purpose, List<Text> texts) {
        /// Few questions, soon through.
        boolean isBrief() {
            int widest =
                    texts.stream().mapToInt(text -> text.pieces().length).max().orElse(0);
            return purpose == Purpose.QUESTION && widest * texts.size() <= PIECES_WORTH_WAITING;
        }
    }

    /// One text of a request.
    private record Text(Request request, int index) {
        int[] pieces() {
            return request.texts.get(index);
        }
    }

    /// Texts that one caller waits for.
    private static final class Request {
        private final List<int[]> texts;
        private final @Nullable Vector[] vectors;
        private final CountDownLatch open;
        private volatile @Nullable AppException failure;
        private volatile boolean abandoned;

        Request(List<int[]> texts) {
            this.texts = texts;
            this.vectors = new Vector[texts.size()];
            this.open = new CountDownLatch(texts.size());
        }

        /// Texts of like length stand together, so that a run has little padding.
        List<Text> byLength() {
            return IntStream.range(0, texts.size())
                    .mapToObj(index -> new Text(this, index))
                    .sorted(Comparator.comparingInt(text -> text.pieces().length))
                    .toList();
        }

        void complete(int index, Vector vector) {
            vectors[index] = vector;
            open.countDown();
        }

        void fail(AppException error) {
            failure = error;
            while (open.getCount() > 0) {
                open.countDown();
            }
        }

        /// Nobody waits for it any more.
        boolean isOver() {
            return abandoned || failure != null;
        }

        List<Vector> await(Deadline deadline) {
            try {
                if (!open.await(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS)) {
                    throw new AppException.Exhausted(
                            ErrorCode.DEADLINE_EXCEEDED, "embedding did not finish within the deadline");
                }
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw new AppException.Broken("interrupted while waiting for an embedding", stopped);
            } finally {
                abandoned = true;
            }
            if (failure != null) {
                throw failure;
            }
            return Arrays.stream(vectors).toList();
        }
    }
}
