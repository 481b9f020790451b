package dev.freshet.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The one way to do several things at once: each on a virtual thread of its own, results in the order of the
/// tasks.
public final class Parallel {
    private Parallel() {}

    /// Runs all tasks side by side and waits for all of them. The first failure, in the order of the tasks,
    /// is thrown after the others have ended; nothing is interrupted, since an interrupt closes file
    /// channels.
    ///
    /// @throws AppException as a task threw it
    public static <T> List<T> all(List<? extends Callable<T>> tasks) {
        List<Task<T>> started = tasks.stream().map(Parallel::<T>start).toList();
        List<T> results = new ArrayList<>(started.size());
        RuntimeException failure = null;
        for (Task<T> task : started) {
            try {
                results.add(task.join());
            } catch (RuntimeException error) {
                failure = failure == null ? error : failure;
            }
        }
        if (failure != null) {
            throw failure;
        }
        return results;
    }

    /// Starts one task beside the caller, who fetches the result with [Task#join()].
    public static <T> Task<T> start(Callable<? extends T> callable) {
        FutureTask<T> future = new FutureTask<>(callable::call);
        Thread.ofVirtual().name("parallel").start(future);
        return new Task<>(future);
    }

    /// A task under way.
    public static final class Task<T> {
        private final FutureTask<T> future;

        private Task(FutureTask<T> future) {
            this.future = future;
        }

        /// Waits for the result, throwing what the task threw.
        public T join() {
            return await(future::get);
        }

        /// Whether there is a result or a failure.
        public boolean isDone() {
            return future.isDone();
        }

        /// Waits no longer than the deadline allows; the task itself goes on.
        ///
        /// @throws AppException.Exhausted with [ErrorCode#DEADLINE_EXCEEDED] when the deadline passes first
        public T join(Deadline deadline) {
            return await(() -> future.get(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS));
        }

        private T await(Wait<T> wait) {
            try {
                return wait.get();
            } catch (ExecutionException error) {
                throw unchecked(Objects.requireNonNullElse(error.getCause(), error));
            } catch (TimeoutException late) {
                throw new AppException.Exhausted(ErrorCode.DEADLINE_EXCEEDED, "a step of the request took too long");
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw new AppException.Broken("interrupted while waiting", stopped);
            }
        }

        @FunctionalInterface
        private interface Wait<T> {
            T get() throws ExecutionException, InterruptedException, TimeoutException;
        }

        private static RuntimeException unchecked(Throwable cause) {
            return switch (cause) {
                case RuntimeException runtime -> runtime;
                case Error error -> throw error;
                default -> new AppException.Broken("a step failed", cause);
            };
        }
    }
}
