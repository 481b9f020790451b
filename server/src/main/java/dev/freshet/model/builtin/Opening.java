package dev.freshet.model.builtin;

import dev.freshet.core.AppException;
import dev.freshet.core.Deadline;
import dev.freshet.core.ErrorCode;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Tokenizer and network while they are being opened on a thread of their own.
final class Opening {
    private final FutureTask<Opened> task;

    Opening(ModelFiles files) {
        this.task = new FutureTask<>(
                () -> new Opened(new WordPieceTokenizer(files.vocabulary()), EmbeddingNetwork.open(files)));
        Thread.ofPlatform().daemon().name("embedder-opening").start(task);
    }

    /// What was opened; waits for it.
    ///
    /// @throws AppException.Exhausted when the deadline passes first
    /// @throws AppException.Broken when it cannot be opened
    Opened await(Deadline deadline) {
        try {
            return task.get(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            throw new AppException.Exhausted(
                    ErrorCode.DEADLINE_EXCEEDED, "the built-in embedding model is still being opened");
        } catch (ExecutionException error) {
            throw failure(Objects.requireNonNullElse(error.getCause(), error));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new AppException.Broken("interrupted while waiting for the embedding model", stopped);
        }
    }

    private static AppException failure(Throwable cause) {
        return cause instanceof AppException known
                ? known
                : new AppException.Broken("the built-in embedding model cannot be opened", cause);
    }

    /// Both parts, ready to use.
    record Opened(WordPieceTokenizer tokenizer, EmbeddingNetwork network) {}
}
